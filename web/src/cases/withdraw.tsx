import { useState } from "preact/hooks";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { Button } from "../ui/elements.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ShortForm, useShortForm } from "../ui/short-form.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { type CaseActions, takeAnswer } from "./act.ts";
import { call } from "./calls.ts";

interface WithdrawProps {
  detail: CaseDetail;
  actions: CaseActions;
}

const WithdrawDialog = ({ detail, actions, close }: WithdrawProps & { close: () => void }) => {
  const { life } = useCaseMessages().cases;
  const texts = life.withdraw;
  const [reason, setReason] = useState("");
  const form = useShortForm(async () => {
    const answer = await call("withdrawCase", {
      params: { caseId: detail.id },
      body: { revision: detail.revision, reason },
    });
    const failed = await takeAnswer(answer, actions, texts.done);
    if (!failed) close();
    if (failed?.code === "invalid-fields")
      return { errors: new Map([["reason", life.supplement.errors.characters]]) };
    return failed && { failure: failed };
  });
  return (
    <Dialog title={texts.title} onEscape={close}>
      <p>{texts.text}</p>
      <ShortForm
        form={form}
        submit={texts.confirm}
        busy={texts.busy}
        tone="danger"
        beside={
          <Button variant="secondary" onClick={close}>
            {texts.cancel}
          </Button>
        }
      >
        <TextArea
          name="reason"
          label={texts.reason}
          optional
          error={form.errors.get("reason")}
          rows={3}
          value={reason}
          onChange={setReason}
        />
      </ShortForm>
    </Dialog>
  );
};

/** Taking the submission back, asked for once more because it is final. */
export const Withdraw = (props: WithdrawProps) => {
  const { withdraw } = useCaseMessages().cases.life;
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="tertiary" tone="danger" onClick={() => setAsking(true)}>
        {withdraw.open}
      </Button>
      {asking && <WithdrawDialog {...props} close={() => setAsking(false)} />}
    </>
  );
};
