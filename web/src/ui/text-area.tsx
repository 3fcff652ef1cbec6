import { FieldErrorText } from "../form/field-error-text.tsx";
import { fieldId } from "../form/field-id.ts";
import { useMessages } from "../language.ts";

interface TextAreaProps {
  /** Key its error comes under. */
  name: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean;
  /** It or another field is needed: neither optional nor required; the hint says what else will do. */
  oneOf?: boolean;
  rows?: number;
  value: string;
  onChange: (value: string) => void;
}

/** Several paragraphs of plain text. */
export const TextArea = (props: TextAreaProps) => {
  const { name, label, hint, error, optional = false, oneOf = false, rows, value, onChange } = props;
  const { form } = useMessages();
  const id = fieldId(name);
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(
    Boolean,
  );
  return (
    <div class="ds-field">
      <label class="ds-label" htmlFor={id}>
        {label}
        {optional && <span class="optional"> ({form.optional})</span>}
      </label>
      {hint !== undefined && (
        <div data-field="description" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <FieldErrorText id={id} text={error} />
      <textarea
        class="ds-input"
        id={id}
        name={name}
        rows={rows ?? 8}
        aria-required={!optional && !oneOf}
        aria-invalid={error !== undefined}
        {...(described.length > 0 ? { "aria-describedby": described.join(" ") } : {})}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
};
