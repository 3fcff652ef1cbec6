import { useMemo, useState } from "preact/hooks";
import { formatTime } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useFillingMessages } from "../messages/filling.ts";
import { useStore } from "../store.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Button, Notice } from "../ui/elements.tsx";
import type { LocalFilling } from "./local-filling.ts";

/** „Mentve ebben a böngészőben 12:03” */
export const LocalStatus = ({ filling }: { filling: LocalFilling }) => {
  const { local } = useFillingMessages();
  const language = useLanguage();
  const { savedAt } = useStore(filling.view);
  // The view changes with every key, and to write a time costs as much as all rules of a form together.
  const time = useMemo(() => (savedAt ? formatTime(language, savedAt) : undefined), [language, savedAt]);
  if (savedAt === false) {
    return (
      <Notice tone="warning" role="alert">
        <p>{local.notSaved}</p>
      </Notice>
    );
  }
  return (
    <p class="save-status">
      <output>{time === undefined ? "" : local.saved({ time })}</output>
    </p>
  );
};

interface DeleteLocalProps {
  remove: () => void;
}

/** Deletes what was typed, after asking once. */
export const DeleteLocal = ({ remove }: DeleteLocalProps) => {
  const { local } = useFillingMessages();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="tertiary" size="sm" onClick={() => setAsking(true)}>
        {local.delete}
      </Button>
      {asking && (
        <Dialog
          title={local.deleteTitle}
          onEscape={() => setAsking(false)}
          actions={
            <div class="actions">
              <Button tone="danger" onClick={remove}>
                {local.deleteYes}
              </Button>
              <Button variant="secondary" onClick={() => setAsking(false)}>
                {local.deleteNo}
              </Button>
            </div>
          }
        >
          <p>{local.deleteText}</p>
        </Dialog>
      )}
    </>
  );
};
