import { useState } from "preact/hooks";
import type { AccountView } from "../../../src/contract/account.ts";
import { isEmailAddress } from "../../../src/domain/form/contact.ts";
import type { ApiFailure } from "../api/client.ts";
import { usePageMessages } from "../messages/pages.ts";
import { navigate } from "../router.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Button } from "../ui/elements.tsx";
import { TextField } from "../ui/fields.tsx";
import { FailureNotice } from "../ui/load.tsx";
import { errorsOfPortal } from "../ui/field-errors.ts";
import { type Attempt, useShortForm } from "../ui/short-form.tsx";
import { backToAccount } from "./account-parts.ts";
import { PartFrame } from "./part-frame.tsx";
import { call } from "./calls.ts";

const RemoveDialog = ({ close }: { close: () => void }) => {
  const { account } = usePageMessages();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiFailure>();
  const remove = async (): Promise<void> => {
    setBusy(true);
    const answer = await call("changeEmail", { body: { address: "" } });
    setBusy(false);
    if (answer.ok) navigate(backToAccount("torolve", "email"), { replace: true });
    else setFailed(answer.failure);
  };
  return (
    <Dialog title={account.email.removeTitle} onEscape={close}>
      <p>{account.email.removeText}</p>
      {failed && <FailureNotice failure={failed} />}
      <div class="actions">
        <Button variant="secondary" onClick={close}>
          {account.cancel}
        </Button>
        <Button tone="danger" busy={busy} onClick={remove}>
          {account.email.remove}
        </Button>
      </div>
    </Dialog>
  );
};

/** Does not save an address: sends a link to it, and only opening that puts the address in use. */
export const EmailPart = ({ account }: { account: AccountView }) => {
  const texts = usePageMessages().account;
  const [typed, setTyped] = useState(account.pendingEmail ?? account.email?.address ?? "");
  const [removing, setRemoving] = useState(false);
  const { label } = texts.email;

  const attempt = async (): Promise<Attempt> => {
    const address = typed.trim();
    if (address === "") return { errors: new Map([["address", texts.errors.required({ label })]]) };
    if (!isEmailAddress(address)) return { errors: new Map([["address", texts.errors.email({ label })]]) };
    const answer = await call("changeEmail", { body: { address } });
    if (!answer.ok) {
      const named = errorsOfPortal(answer.failure, ["address"], () => texts.errors.email({ label }));
      return named ? { errors: named } : { failure: answer.failure };
    }
    // The account's page says where the link was sent.
    navigate(backToAccount("elkuldve", "email"), { replace: true });
    return undefined;
  };
  const form = useShortForm(attempt);

  return (
    <PartFrame
      part="email"
      form={form}
      submit={texts.email.submit}
      busy={texts.email.resending}
      below={
        <>
          {(account.email || account.pendingEmail !== undefined) && (
            <Button variant="tertiary" tone="danger" onClick={() => setRemoving(true)}>
              {texts.email.remove}
            </Button>
          )}
          {removing && <RemoveDialog close={() => setRemoving(false)} />}
        </>
      }
    >
      <TextField
        name="address"
        label={label}
        hint={texts.email.hint}
        type="email"
        autocomplete="email"
        error={form.errors.get("address")}
        value={typed}
        onChange={setTyped}
      />
    </PartFrame>
  );
};
