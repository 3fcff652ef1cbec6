import type { AnswerField } from "../../../src/domain/form/definition.ts";
import { LocalText } from "../ui/elements.tsx";
import { describedBy, type FieldProps, FieldErrorText, Hint, idOf, Label } from "./field-parts.tsx";

/** Check boxes; the first one has the field's id, so that a link from the error summary lands on it. */
export const MultiField = (props: FieldProps & { field: Extract<AnswerField, { kind: "multi" }> }) => {
  const { field, value, error, onChange } = props;
  const id = idOf(props);
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  const toggle = (option: string, isOn: boolean): void => {
    const next = field.options
      .map((candidate) => candidate.value)
      .filter((candidate) => (candidate === option ? isOn : chosen.includes(candidate)));
    onChange(next.length === 0 ? undefined : next);
  };
  return (
    <fieldset
      class="ds-fieldset"
      aria-invalid={error !== undefined}
      {...describedBy(id, { hint: field.hint !== undefined, error: error !== undefined })}
    >
      <legend class="ds-label">
        <Label {...props} />
      </legend>
      <Hint field={field} id={id} />
      <FieldErrorText id={id} text={error} />
      {field.options.map((option, index) => {
        const optionId = index === 0 ? id : `${id}-${option.value}`;
        return (
          <div class="ds-field" key={option.value}>
            <input
              class="ds-input"
              type="checkbox"
              id={optionId}
              name={id}
              value={option.value}
              checked={chosen.includes(option.value)}
              onChange={(event) => toggle(option.value, event.currentTarget.checked)}
            />
            <label class="ds-label" htmlFor={optionId}>
              <LocalText text={option.label} />
            </label>
          </div>
        );
      })}
    </fieldset>
  );
};
