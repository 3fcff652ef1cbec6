import { useState } from "preact/hooks";
import { useMessages } from "../language.ts";
import { session } from "../portal.ts";
import { Button, Notice } from "../ui/elements.tsx";

/** Ends the session; a failure to do so is shown beside the button. */
export const LogOut = ({ size }: { size?: "sm" }) => {
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
      <Button variant="secondary" {...(size && { size })} busy={busy} onClick={logOut}>
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
