import type { OfficeCase } from "../../../src/contract/office.ts";
import { FileList } from "../cases/open-file.tsx";
import { useOfficeMessages } from "../messages/office.ts";
import { type CaseOfOffice, linkToFile } from "./calls.ts";

/** The attachments of the submission. */
export const CaseFiles = ({ params, files }: { params: CaseOfOffice; files: OfficeCase["attachments"] }) => {
  const { case: words } = useOfficeMessages();
  return (
    <section class="section" aria-labelledby="office-files">
      <h2 class="ds-heading" data-size="sm" id="office-files">
        {words.attachments}
      </h2>
      {files.length === 0 ? (
        <p>{words.noAttachments}</p>
      ) : (
        <FileList linkTo={linkToFile(params)} files={files} />
      )}
    </section>
  );
};
