import { useState } from "preact/hooks";
import { type Result, success } from "../../../src/domain/result.ts";
import type { ApiFailure } from "../api/client.ts";
import { useLanguage } from "../language.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { useOfficeMessages } from "../messages/office.ts";
import { Button } from "../ui/elements.tsx";
import { FailureNotice } from "../ui/load.tsx";
import { saveFile, saveJson } from "../ui/save-file.ts";
import { type CaseOfOffice, readOfficeForm, readOfficePackage, readOfficeReceipt } from "./calls.ts";

const kinds = ["form", "receipt", "package"] as const;
type Kind = (typeof kinds)[number];

interface DownloadsProps {
  params: CaseOfOffice;
  submissionNumber: string;
}

/** The submission as documents, the same the client can keep; each download leaves an entry in the access log. */
export const CaseDownloads = ({ params, submissionNumber }: DownloadsProps) => {
  const { case: words } = useOfficeMessages();
  const { documents } = useCaseMessages().cases;
  const language = useLanguage();
  const [busy, setBusy] = useState<Kind>();
  const [said, setSaid] = useState("");
  const [failed, setFailed] = useState<ApiFailure>();

  const fetchAndSave = async (kind: Kind, name: string): Promise<Result<void, ApiFailure>> => {
    if (kind === "package") {
      const data = await readOfficePackage(params);
      if (data.ok) saveJson(name, data.value);
      return data.ok ? success(undefined) : data;
    }
    const file = await (kind === "form" ? readOfficeForm : readOfficeReceipt)(params, language);
    if (file.ok) saveFile(name, file.value);
    return file.ok ? success(undefined) : file;
  };
  const download = async (kind: Kind): Promise<void> => {
    const name = documents.fileNames[kind](submissionNumber);
    setBusy(kind);
    setSaid("");
    setFailed(undefined);
    const saved = await fetchAndSave(kind, name);
    setBusy(undefined);
    if (saved.ok) setSaid(documents.saved(name));
    else setFailed(saved.failure);
  };
  return (
    <section class="section no-print" aria-labelledby="office-downloads">
      <h2 class="ds-heading" data-size="sm" id="office-downloads">
        {words.downloads}
      </h2>
      <div class="actions">
        {kinds.map((kind) => (
          <Button
            key={kind}
            variant={kind === "package" ? "tertiary" : "secondary"}
            size="sm"
            busy={busy === kind}
            onClick={() => download(kind)}
          >
            {busy === kind ? documents.preparing : documents[kind]}
          </Button>
        ))}
      </div>
      <output class="small">{said}</output>
      {failed && <FailureNotice failure={failed} />}
    </section>
  );
};
