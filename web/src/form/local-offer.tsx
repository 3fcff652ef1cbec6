import { useRef, useState } from "preact/hooks";
import type { Dropped } from "../../../src/domain/form/carry-over.ts";
import type { ApiFailure } from "../api/client.ts";
import { formatDateTime } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useChoosingMessages } from "../messages/choosing.ts";
import { useFillingMessages } from "../messages/filling.ts";
import { call, catalogue } from "../portal.ts";
import { navigate } from "../router.ts";
import { pathTo } from "../routes.ts";
import { Button, ButtonLink, Notice } from "../ui/elements.tsx";
import { FailureNotice } from "../ui/load.tsx";
import { DroppedList } from "./dropped-list.tsx";
import { localDrafts, type LocalDraft, type LocalPlace } from "./local-drafts.ts";
import { DeleteLocal } from "./local-status.tsx";
import { type Moved, moveDraft } from "./move-draft.ts";

/** Browsers without locks have no second tab that would know of them either. */
const exclusive = <T,>(work: () => Promise<T>): Promise<T> =>
  "locks" in navigator ? navigator.locks.request("portal.move-draft", work) : work();

const useMove = (place: LocalPlace) => {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiFailure>();
  const [moved, setMoved] = useState<Moved>();
  const running = useRef(false);
  const move = async (): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailed(undefined);
    const answer = await moveDraft({ call, catalogue, drafts: localDrafts, exclusive }, place);
    running.current = false;
    setBusy(false);
    if (!answer.ok) setFailed(answer.failure);
    else if (answer.value.dropped.length > 0) setMoved(answer.value);
    else navigate(pathTo("check", { caseId: answer.value.caseId }), { replace: true });
  };
  return { busy, failed, moved, move };
};

const MovedWithLosses = ({ caseId, dropped }: { caseId: string; dropped: readonly Dropped[] }) => {
  const { version } = useFillingMessages();
  const { start } = useChoosingMessages();
  return (
    <Notice tone="warning" title={version.droppedTitle} role="alert">
      <DroppedList dropped={dropped} />
      <p class="actions">
        <ButtonLink href={pathTo("check", { caseId })}>{start.localMoved}</ButtonLink>
      </p>
    </Notice>
  );
};

interface LocalOfferProps {
  draft: LocalDraft;
  /** Least level of identification of the form. */
  level: number | undefined;
  removed: () => void;
}

/** The form filled in this browser before the login: it moves to the portal, into the capacity shown above. */
export const LocalOffer = ({ draft, level, removed }: LocalOfferProps) => {
  const { start } = useChoosingMessages();
  const language = useLanguage();
  const { busy, failed, moved, move } = useMove(draft);
  if (moved) return <MovedWithLosses {...moved} />;
  const remove = (): void => {
    localDrafts.drop(draft);
    removed();
  };
  return (
    <section class="panel panel--accent">
      <h2 class="ds-heading" data-size="xs">
        {start.localTitle}
      </h2>
      <p>{start.localText({ when: formatDateTime(language, draft.savedAt) })}</p>
      {failed && <FailureNotice failure={failed} level={level} />}
      <div class="actions">
        <Button busy={busy} onClick={move}>
          {busy ? start.localMoving : start.localMove}
        </Button>
        <DeleteLocal remove={remove} />
      </div>
    </section>
  );
};
