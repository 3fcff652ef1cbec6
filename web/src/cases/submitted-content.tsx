import type { CaseDetail } from "../../../src/contract/cases.ts";
import { AnswerList } from "../form/answer-list.tsx";
import { catalogue } from "../portal.ts";
import { useLoad, WhenLoaded } from "../ui/load.tsx";

/** What was submitted, in the words of the very version of the form it was filled on. */
export const SubmittedContent = ({ detail }: { detail: CaseDetail }) => {
  const state = useLoad(() => catalogue.form(detail.catalogue.formHash), [detail.catalogue.formHash]);
  return (
    <WhenLoaded state={state}>
      {(form) => (
        <AnswerList
          form={form}
          answers={detail.answers}
          files={detail.attachments}
          submitter={detail.submitter}
        />
      )}
    </WhenLoaded>
  );
};
