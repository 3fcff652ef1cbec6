import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { Button } from "../ui/elements.tsx";
import { ShortForm, useSettled, useShortForm } from "../ui/short-form.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { type CaseActions, takeAnswer, useTypedText } from "./act.ts";
import { call } from "./calls.ts";

interface MessageProps {
  detail: CaseDetail;
  actions: CaseActions;
}

interface FieldsProps extends MessageProps {
  cancel: () => void;
  close: () => void;
}

const Fields = ({ detail, actions, cancel, close }: FieldsProps) => {
  const { cases } = useCaseMessages();
  const texts = cases.life.message;
  const typed = useTypedText(detail.id, "message");
  const error = typed.text.trim() === "" ? texts.required : undefined;
  const form = useShortForm(async () => {
    if (error !== undefined) return { errors: new Map([["message", error]]) };
    const answer = await call("sendMessage", {
      params: { caseId: detail.id },
      body: { revision: detail.revision, text: typed.text },
    });
    if (answer.ok) typed.sent();
    const failed = await takeAnswer(answer, actions, texts.done);
    if (!failed) close();
    const isText = failed?.code === "invalid-fields";
    if (isText) return { errors: new Map([["message", cases.life.supplement.errors.characters]]) };
    return failed && { failure: failed };
  });
  useSettled(form, "message", error, typed.text);
  return (
    <ShortForm
      form={form}
      submit={texts.send}
      busy={texts.sending}
      beside={
        <Button variant="tertiary" onClick={cancel}>
          {cases.cancel}
        </Button>
      }
    >
      <TextArea
        name="message"
        label={texts.text}
        hint={texts.hint}
        error={form.errors.get("message")}
        rows={6}
        value={typed.text}
        onChange={typed.write}
      />
    </ShortForm>
  );
};

/** A message to whoever deals with the case. */
export const MessageForm = (props: MessageProps) => {
  const { message } = useCaseMessages().cases.life;
  const [state, setState] = useState<"closed" | "open" | "cancelled">("closed");
  const element = useRef<HTMLDivElement>(null);
  // The one pressed is gone, and the focus must not go with it. After sending the page says so, and takes the focus.
  useLayoutEffect(() => {
    if (state !== "closed") element.current?.querySelector<HTMLElement>("textarea, button")?.focus();
  }, [state]);
  return (
    <div class={state === "open" ? "panel no-print" : "no-print"} ref={element}>
      {state === "open" ? (
        <Fields {...props} cancel={() => setState("cancelled")} close={() => setState("closed")} />
      ) : (
        <Button variant="secondary" onClick={() => setState("open")}>
          {message.open}
        </Button>
      )}
    </div>
  );
};
