import { Component, type ComponentChildren } from "preact";
import { sameJson } from "./same-json.ts";
import { type TableFieldProps, TableFieldView } from "./table-field.tsx";

/** A table that is drawn again only when its rows, what follows from them, or any error has changed. */
class StillTable extends Component<TableFieldProps> {
  override shouldComponentUpdate(next: TableFieldProps): boolean {
    const { form, field, value, understood, errors } = this.props;
    const same = form === next.form && field === next.field && value === next.value;
    const withoutErrors = errors.size === 0 && next.errors.size === 0;
    return !same || !withoutErrors || !sameJson(understood, next.understood);
  }

  override render(): ComponentChildren {
    return <TableFieldView {...this.props} />;
  }
}

export const StillTableField = (props: TableFieldProps): ComponentChildren => <StillTable {...props} />;
