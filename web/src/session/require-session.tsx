import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { useMessages } from "../language.ts";
import { session } from "../portal.ts";
import { useStore } from "../store.ts";
import { Button, Loading } from "../ui/elements.tsx";
import { FailureNotice } from "../ui/load.tsx";
import { Page } from "../ui/page.tsx";

/** Asks for a login before the page. Once shown, the page stays: what was typed must survive the session's end. */
export const RequireSession = ({ children }: { children: ComponentChildren }) => {
  const messages = useMessages();
  const { kind } = useStore(session.state);
  const shown = useRef(false);
  if (kind === "active" || kind === "lapsed") shown.current = true;
  if (shown.current) return <>{children}</>;
  if (kind === "unknown") return <Loading />;
  if (kind === "unreachable") {
    return (
      <div class="page">
        <FailureNotice failure={{ code: "network" }} retry={() => void session.refresh()} />
      </div>
    );
  }
  return (
    <Page title={messages.session.neededTitle} name={messages.session.neededTitle}>
      <p>{kind === "ended" ? messages.session.endedText : messages.session.neededText}</p>
      <Button onClick={() => session.logIn()}>{messages.start.login}</Button>
    </Page>
  );
};
