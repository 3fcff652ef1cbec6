import { useRef, useState } from "preact/hooks";
import { isRecord } from "../../../src/domain/form/answers.ts";
import { numberOf } from "../../../src/domain/form/arithmetic.ts";
import type { ColumnField, FormDefinition, TableField } from "../../../src/domain/form/definition.ts";
import { addAll, toDecimal, ZERO } from "../../../src/domain/form/exact.ts";
import { formatValue } from "../format/values.ts";
import { useLanguage, useMessages } from "../language.ts";
import { Button, LocalText } from "../ui/elements.tsx";
import { fieldId } from "./field-id.ts";
import { describedBy, Explained, Label } from "./field-parts.tsx";
import { sameJson } from "./same-json.ts";
import { still } from "./still.tsx";
import { type Row, StillRow } from "./table-row.tsx";

interface TableFieldProps {
  form: FormDefinition;
  field: TableField;
  /** Rows as typed. */
  value: unknown;
  /** Rows as understood, with computed columns. */
  understood: unknown;
  /** Sentences by `table` and `table.<row>.<column>`. */
  errors: ReadonlyMap<string, string>;
  onChange: (value: unknown) => void;
}

const NO_CELLS: Row = {};

const rowsOf = (value: unknown): readonly Row[] =>
  Array.isArray(value) ? value.map((row): Row => (isRecord(row) ? row : NO_CELLS)) : [];

const Total = ({ column, rows }: { column: ColumnField; rows: readonly Row[] }) => {
  const language = useLanguage();
  const sum = addAll(rows.map((row) => numberOf(row[column.key]) ?? ZERO));
  const digits = "digits" in column ? (column.digits ?? 2) : 0;
  const { table, notComputable } = useMessages().form;
  const isKnown = rows.some((row) => row[column.key] !== undefined);
  return (
    <div class="table-field__total">
      <dt>
        {table.totals} – <LocalText text={column.label} />
      </dt>
      <dd>{isKnown ? formatValue(language, column, toDecimal(sum, digits)) : notComputable}</dd>
    </div>
  );
};

/**
 * Rows of the same questions, one under the other: a wide table could not be read at 320 px. Adding moves the
 * focus into the new row, removing to the button that adds.
 */
const TableFieldView = ({ form, field, value, understood, errors, onChange }: TableFieldProps) => {
  const messages = useMessages();
  const box = useRef<HTMLFieldSetElement>(null);
  const [said, setSaid] = useState("");
  const id = fieldId(field.key);
  const rows = rowsOf(value);
  const computed = rowsOf(understood);
  const error = errors.get(field.key);
  const { table } = messages.form;

  const focus = (selector: string): void => {
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(selector)?.focus());
  };
  const addRow = (): void => {
    onChange([...rows, {}]);
    setSaid(table.added({ number: rows.length + 1 }));
    focus(`[data-row="${rows.length}"] :is(input, select, textarea)`);
  };
  const removeRow = (index: number): void => {
    onChange(rows.length === 1 ? undefined : rows.filter((_, other) => other !== index));
    setSaid(table.removed({ number: index + 1 }));
    focus("[data-add] button");
  };
  const latest = useRef({ rows, onChange, removeRow });
  latest.current = { rows, onChange, removeRow };
  // Rows that stayed as they were still hold the functions of an earlier drawing.
  const changeCell = (index: number, key: string, cell: unknown): void => {
    const changed = latest.current.rows.map((row, other) => {
      if (other !== index) return row;
      const { [key]: _, ...others } = row;
      return cell === undefined ? others : { ...others, [key]: cell };
    });
    latest.current.onChange(changed);
  };

  return (
    <fieldset
      class="ds-fieldset table-field"
      ref={box}
      id={id}
      tabIndex={-1}
      aria-invalid={error !== undefined}
      {...describedBy(id, { hint: field.hint !== undefined, error: error !== undefined })}
    >
      <legend class="ds-label">
        <Label form={form} field={field} />
      </legend>
      <Explained field={field} id={id} error={error} />
      {rows.map((row, index) => (
        // Rows have no identity of their own; the inputs are driven by their values.
        <StillRow
          key={index}
          form={form}
          field={field}
          index={index}
          row={row}
          computed={computed[index] ?? NO_CELLS}
          errors={errors}
          change={changeCell}
          remove={(at) => latest.current.removeRow(at)}
        />
      ))}
      {rows.length > 1 && (field.totals?.length ?? 0) > 0 && (
        <dl class="table-field__totals" aria-label={table.totals}>
          {field.columns
            .filter((column) => field.totals?.includes(column.key))
            .map((column) => (
              <Total key={column.key} column={column} rows={computed} />
            ))}
        </dl>
      )}
      <div data-add>
        {rows.length < field.maxRows && (
          <Button variant="secondary" size="sm" onClick={addRow}>
            {rows.length === 0 ? table.first : table.add}
          </Button>
        )}
        <output class="ds-sr-only">{said}</output>
      </div>
    </fieldset>
  );
};

/** Drawn again only when its rows, what follows from them, or any error has changed. */
export const StillTable = still<TableFieldProps>(
  TableFieldView,
  (before, next) =>
    before.form === next.form &&
    before.field === next.field &&
    before.value === next.value &&
    before.errors.size === 0 &&
    next.errors.size === 0 &&
    sameJson(before.understood, next.understood),
);
