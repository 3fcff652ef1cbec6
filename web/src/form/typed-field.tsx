import type { AnswerField } from "../../../src/domain/form/definition.ts";
import { editableValue } from "../format/values.ts";
import { useLanguage, useMessages } from "../language.ts";
import { LocalText } from "../ui/elements.tsx";
import { attributesOf, type FieldProps, idOf, Question } from "./field-parts.tsx";

export type TypedKind =
  | "integer"
  | "money"
  | "year"
  | "decimal"
  | "percent"
  | "date"
  | "month"
  | "fraction"
  | "identifier";

/** Which keyboard a phone shows. `type=number` would hide what it does not understand from us. */
const inputModes: Readonly<Partial<Record<TypedKind, "numeric" | "decimal">>> = {
  integer: "numeric",
  money: "numeric",
  year: "numeric",
  decimal: "decimal",
  percent: "decimal",
};

const unitOf = (field: AnswerField) => {
  if (field.kind === "percent") return { hu: "%" };
  if ("unit" in field && field.unit) return field.unit;
  return field.kind === "money" ? { hu: "Ft" } : undefined;
};

/**
 * A number, date or identifier, typed as people write it; the portal reads it when the draft is saved. What is
 * shown stays as typed, until it comes back from the server in its canonical form.
 */
export const TypedField = (props: FieldProps & { field: Extract<AnswerField, { kind: TypedKind }> }) => {
  const { field, value, onChange } = props;
  const language = useLanguage();
  const { form } = useMessages();
  const id = idOf(props);
  const unit = unitOf(field);
  const format =
    !field.hint && (field.kind === "date" || field.kind === "month") ? form.formats[field.kind] : "";
  const described = attributesOf(props, id, format !== "" || unit !== undefined);
  return (
    <Question
      {...props}
      id={id}
      class="ds-field typed-field"
      notes={
        format !== "" && (
          <div data-field="description" id={`${id}-count`}>
            {format}
          </div>
        )
      }
    >
      <div class="typed-field__line" data-kind={field.kind}>
        <input
          class="ds-input"
          type="text"
          inputmode={inputModes[field.kind] ?? "text"}
          autocomplete="off"
          spellcheck={false}
          {...described}
          value={editableValue(language, field, value)}
          onInput={(event) => onChange(event.currentTarget.value || undefined)}
        />
        {unit && (
          <span class="typed-field__unit" id={format === "" ? `${id}-count` : undefined}>
            <LocalText text={unit} />
          </span>
        )}
      </div>
    </Question>
  );
};
