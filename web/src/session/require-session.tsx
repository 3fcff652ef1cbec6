import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { useMessages } from "../language.ts";
import { session } from "../portal.ts";
import { useStore } from "../store.ts";
import { Button, Loading } from "../ui/elements.tsx";
import { FailureNotice } from "../ui/load.tsx";
import { Page } from "../ui/page.tsx";

/**
 * Asks for a login before the page. Once shown, the page stays, because what was typed must survive the session's
 * end; it goes at once when the person logged out, wherever that was.
 */
export const RequireSession = ({ children }: { children: ComponentChildren }) => {
  const messages = useMessages();
  const state = useStore(session.state);
  const { kind } = state;
  const shown = useRef(false);
  if (kind === "active" || kind === "lapsed") shown.current = true;
  if (kind === "anonymous" || kind === "unknown") shown.current = false;
  if (shown.current) return <>{children}</>;
  if (kind === "unknown") return <Loading />;
  if (kind === "unreachable") {
    return (
      <div class="page">
        <FailureNotice failure={{ code: "network" }} retry={() => void session.refresh()} />
      </div>
    );
  }
  const { neededTitle, neededText, leftTitle, leftText, endedText } = messages.session;
  const left = kind === "anonymous" && state.left === true;
  const title = left ? leftTitle : neededTitle;
  return (
    <Page key={title} title={title} name={title}>
      <p>{left ? leftText : kind === "ended" ? endedText : neededText}</p>
      <Button onClick={() => session.logIn()}>{messages.portal.loginWithBroker}</Button>
    </Page>
  );
};
