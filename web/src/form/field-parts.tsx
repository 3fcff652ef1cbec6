import type { ComponentChildren } from "preact";
import { isRequired } from "../../../src/domain/form/field-schema.ts";
import type { ColumnField, FormDefinition, FormField } from "../../../src/domain/form/definition.ts";
import { useMessages } from "../language.ts";
import { LocalText } from "../ui/elements.tsx";
import { FieldErrorText } from "./field-error-text.tsx";
import { fieldId } from "./field-id.ts";

export interface FieldProps {
  form: FormDefinition;
  field: FormField | ColumnField;
  /** Id of the element, where it is not the key's: a cell of a table. */
  id?: string;
  value: unknown;
  /** The sentence of its error, when it has one. */
  error: string | undefined;
  onChange: (value: unknown) => void;
}

export const Label = ({ form, field }: Pick<FieldProps, "form" | "field">) => {
  const messages = useMessages();
  return (
    <>
      <LocalText text={field.label} />
      {!isRequired(form, field) && <span class="optional"> ({messages.form.optional})</span>}
    </>
  );
};

export const Hint = ({ field, id }: { field: FormField; id: string }) =>
  field.hint ? (
    <div data-field="description" id={`${id}-hint`}>
      <LocalText text={field.hint} />
    </div>
  ) : null;

interface ExplainedProps extends Pick<FieldProps, "field" | "error"> {
  id: string;
  children?: ComponentChildren;
}

/** What stands between a question and its input: the hint, what else explains it, and what is wrong with the answer. */
export const Explained = ({ field, id, error, children }: ExplainedProps) => (
  <>
    <Hint field={field} id={id} />
    {children}
    <FieldErrorText id={id} text={error} />
  </>
);

/** Ids of everything that explains a field. */
export const describedBy = (
  id: string,
  parts: Readonly<Record<string, boolean>>,
): { "aria-describedby"?: string } => {
  const ids = Object.keys(parts).filter((part) => parts[part]);
  return ids.length > 0 ? { "aria-describedby": ids.map((part) => `${id}-${part}`).join(" ") } : {};
};

export const attributesOf = ({ form, field, error }: FieldProps, id: string, counted = false) => ({
  id,
  name: field.key,
  "aria-required": isRequired(form, field),
  "aria-invalid": error !== undefined,
  ...describedBy(id, { hint: field.hint !== undefined, error: error !== undefined, count: counted }),
});

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

export const idOf = ({ id, field }: Pick<FieldProps, "id" | "field">): string => id ?? fieldId(field.key);

interface QuestionProps extends FieldProps {
  id: string;
  class?: string;
  /** Further explanations. */
  notes?: ComponentChildren;
  children: ComponentChildren;
}

/** A question with one input below it. */
export const Question = ({ class: name, notes, children, ...props }: QuestionProps) => (
  <div class={name ?? "ds-field"}>
    <label class="ds-label" htmlFor={props.id}>
      <Label {...props} />
    </label>
    <Explained {...props}>{notes}</Explained>
    {children}
  </div>
);
