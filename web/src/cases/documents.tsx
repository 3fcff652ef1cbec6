import { useCaseMessages } from "../messages/cases.ts";
import { type DocumentCalls, DownloadButtons } from "./download-buttons.tsx";
import { call } from "./calls.ts";

interface DocumentsProps {
  caseId: string;
  submissionNumber: string;
}

/** What a client can keep of a submission. */
export const Documents = ({ caseId, submissionNumber }: DocumentsProps) => {
  const { documents } = useCaseMessages().cases;
  const params = { caseId };
  const calls: DocumentCalls = {
    form: (language) => call("readFormDocument", { params, query: { language } }),
    receipt: (language) => call("readReceipt", { params, query: { language } }),
    package: () => call("readPackage", { params }),
  };
  return (
    <section class="section no-print">
      <h2 class="ds-heading" data-size="sm">
        {documents.title}
      </h2>
      <p class="small">{documents.text}</p>
      <DownloadButtons calls={calls} submissionNumber={submissionNumber} />
    </section>
  );
};
