import type { ComputedField } from "../../../src/domain/form/definition.ts";
import { formatValue } from "../format/values.ts";
import { useLanguage, useMessages } from "../language.ts";
import { LocalText } from "../ui/elements.tsx";
import { type FieldProps, Hint, idOf } from "./field-parts.tsx";

/** A result that follows from the answers. Screen readers hear of it when the typing pauses (computed-news.tsx). */
export const ComputedValue = (props: FieldProps & { field: ComputedField }) => {
  const { field, value } = props;
  const language = useLanguage();
  const { form } = useMessages();
  const id = idOf(props);
  if (field.hidden) return null;
  return (
    <div class="ds-field computed">
      <span class="ds-label">
        <LocalText text={field.label} />
      </span>
      <Hint field={field} id={id} />
      <p class="computed__value" id={id}>
        {value === undefined ? form.notComputable : formatValue(language, field, value)}
      </p>
    </div>
  );
};
