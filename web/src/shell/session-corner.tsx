import { useState } from "preact/hooks";
import { switchAddress } from "../acting/way-back.ts";
import { useMessages } from "../language.ts";
import { session } from "../portal.ts";
import { place } from "../router.ts";
import { pathTo } from "../routes.ts";
import type { LivingSession } from "../session/session-state.ts";
import { useStore } from "../store.ts";
import { Button, Notice } from "../ui/elements.tsx";

/** In whose name everything on the page happens; in sight at every width. */
export const ActingLine = () => {
  const texts = useMessages().session;
  const state = useStore(session.state);
  // The link comes back to the page one is on.
  useStore(place);
  if (!("acting" in state)) return null;
  const { kind, name } = state.acting.party;
  return (
    <p class="acting">
      <span class="ds-sr-only">{texts.actingLabel} </span>
      <span class="acting__name">{texts.acting(kind, name)}</span>
      <a href={switchAddress()}>{texts.switchCapacity}</a>
    </p>
  );
};

const LoggedIn = ({ displayName }: Pick<LivingSession, "displayName">) => {
  const messages = useMessages();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const logOut = async (): Promise<void> => {
    setBusy(true);
    setFailed((await session.logOut()) !== undefined);
    setBusy(false);
  };
  return (
    <>
      <a class="session-corner__name" href={pathTo("account")}>
        {displayName}
        <span class="ds-sr-only"> – {messages.session.ownAccount}</span>
      </a>
      <Button variant="secondary" size="sm" busy={busy} onClick={logOut}>
        {messages.portal.logout}
      </Button>
      {failed && (
        <Notice tone="danger" role="alert">
          <p>{messages.session.logoutFailed}</p>
        </Notice>
      )}
    </>
  );
};

/** Who is logged in, with the way to the account and the way out. */
export const SessionCorner = () => {
  const messages = useMessages();
  const state = useStore(session.state);
  return (
    <div class="session-corner">
      {"displayName" in state && <LoggedIn displayName={state.displayName} />}
      {(state.kind === "anonymous" || state.kind === "ended") && (
        <Button variant="secondary" size="sm" onClick={() => session.logIn()}>
          {messages.portal.login}
        </Button>
      )}
    </div>
  );
};
