import { useState } from "preact/hooks";
import type { CaseDocumentView } from "../../../src/contract/casework.ts";
import type { ApiFailure } from "../api/client.ts";
import { FileList } from "../cases/open-file.tsx";
import { formatDate, formatDateTime, formatDay } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useOfficeMessages } from "../messages/office.ts";
import { Button } from "../ui/elements.tsx";
import { FailureNotice } from "../ui/load.tsx";
import { saveFile } from "../ui/save-file.ts";
import { type CaseOfOffice, linkToFile, readLetter } from "./calls.ts";

interface DocumentProps {
  params: CaseOfOffice;
  document: CaseDocumentView;
}

const Delivery = ({ delivery }: { delivery: NonNullable<CaseDocumentView["delivery"]> }) => {
  const { case: words } = useOfficeMessages();
  const language = useLanguage();
  const time = (instant: string | undefined) =>
    instant === undefined ? "" : formatDateTime(language, instant);
  const spokenState = (): string => {
    const { state, deliveredAt: at } = delivery;
    if (state === "sent") return words.delivery.sent;
    if (state === "taken-over") return words.delivery[state]({ time: time(at) });
    // By rule it is delivered on a day, not at a moment of it.
    return words.delivery[state]({ day: at === undefined ? "" : formatDate(language, at) });
  };
  return (
    <p class="small">
      {spokenState()}{" "}
      {delivery.secondNoticeAt !== undefined &&
        words.delivery.secondNotice({ time: time(delivery.secondNoticeAt) })}
    </p>
  );
};

/** The office's own documents as they were sent out. */
const Letter = ({ params, document }: DocumentProps) => {
  const { case: words } = useOfficeMessages();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiFailure>();
  const number = document.number ?? "";
  const download = async (): Promise<void> => {
    setBusy(true);
    setFailed(undefined);
    const answer = await readLetter({ ...params, documentId: document.id }, language);
    setBusy(false);
    if (answer.ok)
      saveFile(words.letterFile({ number: number.replaceAll("/", "-") || document.id }), answer.value);
    else setFailed(answer.failure);
  };
  return (
    <>
      <Button
        variant="secondary"
        size="sm"
        busy={busy}
        label={words.letterLabel({ kind: words.documentKinds[document.kind], number })}
        onClick={download}
      >
        {words.letter}
      </Button>
      {failed && <FailureNotice failure={failed} />}
    </>
  );
};

const Paragraphs = ({ text }: { text: string }) => (
  <>
    {text.split(/\n{2,}/).map((paragraph, index) => (
      <p class="typed" key={index}>
        {paragraph}
      </p>
    ))}
  </>
);

const Document = ({ params, document }: DocumentProps) => {
  const { case: words } = useOfficeMessages();
  const language = useLanguage();
  const { kind, from, at, author, text, files = [], number, dueOn, delivery, invalidated } = document;
  return (
    <li class="case">
      <h3 class="ds-heading" data-size="2xs">
        {words.documentKinds[kind]}
        {number !== undefined && (
          <>
            {" "}
            <span class="number">{number}</span>
          </>
        )}
      </h3>
      <p class="small">
        {from === "client" ? words.fromClient : words.fromOffice} · {words.author({ name: author })} ·{" "}
        <time dateTime={at}>{formatDateTime(language, at)}</time>
      </p>
      {invalidated && (
        <p>
          <strong>
            {words.invalidated({
              time: formatDateTime(language, invalidated.at),
              by: invalidated.by,
              reason: invalidated.reason,
            })}
          </strong>
        </p>
      )}
      {dueOn !== undefined && <p>{words.dueOn({ day: formatDay(language, dueOn) })}</p>}
      {text && <Paragraphs text={text} />}
      {files.length > 0 && <FileList linkTo={linkToFile(params)} files={files} />}
      {delivery && <Delivery delivery={delivery} />}
      {from === "office" && kind !== "message" && <Letter params={params} document={document} />}
    </li>
  );
};

interface DocumentsProps {
  params: CaseOfOffice;
  documents: readonly CaseDocumentView[];
}

/** What came to the case after its submission, from both sides, the newest first. */
export const CaseDocuments = ({ params, documents }: DocumentsProps) => {
  const { case: words } = useOfficeMessages();
  return (
    <section class="section" aria-labelledby="office-documents">
      <h2 class="ds-heading" data-size="sm" id="office-documents">
        {words.documents}
      </h2>
      <ol class="cases" reversed>
        {documents
          .toSorted((left, right) => right.at.localeCompare(left.at))
          .map((document) => (
            <Document key={document.id} params={params} document={document} />
          ))}
      </ol>
    </section>
  );
};
