import { Component, type ComponentChildren } from "preact";
import type { ColumnField } from "../../../src/domain/form/definition.ts";
import { Field } from "./field.tsx";
import type { FieldProps } from "./field-parts.tsx";

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

/**
 * A field that is drawn again only when something of it has changed: on a page of many fields each key changes one of
 * them. `onChange` must therefore see the present by itself; that of an earlier drawing may be called.
 */
export class StillField extends Component<StillProps> {
  override shouldComponentUpdate(next: StillProps): boolean {
    const { form, field, id, value, error } = this.props;
    const same = form === next.form && id === next.id && Object.is(value, next.value) && error === next.error;
    return !same || !isSameField(field, next.field);
  }

  override render(): ComponentChildren {
    return <Field {...this.props} />;
  }
}
