import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { InferOutput } from "valibot";
import type { AccessEntry, AccessLogSchema } from "../../../src/contract/casework.ts";
import type { Result } from "../../../src/domain/result.ts";
import type { ApiFailure } from "../api/client.ts";
import { useMessages } from "../language.ts";
import { Button } from "../ui/elements.tsx";
import { FailureNotice, useLoad, WhenLoaded } from "../ui/load.tsx";

type Page = InferOutput<typeof AccessLogSchema>;

interface AccessPagesProps {
  /** Of the case the log is of. */
  caseId: string;
  read: (cursor: string | undefined) => Promise<Result<Page, ApiFailure>>;
  texts: { title: string; text: string; none: string; more: string };
  /** Draws what was read so far, newest first. */
  children: (entries: readonly AccessEntry[]) => ComponentChildren;
}

const Entries = ({ first, read, texts, children }: AccessPagesProps & { first: Page }) => {
  const { portal } = useMessages();
  const [page, setPage] = useState(first);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiFailure>();
  const more = async (): Promise<void> => {
    setBusy(true);
    setFailed(undefined);
    const answer = await read(page.cursor);
    setBusy(false);
    if (answer.ok) setPage({ ...answer.value, entries: [...page.entries, ...answer.value.entries] });
    else setFailed(answer.failure);
  };
  if (page.entries.length === 0) return <p>{texts.none}</p>;
  return (
    <>
      {children(page.entries)}
      {failed && <FailureNotice failure={failed} />}
      {page.cursor !== undefined && (
        <Button variant="secondary" size="sm" busy={busy} onClick={more}>
          {busy ? portal.loading : texts.more}
        </Button>
      )}
    </>
  );
};

const Log = (props: AccessPagesProps) => {
  const state = useLoad(() => props.read(undefined), [props.caseId]);
  return <WhenLoaded state={state}>{(first) => <Entries {...props} first={first} />}</WhenLoaded>;
};

/** Who looked into a case; read when somebody wants to know. */
export const AccessPages = (props: AccessPagesProps) => {
  const { texts } = props;
  const [opened, setOpened] = useState(false);
  return (
    <details class="ds-details no-print" onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>{texts.title}</summary>
      <div>
        <p class="small">{texts.text}</p>
        {opened && <Log {...props} />}
      </div>
    </details>
  );
};
