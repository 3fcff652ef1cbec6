import type { ComponentChildren } from "preact";
import { sameJson } from "./same-json.ts";
import { still } from "./still.tsx";
import { type TableFieldProps, TableFieldView } from "./table-field.tsx";

const StillTable = still<TableFieldProps>(
  TableFieldView,
  (before, next) =>
    before.form === next.form &&
    before.field === next.field &&
    before.value === next.value &&
    before.errors.size === 0 &&
    next.errors.size === 0 &&
    sameJson(before.understood, next.understood),
);

/** Drawn again only when its rows, what follows from them, or any error has changed. */
export const StillTableField = (props: TableFieldProps): ComponentChildren => <StillTable {...props} />;
