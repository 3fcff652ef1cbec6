import type { ComponentChildren } from "preact";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { Answers } from "../../../src/domain/case/case.ts";
import { isRecord, readAnswer } from "../../../src/domain/form/answers.ts";
import type { FormContext } from "../../../src/domain/form/arithmetic.ts";
import type {
  FieldOption,
  FormDefinition,
  FormField,
  FormPage,
  TableField,
} from "../../../src/domain/form/definition.ts";
import { shownFigures } from "../../../src/domain/form/figures.ts";
import { columnTotal } from "../../../src/domain/form/values.ts";
import { visibleForm } from "../../../src/domain/form/visibility.ts";
import { formatValue } from "../format/values.ts";
import { formatSize } from "../format/instants.ts";
import { useLanguage, useMessages } from "../language.ts";
import { LocalText, type Row, SummaryList } from "../ui/elements.tsx";
import type { DraftFile } from "./draft.ts";
import { useIdentityRows } from "./identity-rows.ts";

const Options = ({ options, chosen }: { options: readonly FieldOption[]; chosen: readonly unknown[] }) => (
  <>
    {options
      .filter((option) => chosen.includes(option.value))
      .map((option, index) => (
        <span key={option.value}>
          {index > 0 && "; "}
          <LocalText text={option.label} />
        </span>
      ))}
  </>
);

const Rows = ({ table, rows }: { table: TableField; rows: readonly unknown[] }) => (
  <>
    <ol class="answer-rows">
      {rows.map((row, index) => (
        <li key={index}>
          <dl class="answer-row">
            {table.columns.map((column) => (
              <div key={column.key}>
                <dt>
                  <LocalText text={column.label} />
                </dt>
                <dd>
                  <Answer field={column} value={isRecord(row) ? readAnswer(row, column.key) : undefined} />
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ol>
    {rows.length > 1 && <Totals table={table} rows={rows} />}
  </>
);

const Totals = ({ table, rows }: { table: TableField; rows: readonly unknown[] }) => {
  const { totals } = useMessages().form.table;
  const language = useLanguage();
  const added = table.columns.filter(({ key }) => table.totals?.includes(key));
  if (added.length === 0) return null;
  return (
    <dl class="answer-row answer-row--total">
      {added.map((column) => (
        <div key={column.key}>
          <dt>
            {totals} – <LocalText text={column.label} />
          </dt>
          <dd>{formatValue(language, column, columnTotal(column, rows))}</dd>
        </div>
      ))}
    </dl>
  );
};

const Answer = ({ field, value }: { field: FormField; value: unknown }): ComponentChildren => {
  const { form } = useMessages();
  const language = useLanguage();
  if (value === undefined)
    return <span class="muted">{field.kind === "computed" ? form.notComputable : form.check.empty}</span>;
  if (typeof value === "boolean") return <>{value ? form.yes : form.no}</>;
  if ("options" in field) {
    return <Options options={field.options} chosen={Array.isArray(value) ? value : [value]} />;
  }
  if (field.kind === "table") return <Rows table={field} rows={Array.isArray(value) ? value : []} />;
  return <span class="typed">{formatValue(language, field, value)}</span>;
};

const FileNames = ({ files }: { files: readonly DraftFile[] }) => {
  const language = useLanguage();
  const { form } = useMessages();
  if (files.length === 0) return <span class="muted">{form.noAttachments}</span>;
  return (
    <ul class="plain-list">
      {files.map((file) => (
        <li key={file.id}>
          {file.fileName} <span class="small">({formatSize(language, file.size)})</span>
          {file.state === "rejected" && <strong> – {form.files.notAttachable}</strong>}
        </li>
      ))}
    </ul>
  );
};

interface AnswerListProps {
  form: FormDefinition;
  answers: Answers;
  context: FormContext;
  files: readonly DraftFile[];
  /** Unknown before the login. */
  submitter: CaseDetail["submitter"] | undefined;
  /** What stands beside a page's heading, e.g. the link that changes it. */
  beside?: (page: FormPage) => ComponentChildren;
  /** Heading of the page about who fills the form, where somebody else reads it: to them it is not "your data". */
  identityTitle?: string;
}

/** Everything that was answered, page by page, as questions and answers. */
export const AnswerList = (props: AnswerListProps) => {
  const { form, answers, context, files, submitter, beside, identityTitle } = props;
  const identity = useIdentityRows(submitter);
  const visible = visibleForm(form, answers, context);
  const values = shownFigures(form, visible.pages, visible.answers);
  const rowsOf = (page: FormPage): Row[] => [
    ...(page.identity ? identity : []),
    ...page.fields
      .filter((field) => field.kind !== "computed" || field.hidden !== true)
      .map((field) => ({
        name: (
          <>
            {field.group && (
              <>
                <LocalText text={field.group.label} />:{" "}
              </>
            )}
            <LocalText text={field.label} />
          </>
        ),
        value: <Answer field={field} value={readAnswer(values, field.key)} />,
      })),
    ...form.attachments
      .filter((slot) => page.slots?.includes(slot.id))
      .map((slot) => ({
        name: <LocalText text={slot.label} />,
        value: <FileNames files={files.filter((file) => file.slot === slot.id)} />,
      })),
  ];
  return (
    <>
      {visible.pages.map((page) => (
        <section class="answers" key={page.id}>
          <div class="answers__head">
            <h2 class="ds-heading" data-size="xs">
              {page.identity && identityTitle !== undefined ? identityTitle : <LocalText text={page.title} />}
            </h2>
            {beside?.(page)}
          </div>
          <SummaryList rows={rowsOf(page)} />
        </section>
      ))}
    </>
  );
};
