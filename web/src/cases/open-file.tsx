import { useState } from "preact/hooks";
import type { Result } from "../../../src/domain/result.ts";
import type { ApiFailure } from "../api/client.ts";
import { formatSize } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { Button } from "../ui/elements.tsx";
import { FailureNotice } from "../ui/load.tsx";
import { saveFile } from "../ui/save-file.ts";
import { fetchFile } from "./fetch-file.ts";
import { call } from "./calls.ts";

interface OpenableFile {
  id: string;
  fileName: string;
  size: number;
  state: "pending" | "scanning" | "verified" | "rejected";
}

/** Asks for the short-lived link to a file: as the client, or as an office. */
type LinkTo = (fileId: string) => Promise<Result<{ url: string }, ApiFailure>>;

export const linkToOwn =
  (caseId: string): LinkTo =>
  (fileId) =>
    call("openFile", { params: { caseId, fileId } });

const OpenButton = ({ linkTo, file }: { linkTo: LinkTo; file: OpenableFile }) => {
  const { files } = useCaseMessages().cases.life;
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const [failed, setFailed] = useState<ApiFailure>();
  const open = async (): Promise<void> => {
    setBusy(true);
    setFailed(undefined);
    setSaid("");
    const answer = await linkTo(file.id);
    // Its own name goes with no address: those are kept in logs and histories.
    const content = answer.ok ? await fetchFile(answer.value.url) : undefined;
    setBusy(false);
    if (!answer.ok) return setFailed(answer.failure);
    if (!content) return setFailed({ code: "network" });
    saveFile(file.fileName, content);
    setSaid(files.opened({ name: file.fileName }));
  };
  return (
    <>
      <Button
        variant="secondary"
        size="sm"
        busy={busy}
        label={files.openLabel({ name: file.fileName })}
        onClick={open}
      >
        {files.open}
      </Button>
      <output class="small">{said}</output>
      {failed && <FailureNotice failure={failed} />}
    </>
  );
};

/** Files of a case; only what the malware scan has released can be opened. */
export const FileList = ({ linkTo, files }: { linkTo: LinkTo; files: readonly OpenableFile[] }) => {
  const { files: texts } = useCaseMessages().cases.life;
  const language = useLanguage();
  return (
    <ul class="files">
      {files.map((file) => (
        <li class="file" key={file.id}>
          <span class="file__name">
            {file.fileName} <span class="small">({formatSize(language, file.size)})</span>
          </span>
          {file.state === "verified" ? (
            <OpenButton linkTo={linkTo} file={file} />
          ) : (
            <span class="small">{texts.notOpen[file.state]}</span>
          )}
        </li>
      ))}
    </ul>
  );
};
