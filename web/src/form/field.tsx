import type { ComponentChildren } from "preact";
import { limitOf } from "../../../src/domain/form/field-schema.ts";
import type { AnswerField, ColumnField } from "../../../src/domain/form/definition.ts";
import { lengthOf } from "../../../src/domain/form/text.ts";
import { useMessages } from "../language.ts";
import { LocalText, useLocalize } from "../ui/elements.tsx";
import { MultiField, RadioField, YesNoField } from "./choice-fields.tsx";
import { ComputedValue } from "./computed-value.tsx";
import { FieldErrorText } from "./field-error-text.tsx";
import { attributesOf, type FieldProps, Hint, idOf, Question, textOf } from "./field-parts.tsx";
import { TypedField } from "./typed-field.tsx";

const inputTypes = {
  text: { type: "text" },
  email: { type: "email", autocomplete: "email", inputmode: "email", spellcheck: false },
  phone: { type: "tel", autocomplete: "tel", inputmode: "tel" },
} as const;

const LineField = (
  props: FieldProps & { field: Extract<AnswerField, { kind: "text" | "email" | "phone" }> },
) => {
  const { field, value, onChange } = props;
  const id = idOf(props);
  const purpose = field.kind === "text" && field.autocomplete ? { autocomplete: field.autocomplete } : {};
  return (
    <Question {...props} id={id}>
      <input
        class="ds-input"
        {...inputTypes[field.kind]}
        {...purpose}
        {...attributesOf(props, id)}
        value={textOf(value)}
        onInput={(event) => onChange(event.currentTarget.value || undefined)}
      />
    </Question>
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
  const { form, field, value, onChange } = props;
  const id = idOf(props);
  const limit = limitOf(form, field.key, "maxLength");
  return (
    <Question {...props} id={id}>
      <textarea
        class="ds-input"
        rows={field.rows ?? 8}
        {...attributesOf(props, id, limit !== undefined)}
        value={textOf(value)}
        onInput={(event) => onChange(event.currentTarget.value || undefined)}
      />
      {limit !== undefined && <Counter id={id} length={lengthOf(textOf(value))} limit={limit} />}
    </Question>
  );
};

const SelectField = (props: FieldProps & { field: Extract<AnswerField, { kind: "select" }> }) => {
  const { field, value, onChange } = props;
  const messages = useMessages();
  const localize = useLocalize();
  const id = idOf(props);
  return (
    <Question {...props} id={id}>
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
    </Question>
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
      return <RadioField {...props} field={field} />;
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
