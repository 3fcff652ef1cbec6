import { useState } from "preact/hooks";
import { formatSize } from "../format/instants.ts";
import { type Messages, useLanguage, useMessages } from "../language.ts";
import { useStore } from "../store.ts";
import { Button } from "../ui/elements.tsx";
import type { DraftFile } from "./draft.ts";
import type { ScanWatch } from "./scan-watch.ts";

/** What is wrong with a file that must be removed; undefined where nothing is. */
const troubleWith = ({ files }: Messages["form"], file: DraftFile): string | undefined => {
  if (file.state === "pending") return files.interrupted;
  return file.state === "rejected" ? files.rejected[file.rejection ?? "failed"] : undefined;
};

/** How a file stands, in the words that are read out when it changes. */
export const spokenState = (form: Messages["form"], file: DraftFile): string => {
  const { files } = form;
  const trouble = troubleWith(form, file);
  if (trouble !== undefined) return `${file.fileName}: ${trouble}`;
  return file.state === "scanning"
    ? files.scanningOf({ name: file.fileName })
    : files.uploaded({ name: file.fileName });
};

const ScanState = ({ scans }: { scans: ScanWatch }) => {
  const { files } = useMessages().form;
  const tired = useStore(scans.tired);
  if (!tired) return <span class="small">{files.scanning}</span>;
  return (
    <div class="file__progress">
      <span class="small">{files.scanSlow}</span>
      <Button variant="tertiary" size="sm" onClick={scans.lookAgain}>
        {files.lookAgain}
      </Button>
    </div>
  );
};

interface FileEntryProps {
  file: DraftFile;
  scans: ScanWatch;
  remove: () => Promise<void>;
}

/** A file of the draft: uploaded, and in scan, in order, or to be removed. */
export const FileEntry = ({ file, scans, remove }: FileEntryProps) => {
  const { form } = useMessages();
  const { files } = form;
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const press = async (): Promise<void> => {
    setBusy(true);
    await remove();
    setBusy(false);
  };
  const trouble = troubleWith(form, file);
  return (
    <li class="file">
      <span class="file__name">
        {file.fileName} <span class="small">({formatSize(language, file.size)})</span>
      </span>
      {file.state === "verified" && <span class="file__done">{files.done}</span>}
      {file.state === "scanning" && <ScanState scans={scans} />}
      {trouble !== undefined && <p class="ds-validation-message">{trouble}</p>}
      <span class="file__actions">
        <Button
          variant="tertiary"
          size="sm"
          busy={busy}
          label={files.removeLabel({ name: file.fileName })}
          onClick={press}
        >
          {files.remove}
        </Button>
      </span>
    </li>
  );
};
