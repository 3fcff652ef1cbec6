import { useState } from "preact/hooks";
import { useMessages } from "../language.ts";
import { session } from "../portal.ts";
import { useStore } from "../store.ts";
import { Button, Notice } from "../ui/elements.tsx";
import { Dialog } from "../ui/dialog.tsx";

/** What the person sees when the session ended under their hands. The page behind keeps everything typed. */
export const SessionDialog = () => {
  const messages = useMessages();
  const interruption = useStore(session.interruption);
  const [logoutFailed, setLogoutFailed] = useState(false);
  const logOut = async (): Promise<void> => setLogoutFailed((await session.logOut()) !== undefined);
  if (!interruption) return null;
  if (interruption.reason === "lapsed") {
    return (
      <Dialog key="lapsed" title={messages.session.lapsedTitle} onEscape={() => void session.resume()}>
        <p>{messages.session.lapsedText}</p>
        {(interruption.failed || logoutFailed) && (
          <Notice tone="danger" role="alert">
            <p>{logoutFailed ? messages.session.logoutFailed : messages.session.resumeFailed}</p>
          </Notice>
        )}
        <div class="actions">
          <Button busy={interruption.busy} onClick={() => session.resume()}>
            {interruption.busy ? messages.session.continuing : messages.session.continue}
          </Button>
          <Button variant="secondary" onClick={logOut}>
            {messages.portal.logout}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog key="ended" title={messages.session.endedTitle} onEscape={session.dismiss}>
      <p>{messages.session.endedText}</p>
      <div class="actions">
        <Button onClick={() => session.logIn()}>{messages.session.loginAgain}</Button>
        <Button variant="secondary" onClick={session.dismiss}>
          {messages.session.stay}
        </Button>
      </div>
    </Dialog>
  );
};
