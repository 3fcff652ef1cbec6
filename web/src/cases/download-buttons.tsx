import type { InferOutput } from "valibot";
import { useState } from "preact/hooks";
import type { PackageSchema } from "../../../src/contract/documents.ts";
import type { Result } from "../../../src/domain/result.ts";
import type { ApiFailure } from "../api/client.ts";
import { type InterfaceLanguage, useLanguage } from "../language.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { Button } from "../ui/elements.tsx";
import { FailureNotice } from "../ui/load.tsx";
import { saveFile, saveJson } from "../ui/save-file.ts";

const kinds = ["form", "receipt", "package"] as const;
type Kind = (typeof kinds)[number];
type Pdf = Promise<Result<Blob, ApiFailure>>;

/** The calls that give a submission's documents: the client's own, or an office's. */
export interface DocumentCalls {
  form: (language: InterfaceLanguage) => Pdf;
  receipt: (language: InterfaceLanguage) => Pdf;
  package: () => Promise<Result<InferOutput<typeof PackageSchema>, ApiFailure>>;
}

interface DownloadButtonsProps {
  calls: DocumentCalls;
  submissionNumber: string;
  size?: "md" | "sm";
}

/**
 * What can be kept of a submission. Fetched by a call instead of a plain link: when the session has lapsed in between, the
 * person is asked and the download goes on, and a refusal is a sentence instead of a broken file.
 */
export const DownloadButtons = ({ calls, submissionNumber, size = "md" }: DownloadButtonsProps) => {
  const { documents } = useCaseMessages().cases;
  const language = useLanguage();
  const [busy, setBusy] = useState<Kind>();
  const [said, setSaid] = useState("");
  const [failed, setFailed] = useState<ApiFailure>();

  const fetchAndSave = async (kind: Kind, name: string): Promise<ApiFailure | undefined> => {
    if (kind === "package") {
      const data = await calls.package();
      if (data.ok) saveJson(name, data.value);
      return data.ok ? undefined : data.failure;
    }
    const file = await calls[kind](language);
    if (file.ok) saveFile(name, file.value);
    return file.ok ? undefined : file.failure;
  };

  const download = async (kind: Kind): Promise<void> => {
    const name = documents.fileNames[kind]({ number: submissionNumber });
    setBusy(kind);
    setSaid("");
    setFailed(undefined);
    const failure = await fetchAndSave(kind, name);
    setBusy(undefined);
    setFailed(failure);
    if (!failure) setSaid(documents.saved({ name }));
  };

  return (
    <>
      <div class="actions">
        {kinds.map((kind) => (
          <Button
            key={kind}
            variant={kind === "package" ? "tertiary" : "secondary"}
            size={size}
            busy={busy === kind}
            onClick={() => download(kind)}
          >
            {busy === kind ? documents.preparing : documents[kind]}
          </Button>
        ))}
      </div>
      <output class="small">{said}</output>
      {failed && <FailureNotice failure={failed} />}
    </>
  );
};
