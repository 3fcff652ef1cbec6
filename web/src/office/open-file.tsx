import { useState } from "preact/hooks";
import type { ApiFailure } from "../api/client.ts";
import { formatSize } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useOfficeMessages } from "../messages/office.ts";
import { Button } from "../ui/elements.tsx";
import { FailureNotice } from "../ui/load.tsx";
import { type CaseOfOffice, linkToFile } from "./calls.ts";

interface OpenableFile {
  id: string;
  fileName: string;
  size: number;
  state: "pending" | "scanning" | "verified" | "rejected";
}

/** The store's own answer says that it is to be saved; the page stays. */
const follow = (url: string): void => {
  const link = document.createElement("a");
  link.href = url;
  link.rel = "noreferrer";
  link.click();
};

const OpenButton = ({ params, file }: { params: CaseOfOffice; file: OpenableFile }) => {
  const { case: words } = useOfficeMessages();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const [failed, setFailed] = useState<ApiFailure>();
  const open = async (): Promise<void> => {
    setBusy(true);
    setFailed(undefined);
    setSaid("");
    const answer = await linkToFile({ ...params, fileId: file.id });
    setBusy(false);
    if (!answer.ok) return setFailed(answer.failure);
    follow(answer.value.url);
    setSaid(words.opened(file.fileName));
  };
  return (
    <>
      <Button variant="secondary" size="sm" busy={busy} label={words.openLabel(file.fileName)} onClick={open}>
        {words.open}
      </Button>
      <output class="small">{said}</output>
      {failed && <FailureNotice failure={failed} />}
    </>
  );
};

/** Files of a case; only what the malware scan has released can be opened, and opening leaves an entry in the log. */
export const FileList = ({ params, files }: { params: CaseOfOffice; files: readonly OpenableFile[] }) => {
  const { case: words } = useOfficeMessages();
  const language = useLanguage();
  return (
    <ul class="files">
      {files.map((file) => (
        <li class="file" key={file.id}>
          <span class="file__name">
            {file.fileName} <span class="small">({formatSize(language, file.size)})</span>
          </span>
          {file.state === "verified" ? (
            <OpenButton params={params} file={file} />
          ) : (
            <span class="small">{words.notOpen[file.state]}</span>
          )}
        </li>
      ))}
    </ul>
  );
};
