import { partyInWords } from "../acting/acting-now.ts";
import { switchAddress } from "../acting/switch-address.ts";
import { useMessages } from "../language.ts";
import { session } from "../portal.ts";
import { place } from "../router.ts";
import { pathTo } from "../routes.ts";
import { LogOut } from "../session/log-out.tsx";
import type { LivingSession } from "../session/session-state.ts";
import { useStore } from "../store.ts";
import { Button } from "../ui/elements.tsx";

/** In whose name everything on the page happens; in sight at every width. */
export const ActingLine = () => {
  const texts = useMessages().session;
  const state = useStore(session.state);
  // The link comes back to the page one is on.
  useStore(place);
  if (!("acting" in state)) return null;
  return (
    <p class="acting">
      {/* A switch leads to another page: that it succeeded is to be heard too. */}
      <span aria-live="polite" aria-atomic="true">
        <span class="ds-sr-only">{texts.actingLabel} </span>
        <span class="acting__name">{partyInWords(texts, state.acting.party)}</span>
      </span>
      <a href={switchAddress()}>{texts.switchCapacity}</a>
    </p>
  );
};

const LoggedIn = ({ displayName }: Pick<LivingSession, "displayName">) => {
  const messages = useMessages();
  return (
    <>
      <a class="session-corner__name" href={pathTo("account")}>
        {displayName}
        <span class="ds-sr-only"> – {messages.session.ownAccount}</span>
      </a>
      <LogOut size="sm" />
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
