import { readAnswer } from "../../../src/domain/form/answers.ts";
import type { FormDefinition, TableField } from "../../../src/domain/form/definition.ts";
import { useMessages } from "../language.ts";
import { Button, useLocalize } from "../ui/elements.tsx";
import { fieldId } from "./field-id.ts";
import { still } from "./still.tsx";
import { StillField } from "./still-field.tsx";

export type Row = Readonly<Record<string, unknown>>;

interface TableRowProps {
  form: FormDefinition;
  field: TableField;
  index: number;
  /** As typed. */
  row: Row;
  /** As understood, with computed columns. */
  computed: Row;
  /** Sentences by `table.<row>.<column>`. */
  errors: ReadonlyMap<string, string>;
  change: (index: number, key: string, cell: unknown) => void;
  remove: (index: number) => void;
}

const TableRow = ({ form, field, index, row, computed, errors, change, remove }: TableRowProps) => {
  const { table } = useMessages().form;
  const localize = useLocalize();
  return (
    <fieldset class="table-field__row" data-row={index}>
      <legend class="table-field__number">{table.row({ number: index + 1 })}</legend>
      {field.columns.map((column) => {
        const at = `${field.key}.${index}.${column.key}`;
        return (
          <StillField
            key={column.key}
            form={form}
            field={column}
            id={fieldId(at)}
            value={readAnswer(column.kind === "computed" ? computed : row, column.key)}
            error={errors.get(at)}
            onChange={(cell) => change(index, column.key, cell)}
          />
        );
      })}
      <Button
        variant="tertiary"
        size="sm"
        label={table.removeLabel({ number: index + 1, label: localize(field.label) })}
        onClick={() => remove(index)}
      >
        {table.remove}
      </Button>
    </fieldset>
  );
};

export const StillRow = still<TableRowProps>(
  TableRow,
  (before, next) =>
    before.form === next.form &&
    before.field === next.field &&
    before.index === next.index &&
    before.row === next.row &&
    before.errors.size === 0 &&
    next.errors.size === 0 &&
    // Computed values are numbers and texts.
    next.field.columns.every(
      ({ kind, key }) =>
        kind !== "computed" || readAnswer(before.computed, key) === readAnswer(next.computed, key),
    ),
);
