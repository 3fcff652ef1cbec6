import { FieldErrorText } from "../form/field-error-text.tsx";
import { fieldId } from "../form/field-id.ts";
import type { TypedDay } from "../format/typed-day.ts";
import { useLanguage } from "../language.ts";
import { usePageMessages } from "../messages/pages.ts";

interface DayFieldProps {
  name: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  optional?: boolean;
  value: TypedDay;
  onChange: (value: TypedDay) => void;
}

type Part = keyof TypedDay;
const hungarianOrder: readonly Part[] = ["year", "month", "day"];
const englishOrder: readonly Part[] = ["day", "month", "year"];

/** Three boxes: a date known by heart is typed faster and with fewer errors than found in a calendar. */
export const DayField = ({ name, label, hint, error, optional, value, onChange }: DayFieldProps) => {
  const { acting, form } = usePageMessages();
  const order = useLanguage() === "hu" ? hungarianOrder : englishOrder;
  const id = fieldId(name);
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(
    Boolean,
  );
  return (
    <fieldset
      class="ds-fieldset"
      {...(described.length > 0 ? { "aria-describedby": described.join(" ") } : {})}
    >
      <legend class="ds-label">
        {label}
        {optional && <span class="optional"> ({form.optional})</span>}
      </legend>
      {hint && (
        <div data-field="description" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <FieldErrorText id={id} text={error} />
      <div class="day">
        {order.map((part, index) => {
          const partId = index === 0 ? id : `${id}-${part}`;
          return (
            <div class="ds-field" key={part}>
              <label class="ds-label" htmlFor={partId}>
                {acting.day[part]}
              </label>
              <input
                class={part === "year" ? "ds-input day__year" : "ds-input day__part"}
                id={partId}
                name={`${name}.${part}`}
                type="text"
                inputmode="numeric"
                autocomplete="off"
                value={value[part]}
                aria-invalid={error !== undefined}
                onInput={(event) => onChange({ ...value, [part]: event.currentTarget.value })}
              />
            </div>
          );
        })}
      </div>
    </fieldset>
  );
};
