import type { ComponentChildren } from "preact";

type Role = "table" | "rowgroup" | "row" | "columnheader" | "rowheader" | "cell";
const as = (role: Role) => ({ role });

/*
 * A real table. On a narrow screen each row becomes a block, in which every cell says which column it is of; the roles
 * are written out, because browsers forget them where the layout is not a table's.
 */

interface TableProps {
  caption: string;
  /** The heading above the table says the same. */
  hiddenCaption?: boolean;
  busy?: boolean;
  children: ComponentChildren;
}

export const Table = ({ caption, hiddenCaption, busy, children }: TableProps) => (
  <table class="table" {...as("table")} aria-busy={busy ?? false}>
    <caption class={hiddenCaption ? "ds-sr-only" : "table__caption"}>{caption}</caption>
    {children}
  </table>
);

export const TableHead = ({ children }: { children: ComponentChildren }) => (
  <thead {...as("rowgroup")}>
    <tr {...as("row")}>{children}</tr>
  </thead>
);

export const TableBody = ({ children }: { children: ComponentChildren }) => (
  <tbody {...as("rowgroup")}>{children}</tbody>
);

interface RowProps {
  selected?: boolean;
  children: ComponentChildren;
}

export const TableRow = ({ selected, children }: RowProps) => (
  <tr {...as("row")} {...(selected ? { "data-selected": "" } : {})}>
    {children}
  </tr>
);

interface CellProps {
  /** Name of the column, shown beside the value where the columns are not. */
  name?: string;
  number?: boolean;
  /** The cell names the row. */
  header?: boolean;
  children?: ComponentChildren;
}

export const HeadCell = ({ number, children }: Pick<CellProps, "number" | "children">) => (
  <th {...as("columnheader")} scope="col" {...(number ? { "data-number": "" } : {})}>
    {children}
  </th>
);

export const Cell = ({ name, number, header, children }: CellProps) => {
  const inside = (
    <>
      {name && (
        <span class="table__name" aria-hidden="true">
          {name}
        </span>
      )}
      {/* One child beside the name, however many parts the value has. */}
      <span class="table__value">{children}</span>
    </>
  );
  const shared = number ? { "data-number": "" } : {};
  return header ? (
    <th {...as("rowheader")} scope="row" {...shared}>
      {inside}
    </th>
  ) : (
    <td {...as("cell")} {...shared}>
      {inside}
    </td>
  );
};
