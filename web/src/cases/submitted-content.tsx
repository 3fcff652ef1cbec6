import type { CaseDetail } from "../../../src/contract/cases.ts";
import { AnswerList } from "../form/answer-list.tsx";
import { success } from "../../../src/domain/result.ts";
import { formContext } from "../form/form-context.ts";
import { catalogue } from "../portal.ts";
import { useLoad, WhenLoaded } from "../ui/load.tsx";

type Submitted = Pick<
  CaseDetail,
  "catalogue" | "events" | "updatedAt" | "answers" | "attachments" | "submitter"
>;

/** The rules are those of the day it was submitted, so that every value is the one the office has. */
const readForm = async (detail: Submitted) => {
  const submitted = detail.events.findLast(({ type }) => type === "submitted");
  const context = await formContext(detail, Date.parse(submitted?.at ?? detail.updatedAt));
  if (!context.ok) return context;
  const form = await catalogue.form(detail.catalogue.formHash);
  return form.ok ? success({ form: form.value, context: context.value }) : form;
};

interface SubmittedProps {
  detail: Submitted;
  identityTitle?: string;
}

/** What was submitted, in the words of the very version of the form it was filled on. */
export const SubmittedContent = ({ detail, ...titles }: SubmittedProps) => {
  const state = useLoad(() => readForm(detail), [detail.catalogue.formHash]);
  return (
    <WhenLoaded state={state}>
      {({ form, context }) => (
        <AnswerList
          form={form}
          answers={detail.answers}
          context={context}
          files={detail.attachments}
          submitter={detail.submitter}
          {...titles}
        />
      )}
    </WhenLoaded>
  );
};
