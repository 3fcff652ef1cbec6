import { type DocumentCalls, DownloadButtons } from "../cases/download-buttons.tsx";
import { useOfficeMessages } from "../messages/office.ts";
import { type CaseOfOffice, readOfficeForm, readOfficePackage, readOfficeReceipt } from "./calls.ts";

interface DownloadsProps {
  params: CaseOfOffice;
  submissionNumber: string;
}

/** The submission as documents, the same the client can keep; each download leaves an entry in the access log. */
export const CaseDownloads = ({ params, submissionNumber }: DownloadsProps) => {
  const { case: words } = useOfficeMessages();
  const calls: DocumentCalls = {
    form: (language) => readOfficeForm(params, language),
    receipt: (language) => readOfficeReceipt(params, language),
    package: () => readOfficePackage(params),
  };
  return (
    <section class="section no-print" aria-labelledby="office-downloads">
      <h2 class="ds-heading" data-size="sm" id="office-downloads">
        {words.downloads}
      </h2>
      <DownloadButtons calls={calls} submissionNumber={submissionNumber} size="sm" />
    </section>
  );
};
