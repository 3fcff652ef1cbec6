import { useState } from "preact/hooks";
import type { AccountView } from "../../../src/contract/account.ts";
import type { ApiFailure } from "../api/client.ts";
import { usePageMessages } from "../messages/pages.ts";
import { Button } from "../ui/elements.tsx";
import { FailureNotice } from "../ui/load.tsx";
import { call } from "./calls.ts";

interface EmailStateProps {
  view: AccountView;
  refresh: (view: AccountView) => void;
}

/** The address in use, and the one that waits for its link to be opened. */
export const EmailState = ({ view, refresh }: EmailStateProps) => {
  const { account } = usePageMessages();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const [failed, setFailed] = useState<ApiFailure>();
  const { email } = view;
  const waiting = view.pendingEmail ?? (email && !email.verified ? email.address : undefined);

  const resend = async (address: string): Promise<void> => {
    setBusy(true);
    setFailed(undefined);
    setSaid("");
    const answer = await call("changeEmail", { body: { address } });
    setBusy(false);
    if (!answer.ok) return setFailed(answer.failure);
    setSaid(account.email.resent({ address }));
    refresh(answer.value);
  };

  return (
    <>
      {email && (
        <p class="email-state">
          {email.address}{" "}
          <span class="ds-tag" data-color={email.verified ? "success" : "warning"}>
            {email.verified ? account.email.verified : account.email.unverified}
          </span>
        </p>
      )}
      {!email && waiting === undefined && <span class="muted">{account.notGiven}</span>}
      {waiting !== undefined && (
        <>
          <p class="email-state">{account.email.sentTo({ address: waiting })}</p>
          <p class="hint">{account.email.sentHint}</p>
          {email?.verified && <p class="hint">{account.email.untilThen}</p>}
          <Button variant="secondary" size="sm" busy={busy} onClick={() => resend(waiting)}>
            {busy ? account.email.resending : account.email.resend}
          </Button>
        </>
      )}
      <output class="hint">{said}</output>
      {failed && <FailureNotice failure={failed} />}
    </>
  );
};
