import { useState } from "preact/hooks";
import type { OwnSession } from "../../../src/contract/account.ts";
import type { ApiFailure } from "../api/client.ts";
import { formatDateTime } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { usePageMessages } from "../messages/pages.ts";
import { session } from "../portal.ts";
import { pathTo } from "../routes.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Button, SummaryList } from "../ui/elements.tsx";
import { FailureNotice, useLoad, WhenLoaded } from "../ui/load.tsx";
import { Outcome } from "../ui/outcome.tsx";
import { BackLink, Page } from "../ui/page.tsx";
import { call } from "./calls.ts";

const SessionEntry = ({ entry, end }: { entry: OwnSession; end: () => Promise<void> }) => {
  const { sessions } = usePageMessages().account;
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const started = formatDateTime(language, entry.startedAt);
  const press = async (): Promise<void> => {
    setBusy(true);
    await end();
    setBusy(false);
  };
  return (
    <li class="case">
      <div class="case__head">
        <h2 class="ds-heading" data-size="2xs">
          {sessions.started({ when: started })}
        </h2>
        {entry.current && (
          <span class="ds-tag" data-color="success">
            {sessions.here}
          </span>
        )}
      </div>
      <SummaryList
        rows={[
          { name: sessions.rows.lastActive, value: formatDateTime(language, entry.lastActiveAt) },
          { name: sessions.rows.endsAt, value: formatDateTime(language, entry.endsAt) },
          { name: sessions.rows.actingFor, value: entry.actingFor },
          { name: sessions.rows.state, value: sessions.states[entry.state] },
        ]}
      />
      <p class="case__actions">
        <Button
          variant="secondary"
          size="sm"
          busy={busy}
          {...(entry.current ? {} : { label: sessions.endLabel({ when: started }) })}
          onClick={press}
        >
          {entry.current ? sessions.endHere : sessions.end}
        </Button>
      </p>
    </li>
  );
};

const EverywhereDialog = ({ close }: { close: () => void }) => {
  const { sessions } = usePageMessages().account;
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiFailure>();
  const logOut = async (): Promise<void> => {
    setBusy(true);
    const answer = await call("logoutEverywhere", {});
    if (answer.ok) return session.leftFor(answer.value.redirectTo);
    setBusy(false);
    setFailed(answer.failure);
  };
  return (
    <Dialog title={sessions.everywhereTitle} onEscape={close}>
      <p>{sessions.everywhereText}</p>
      {failed && <FailureNotice failure={failed} />}
      <div class="actions">
        <Button variant="secondary" onClick={close}>
          {sessions.cancel}
        </Button>
        <Button tone="danger" busy={busy} onClick={logOut}>
          {sessions.everywhere}
        </Button>
      </div>
    </Dialog>
  );
};

const SessionList = ({ loaded }: { loaded: readonly OwnSession[] }) => {
  const { sessions } = usePageMessages().account;
  const [listed, setListed] = useState(loaded);
  const [said, setSaid] = useState("");
  const [failed, setFailed] = useState<ApiFailure>();
  const [asking, setAsking] = useState(false);

  const end = async (entry: OwnSession): Promise<void> => {
    setSaid("");
    // This one ends as every logout does: with the broker's.
    if (entry.current) return setFailed(await session.logOut());
    const answer = await call("endOwnSession", { params: { sessionId: entry.id } });
    // Already over is as good as ended.
    if (!answer.ok && answer.failure.code !== "not-found") return setFailed(answer.failure);
    setFailed(undefined);
    setListed((before) => before.filter(({ id }) => id !== entry.id));
    setSaid(sessions.ended);
  };

  return (
    <>
      <Outcome text={said} />
      {failed && <FailureNotice failure={failed} />}
      <ul class="cases">
        {listed.map((entry) => (
          <SessionEntry key={entry.id} entry={entry} end={() => end(entry)} />
        ))}
      </ul>
      <Button tone="danger" variant="secondary" onClick={() => setAsking(true)}>
        {sessions.everywhere}
      </Button>
      {asking && <EverywhereDialog close={() => setAsking(false)} />}
    </>
  );
};

/** Where the person is logged in now. */
export const OwnSessionsPage = () => {
  const { account } = usePageMessages();
  const state = useLoad(() => call("listOwnSessions", {}), []);
  return (
    <Page
      title={account.sessions.title}
      name={account.sessions.title}
      lead={account.sessions.lead}
      above={<BackLink href={pathTo("account")}>{account.title}</BackLink>}
    >
      <WhenLoaded state={state}>{({ sessions }) => <SessionList loaded={sessions} />}</WhenLoaded>
    </Page>
  );
};
