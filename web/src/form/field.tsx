import type { ComponentChildren } from "preact";
import { limitOf } from "../../../src/domain/form/field-schema.ts";
import type { AnswerField, ColumnField, FieldOption } from "../../../src/domain/form/definition.ts";
import { lengthOf } from "../../../src/domain/form/text.ts";
import { useMessages } from "../language.ts";
import { LocalText, useLocalize } from "../ui/elements.tsx";
import { ComputedValue } from "./computed-value.tsx";
import {
  attributesOf,
  describedBy,
  type FieldProps,
  FieldErrorText,
  Hint,
  idOf,
  Label,
  textOf,
} from "./field-parts.tsx";
import { MultiField } from "./multi-field.tsx";
import { TypedField } from "./typed-field.tsx";

const inputTypes = {
  text: { type: "text" },
  email: { type: "email", autocomplete: "email", inputmode: "email", spellcheck: false },
  phone: { type: "tel", autocomplete: "tel", inputmode: "tel" },
} as const;

const LineField = (
  props: FieldProps & { field: Extract<AnswerField, { kind: "text" | "email" | "phone" }> },
) => {
  const { field, value, error, onChange } = props;
  const id = idOf(props);
  const purpose = field.kind === "text" && field.autocomplete ? { autocomplete: field.autocomplete } : {};
  return (
    <div class="ds-field">
      <label class="ds-label" htmlFor={id}>
        <Label {...props} />
      </label>
      <Hint field={field} id={id} />
      <FieldErrorText id={id} text={error} />
      <input
        class="ds-input"
        {...inputTypes[field.kind]}
        {...purpose}
        {...attributesOf(props, id)}
        value={textOf(value)}
        onInput={(event) => onChange(event.currentTarget.value || undefined)}
      />
    </div>
  );
};

const Counter = ({ id, length, limit }: { id: string; length: number; limit: number }) => {
  const { form } = useMessages();
  const left = limit - length;
  const text = left < 0 ? form.charactersOver({ count: -left }) : form.charactersLeft({ count: left });
  return (
    <>
      <p class={left < 0 ? "counter counter--over" : "counter"} id={`${id}-count`}>
        {text}
      </p>
      {/* Read out only near the end, and then by tens: a number after every key would drown the text. */}
      <output class="ds-sr-only">{left < 0 || (left <= 100 && left % 10 === 0) ? text : ""}</output>
    </>
  );
};

const LongField = (props: FieldProps & { field: Extract<AnswerField, { kind: "long-text" }> }) => {
  const { form, field, value, error, onChange } = props;
  const id = idOf(props);
  const limit = limitOf(form, field.key, "maxLength");
  return (
    <div class="ds-field">
      <label class="ds-label" htmlFor={id}>
        <Label {...props} />
      </label>
      <Hint field={field} id={id} />
      <FieldErrorText id={id} text={error} />
      <textarea
        class="ds-input"
        rows={field.rows ?? 8}
        {...attributesOf(props, id, limit !== undefined)}
        value={textOf(value)}
        onInput={(event) => onChange(event.currentTarget.value || undefined)}
      />
      {limit !== undefined && <Counter id={id} length={lengthOf(textOf(value))} limit={limit} />}
    </div>
  );
};

const SelectField = (props: FieldProps & { field: Extract<AnswerField, { kind: "select" }> }) => {
  const { field, value, error, onChange } = props;
  const messages = useMessages();
  const localize = useLocalize();
  const id = idOf(props);
  return (
    <div class="ds-field">
      <label class="ds-label" htmlFor={id}>
        <Label {...props} />
      </label>
      <Hint field={field} id={id} />
      <FieldErrorText id={id} text={error} />
      <select
        class="ds-input"
        {...attributesOf(props, id)}
        value={textOf(value)}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      >
        <option value="">{messages.form.choose}</option>
        {field.options.map((option) => (
          <option key={option.value} value={option.value}>
            {localize(option.label)}
          </option>
        ))}
      </select>
    </div>
  );
};

interface ChoiceProps extends FieldProps {
  options: readonly { value: string; label: ComponentChildren }[];
  chosen: string | undefined;
  choose: (value: string) => void;
}

/** Radio buttons; the first one has the field's id, so that a link from the error summary lands on it. */
const Choice = ({ options, chosen, choose, ...props }: ChoiceProps) => {
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
      <Hint field={field} id={id} />
      <FieldErrorText id={id} text={error} />
      {options.map((option, index) => {
        const optionId = index === 0 ? id : `${id}-${option.value}`;
        return (
          <div class="ds-field" key={option.value}>
            <input
              class="ds-input"
              type="radio"
              id={optionId}
              name={id}
              value={option.value}
              checked={option.value === chosen}
              onChange={() => choose(option.value)}
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

const optionsOf = (options: readonly FieldOption[]) =>
  options.map((option) => ({ value: option.value, label: <LocalText text={option.label} /> }));

const YesNoField = (props: FieldProps) => {
  const { form } = useMessages();
  const { value, onChange } = props;
  const options = [
    { value: "yes", label: form.yes },
    { value: "no", label: form.no },
  ];
  const chosen = value === true ? "yes" : value === false ? "no" : undefined;
  return (
    <Choice {...props} options={options} chosen={chosen} choose={(choice) => onChange(choice === "yes")} />
  );
};

const DeclarationField = (props: FieldProps) => {
  const { field, value, error, onChange } = props;
  const id = idOf(props);
  return (
    <div class="declaration">
      <FieldErrorText id={id} text={error} />
      <div class="ds-field">
        <input
          class="ds-input"
          type="checkbox"
          {...attributesOf(props, id)}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked || undefined)}
        />
        <label class="ds-label" htmlFor={id}>
          <LocalText text={field.label} />
        </label>
        <Hint field={field} id={id} />
      </div>
    </div>
  );
};

/** Not reached: a new kind of field that nobody draws does not compile. */
const unknownKind = (field: never): never => {
  throw new Error(`Unknown kind of field: ${JSON.stringify(field)}`);
};

/** One question with one answer, drawn by its kind. */
export const Field = (props: FieldProps & { field: ColumnField }): ComponentChildren => {
  const { field } = props;
  switch (field.kind) {
    case "text":
    case "email":
    case "phone":
      return <LineField {...props} field={field} />;
    case "long-text":
      return <LongField {...props} field={field} />;
    case "select":
      return <SelectField {...props} field={field} />;
    case "radio":
      return (
        <Choice
          {...props}
          options={optionsOf(field.options)}
          chosen={typeof props.value === "string" ? props.value : undefined}
          choose={props.onChange}
        />
      );
    case "yes-no":
      return <YesNoField {...props} />;
    case "declaration":
      return <DeclarationField {...props} />;
    case "multi":
      return <MultiField {...props} field={field} />;
    case "integer":
    case "money":
    case "year":
    case "decimal":
    case "percent":
    case "date":
    case "month":
    case "fraction":
    case "identifier":
      return <TypedField {...props} field={field} />;
    case "computed":
      return <ComputedValue {...props} field={field} />;
    default:
      return unknownKind(field);
  }
};
