import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { formatTime } from "../format/instants.ts";
import { useLanguage, useMessages } from "../language.ts";
import { hasNextStep } from "../session/next-step.tsx";
import { useStore } from "../store.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Button, Notice } from "../ui/elements.tsx";
import { FailureNotice } from "../ui/load.tsx";
import type { Draft } from "./draft.ts";

/** Nothing can be saved before the decision, so it is asked for at once; put off, it stays beside the button. */
const Conflict = ({ draft }: { draft: Draft }) => {
  const { form } = useMessages();
  const [putOff, setPutOff] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  // Once decided, the button that has the focus is gone.
  useLayoutEffect(
    () => () => {
      if (box.current?.contains(document.activeElement)) document.querySelector("h1")?.focus();
    },
    [],
  );
  const decision = (
    <div ref={box}>
      <p>{form.conflictText}</p>
      <div class="actions">
        <Button onClick={draft.keepMine}>{form.keepMine}</Button>
        <Button variant="secondary" onClick={draft.takeTheirs}>
          {form.takeTheirs}
        </Button>
      </div>
    </div>
  );
  if (putOff) {
    return (
      <Notice tone="warning" title={form.conflictTitle}>
        {decision}
      </Notice>
    );
  }
  return (
    <Dialog title={form.conflictTitle} onEscape={() => setPutOff(true)}>
      {decision}
    </Dialog>
  );
};

/** „Mentve 12:03”: whether what is on the screen is also at the portal. */
export const SaveStatus = ({ draft }: { draft: Draft }) => {
  const { form, problems } = useMessages();
  const language = useLanguage();
  const { save } = useStore(draft.view);
  if (save.kind === "conflict") return <Conflict draft={draft} />;
  if (save.kind === "failed") {
    if (hasNextStep(save.failure)) return <FailureNotice failure={save.failure} />;
    return (
      <Notice tone="warning" role="alert">
        <p>{save.failure.code === "network" ? form.saveFailed : problems[save.failure.code]}</p>
        <Button size="sm" variant="secondary" onClick={() => draft.flush()}>
          {form.saveNow}
        </Button>
      </Notice>
    );
  }
  return (
    <p class="save-status">
      {/* Only the outcome is announced; saying „saving” at every pause would disturb the typing. */}
      <output>{save.kind === "saved" ? form.saved({ time: formatTime(language, save.at) }) : ""}</output>
      <span aria-hidden="true">
        {save.kind === "saving" && form.saving}
        {save.kind === "unsaved" && form.unsaved}
      </span>
    </p>
  );
};
