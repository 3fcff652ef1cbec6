import type { ColumnField } from "../../../src/domain/form/definition.ts";
import { Field } from "./field.tsx";
import type { FieldProps } from "./field-parts.tsx";
import { still } from "./still.tsx";

type StillProps = FieldProps & { field: ColumnField };

/** Options are filtered anew with every key; what is left are the same options. */
const isSameField = (first: ColumnField, second: ColumnField): boolean => {
  if (first === second) return true;
  if (!("options" in first) || !("options" in second) || first.key !== second.key) return false;
  return (
    first.options.length === second.options.length &&
    first.options.every(({ value, label }, index) => {
      const other = second.options[index];
      return other?.value === value && other.label === label;
    })
  );
};

export const StillField = still<StillProps>(
  Field,
  (before, next) =>
    before.form === next.form &&
    before.id === next.id &&
    Object.is(before.value, next.value) &&
    before.error === next.error &&
    isSameField(before.field, next.field),
);
