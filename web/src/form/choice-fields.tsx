import type { ComponentChildren } from "preact";
import type { AnswerField, FieldOption } from "../../../src/domain/form/definition.ts";
import { useMessages } from "../language.ts";
import { LocalText } from "../ui/elements.tsx";
import { describedBy, Explained, type FieldProps, idOf, Label } from "./field-parts.tsx";

interface ChoiceProps extends FieldProps {
  type: "radio" | "checkbox";
  options: readonly { value: string; label: ComponentChildren }[];
  isChosen: (option: string) => boolean;
  choose: (option: string, isOn: boolean) => void;
}

/** Buttons or boxes; the first one has the field's id, so that a link from the error summary lands on it. */
const Choice = ({ type, options, isChosen, choose, ...props }: ChoiceProps) => {
  const { field, error } = props;
  const id = idOf(props);
  return (
    <fieldset
      class="ds-fieldset"
      aria-invalid={error !== undefined}
      {...describedBy(id, { hint: field.hint !== undefined, error: error !== undefined })}
    >
      <legend class="ds-label">
        <Label {...props} />
      </legend>
      <Explained field={field} id={id} error={error} />
      {options.map((option, index) => {
        const optionId = index === 0 ? id : `${id}-${option.value}`;
        return (
          <div class="ds-field" key={option.value}>
            <input
              class="ds-input"
              type={type}
              id={optionId}
              name={id}
              value={option.value}
              checked={isChosen(option.value)}
              onChange={(event) => choose(option.value, event.currentTarget.checked)}
            />
            <label class="ds-label" htmlFor={optionId}>
              {option.label}
            </label>
          </div>
        );
      })}
    </fieldset>
  );
};

const inWords = (options: readonly FieldOption[]) =>
  options.map((option) => ({ value: option.value, label: <LocalText text={option.label} /> }));

type FieldOf<Kind extends AnswerField["kind"]> = FieldProps & { field: Extract<AnswerField, { kind: Kind }> };

export const RadioField = (props: FieldOf<"radio">) => (
  <Choice
    {...props}
    type="radio"
    options={inWords(props.field.options)}
    isChosen={(option) => option === props.value}
    choose={props.onChange}
  />
);

export const YesNoField = (props: FieldProps) => {
  const { form } = useMessages();
  const { value, onChange } = props;
  const options = [
    { value: "yes", label: form.yes },
    { value: "no", label: form.no },
  ];
  return (
    <Choice
      {...props}
      type="radio"
      options={options}
      isChosen={(option) => value === (option === "yes")}
      choose={(option) => onChange(option === "yes")}
    />
  );
};

export const MultiField = (props: FieldOf<"multi">) => {
  const { field, value, onChange } = props;
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  const choose = (option: string, isOn: boolean): void => {
    const next = field.options
      .map((candidate) => candidate.value)
      .filter((candidate) => (candidate === option ? isOn : chosen.includes(candidate)));
    onChange(next.length === 0 ? undefined : next);
  };
  return (
    <Choice
      {...props}
      type="checkbox"
      options={inWords(field.options)}
      isChosen={(option) => chosen.includes(option)}
      choose={choose}
    />
  );
};
