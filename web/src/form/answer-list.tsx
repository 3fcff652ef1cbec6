import type { ComponentChildren } from "preact";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { Answers } from "../../../src/domain/case/case.ts";
import { readAnswer } from "../../../src/domain/form/answers.ts";
import type { FormDefinition, FormField, FormPage } from "../../../src/domain/form/definition.ts";
import { visiblePages } from "../../../src/domain/form/visibility.ts";
import { formatSize } from "../format/instants.ts";
import { useLanguage, useMessages } from "../language.ts";
import { LocalText, type Row, SummaryList } from "../ui/elements.tsx";
import type { DraftFile } from "./draft.ts";
import { useIdentityRows } from "./identity-rows.ts";

const Answer = ({ field, value }: { field: FormField; value: unknown }) => {
  const { form } = useMessages();
  if (value === undefined) return <span class="muted">{form.check.empty}</span>;
  if (typeof value === "boolean") return <>{value ? form.yes : form.no}</>;
  if ("options" in field) {
    const option = field.options.find((candidate) => candidate.value === value);
    if (option) return <LocalText text={option.label} />;
  }
  return <span class="typed">{typeof value === "string" ? value : JSON.stringify(value)}</span>;
};

const FileNames = ({ files }: { files: readonly DraftFile[] }) => {
  const language = useLanguage();
  const { cases } = useMessages();
  if (files.length === 0) return <span class="muted">{cases.noAttachments}</span>;
  return (
    <ul class="plain-list">
      {files.map((file) => (
        <li key={file.id}>
          {file.fileName} <span class="small">({formatSize(language, file.size)})</span>
        </li>
      ))}
    </ul>
  );
};

interface AnswerListProps {
  form: FormDefinition;
  answers: Answers;
  files: readonly DraftFile[];
  submitter: CaseDetail["submitter"];
  /** What stands beside a page's heading, e.g. the link that changes it. */
  beside?: (page: FormPage) => ComponentChildren;
}

/** Everything that was answered, page by page, as questions and answers. */
export const AnswerList = ({ form, answers, files, submitter, beside }: AnswerListProps) => {
  const identity = useIdentityRows(submitter);
  const rowsOf = (page: FormPage): Row[] => [
    ...(page.identity ? identity : []),
    ...page.fields.map((field) => ({
      name: <LocalText text={field.label} />,
      value: <Answer field={field} value={readAnswer(answers, field.key)} />,
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
      {visiblePages(form, answers).map((page) => (
        <section class="answers" key={page.id}>
          <div class="answers__head">
            <h2 class="ds-heading" data-size="xs">
              <LocalText text={page.title} />
            </h2>
            {beside?.(page)}
          </div>
          <SummaryList rows={rowsOf(page)} />
        </section>
      ))}
    </>
  );
};
