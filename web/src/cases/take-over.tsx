import { useState } from "preact/hooks";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { CaseDocumentView } from "../../../src/contract/casework.ts";
import type { ApiFailure } from "../api/client.ts";
import { formatDateTime, formatDay } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { Button } from "../ui/elements.tsx";
import { FailureNotice } from "../ui/load.tsx";
import { type CaseActions, takeAnswer } from "./act.ts";
import { call } from "./calls.ts";

/** Documents of the office nobody has taken over yet. */
export const withheldIn = ({ documents }: CaseDetail): CaseDocumentView[] =>
  documents.filter(({ delivery, invalidated }) => delivery?.state === "sent" && !invalidated);

interface TakeOverProps {
  caseId: string;
  document: CaseDocumentView;
  actions: CaseActions;
}

/** A document that waits: what taking it over means stands beside the button. */
export const TakeOver = ({ caseId, document, actions }: TakeOverProps) => {
  const { life } = useCaseMessages().cases;
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiFailure>();
  const kind = life.kinds[document.kind];
  const take = async (): Promise<void> => {
    setBusy(true);
    setFailed(undefined);
    const answer = await call("takeOverDocument", { params: { caseId, documentId: document.id } });
    setFailed(await takeAnswer(answer, actions, life.takeOver.done({ kind })));
    setBusy(false);
  };
  return (
    <section class="panel panel--accent">
      <h2 class="ds-heading" data-size="xs">
        {life.takeOver.title({ kind })}
      </h2>
      <p class="small">
        <time dateTime={document.at}>{formatDateTime(language, document.at)}</time>
        {document.number !== undefined && (
          <>
            {" · "}
            <span class="number">{document.number}</span>
          </>
        )}
      </p>
      {document.dueOn !== undefined && <p>{life.dueOn({ day: formatDay(language, document.dueOn) })}</p>}
      <p>{life.takeOver.text}</p>
      <p class="small">{life.takeOver.notTaken}</p>
      {failed && <FailureNotice failure={failed} />}
      <Button busy={busy} label={life.takeOver.label({ kind })} onClick={take}>
        {busy ? life.takeOver.busy : life.takeOver.button}
      </Button>
    </section>
  );
};
