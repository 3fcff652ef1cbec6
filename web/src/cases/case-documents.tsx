import { useState } from "preact/hooks";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { CaseDocumentView } from "../../../src/contract/casework.ts";
import type { ApiFailure } from "../api/client.ts";
import { formatDate, formatDateTime, formatDay } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { Button } from "../ui/elements.tsx";
import { FailureNotice } from "../ui/load.tsx";
import { saveFile } from "../ui/save-file.ts";
import { documentAnchor } from "./case-timeline.tsx";
import { FileList, linkToOwn } from "./open-file.tsx";
import { call } from "./calls.ts";

/** What the office wrote stays in its language, whatever the page's is. */
export const Written = ({ document }: { document: Pick<CaseDocumentView, "text" | "from"> }) => (
  <div class="written" lang={document.from === "office" ? "hu" : undefined}>
    {(document.text ?? "").split(/\n{2,}/).map((paragraph, index) => (
      <p class="typed" key={index}>
        {paragraph}
      </p>
    ))}
  </div>
);

interface DocumentProps {
  caseId: string;
  document: CaseDocumentView;
}

/** Fetched by a call: a lapsed session is asked for, and a refusal is a sentence instead of a broken file. */
const Letter = ({ caseId, document: { id, kind, number = "" } }: DocumentProps) => {
  const { life } = useCaseMessages().cases;
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiFailure>();
  const download = async (): Promise<void> => {
    setBusy(true);
    setFailed(undefined);
    const answer = await call("readLetter", { params: { caseId, documentId: id }, query: { language } });
    setBusy(false);
    if (answer.ok) saveFile(life.letterFile({ number: number.replaceAll("/", "-") || id }), answer.value);
    else setFailed(answer.failure);
  };
  return (
    <p class="no-print">
      <Button
        variant="secondary"
        size="sm"
        busy={busy}
        label={life.letterOf({ kind: life.kinds[kind], number })}
        onClick={download}
      >
        {life.letter}
      </Button>
      {failed && <FailureNotice failure={failed} />}
    </p>
  );
};

const Delivery = ({ delivery }: { delivery: NonNullable<CaseDocumentView["delivery"]> }) => {
  const { life } = useCaseMessages().cases;
  const language = useLanguage();
  // By rule it is delivered on a day, not at a moment of it.
  const format = delivery.state === "deemed" ? formatDate : formatDateTime;
  const at = delivery.deliveredAt === undefined ? "" : format(language, delivery.deliveredAt);
  return (
    <p class="small">
      {delivery.state === "sent" ? life.delivery.sent : life.delivery[delivery.state]({ at })}
    </p>
  );
};

const Document = ({ caseId, document }: DocumentProps) => {
  const { life } = useCaseMessages().cases;
  const language = useLanguage();
  const { id, kind, at, author, text, files = [], number, dueOn, delivery, invalidated } = document;
  return (
    <li class="case" id={documentAnchor(id)} tabIndex={-1}>
      <div class="case__head">
        <h3 class="ds-heading" data-size="2xs">
          {life.kinds[kind]}
        </h3>
        {number !== undefined && <span class="number">{number}</span>}
      </div>
      <p class="small">
        <time dateTime={at}>{formatDateTime(language, at)}</time> · {life.author({ name: author })}
      </p>
      {invalidated && (
        <p>
          <strong>{life.invalidated}</strong> – <span lang="hu">{invalidated.reason}</span>
        </p>
      )}
      {dueOn !== undefined && <p>{life.dueOn({ day: formatDay(language, dueOn) })}</p>}
      {text && <Written document={document} />}
      {files.length > 0 && <FileList linkTo={linkToOwn(caseId)} files={files} />}
      {delivery && <Delivery delivery={delivery} />}
      {kind !== "message" && text !== undefined && <Letter caseId={caseId} document={document} />}
    </li>
  );
};

/** What came to the case since it was submitted, newest first. */
export const CaseDocuments = ({ detail }: { detail: CaseDetail }) => {
  const { life } = useCaseMessages().cases;
  if (detail.documents.length === 0) return null;
  return (
    <section class="section">
      <h2 class="ds-heading" data-size="sm">
        {life.documents}
      </h2>
      <ul class="cases">
        {detail.documents.toReversed().map((document) => (
          <Document key={document.id} caseId={detail.id} document={document} />
        ))}
      </ul>
    </section>
  );
};
