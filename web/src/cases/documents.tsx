import { useState } from "preact/hooks";
import { type Result, success } from "../../../src/domain/result.ts";
import type { ApiFailure } from "../api/client.ts";
import { useLanguage } from "../language.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { call } from "../portal.ts";
import { Button } from "../ui/elements.tsx";
import { FailureNotice } from "../ui/load.tsx";
import { saveFile, saveJson } from "../ui/save-file.ts";

const kinds = ["form", "receipt", "package"] as const;
type Kind = (typeof kinds)[number];

interface DocumentsProps {
  caseId: string;
  submissionNumber: string;
}

/**
 * What a client can keep of a submission. Fetched by a call instead of a plain link: when the session has lapsed in
 * between, the person is asked and the download goes on, and a refusal is a sentence instead of a broken file.
 */
export const Documents = ({ caseId, submissionNumber }: DocumentsProps) => {
  const { cases } = useCaseMessages();
  const { documents } = cases;
  const language = useLanguage();
  const [busy, setBusy] = useState<Kind>();
  const [said, setSaid] = useState("");
  const [failed, setFailed] = useState<ApiFailure>();

  const fetchAndSave = async (kind: Kind, name: string): Promise<Result<void, ApiFailure>> => {
    const params = { caseId };
    if (kind === "package") {
      const data = await call("readPackage", { params });
      if (data.ok) saveJson(name, data.value);
      return data.ok ? success(undefined) : data;
    }
    const endpoint = kind === "form" ? "readFormDocument" : "readReceipt";
    const file = await call(endpoint, { params, query: { language } });
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
    <section class="section no-print">
      <h2 class="ds-heading" data-size="sm">
        {documents.title}
      </h2>
      <p class="small">{documents.text}</p>
      <div class="actions">
        {kinds.map((kind) => (
          <Button
            key={kind}
            variant={kind === "package" ? "tertiary" : "secondary"}
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
