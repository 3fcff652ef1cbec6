import { useEffect, useRef, useState } from "preact/hooks";
import { caseLimits } from "../../../src/domain/case/attachment-rules.ts";
import type { AttachmentSlot } from "../../../src/domain/form/definition.ts";
import { fileTypeNames } from "../format/file-types.ts";
import { formatSize } from "../format/instants.ts";
import { type InterfaceLanguage, type Messages, useLanguage, useMessages } from "../language.ts";
import { useStore } from "../store.ts";
import { Button, LocalText } from "../ui/elements.tsx";
import type { DraftFile } from "./draft.ts";
import { FieldErrorText } from "./field-error-text.tsx";
import { fieldId } from "./field-id.ts";
import { FileEntry, spokenState } from "./file-entry.tsx";
import type { ScanWatch } from "./scan-watch.ts";
import type { FilePlace, Upload, UploadProblem, Uploads } from "./uploads.ts";

const problemText = (
  messages: Messages,
  language: InterfaceLanguage,
  problem: UploadProblem,
  { slot, file }: Pick<Upload, "slot" | "file">,
): string => {
  const { files } = messages.form;
  switch (problem) {
    case "too-large":
    case "file-too-large":
      return files.tooLarge({
        size: formatSize(language, file.size),
        limit: formatSize(language, slot.maxFileSize),
      });
    case "wrong-type":
    case "file-type-forbidden":
      return files.wrongType({ types: fileTypeNames(slot.contentTypes) });
    case "empty":
      return files.empty;
    case "too-many":
    case "too-many-attachments":
      return files.tooMany({ limit: slot.maxFiles });
    case "attachments-too-large":
      return files.tooLargeTogether({ limit: formatSize(language, caseLimits.size) });
    case "unreadable":
      return files.unreadable;
    case "not-uploaded":
      return files.uploadFailed;
    case "cancelled":
      return files.cancelled;
    default:
      return messages.problems[problem];
  }
};

/** Trying the same file again only helps where the way was at fault, not the file. */
const worthRetrying = (problem: UploadProblem): boolean =>
  !["too-large", "wrong-type", "empty", "file-too-large", "file-type-forbidden", "unreadable"].includes(
    problem,
  );

const UploadProgress = ({ upload, cancel }: { upload: Upload; cancel: () => void }) => {
  const { files } = useMessages().form;
  const { state } = upload;
  if (state.kind === "failed") return null;
  const percent = state.kind === "uploading" ? state.percent : state.kind === "verifying" ? 100 : 0;
  const text =
    state.kind === "waiting"
      ? files.preparing
      : state.kind === "verifying"
        ? files.verifying
        : files.uploading({ percent: state.percent });
  return (
    <div class="file__progress">
      <progress max={100} value={percent} aria-label={upload.file.name} />
      <span class="small">{text}</span>
      {state.kind !== "verifying" && (
        <Button
          variant="tertiary"
          size="sm"
          label={files.cancelLabel({ name: upload.file.name })}
          onClick={cancel}
        >
          {files.cancel}
        </Button>
      )}
    </div>
  );
};

interface UploadEntryProps {
  upload: Upload;
  uploads: Uploads;
  /** Takes the entry away, with the button that has the focus. */
  leave: (how: "cancel" | "dismiss") => void;
}

const UploadEntry = ({ upload, uploads, leave }: UploadEntryProps) => {
  const messages = useMessages();
  const language = useLanguage();
  const { files } = messages.form;
  const { state, file, key } = upload;
  return (
    <li class="file">
      <span class="file__name">
        {file.name} <span class="small">({formatSize(language, file.size)})</span>
      </span>
      <UploadProgress upload={upload} cancel={() => leave("cancel")} />
      {state.kind === "failed" && (
        <>
          <p class="ds-validation-message" role="alert">
            {problemText(messages, language, state.problem, upload)}
          </p>
          <span class="file__actions">
            {worthRetrying(state.problem) && (
              <Button
                variant="secondary"
                size="sm"
                label={files.retryLabel({ name: file.name })}
                onClick={() => uploads.retry(key)}
              >
                {files.retry}
              </Button>
            )}
            <Button
              variant="tertiary"
              size="sm"
              label={files.removeLabel({ name: file.name })}
              onClick={() => leave("dismiss")}
            >
              {files.remove}
            </Button>
          </span>
        </>
      )}
    </li>
  );
};

/** What changed with the files since the last drawing, to be read out; several changes at once one after the other. */
const useNews = (attached: readonly DraftFile[], tell: (news: string) => void): void => {
  const { form } = useMessages();
  const last = useRef<ReadonlyMap<string, string> | undefined>(undefined);
  useEffect(() => {
    const known = last.current;
    last.current = new Map(attached.map((file) => [file.id, file.state]));
    if (!known) return;
    const changed = attached.filter((file) => known.get(file.id) !== file.state);
    if (changed.length > 0) tell(changed.map((file) => spokenState(form, file)).join(" "));
  });
};

interface SlotFieldProps {
  place: Pick<FilePlace, "view">;
  uploads: Uploads;
  scans: ScanWatch;
  slot: AttachmentSlot;
  error: string | undefined;
}

/** Files of one kind: choosing several at once, each with its own progress, problem and way out. */
export const SlotField = ({ place, uploads, scans, slot, error }: SlotFieldProps) => {
  const messages = useMessages();
  const language = useLanguage();
  const { files: texts } = messages.form;
  const [said, setSaid] = useState("");
  const { files } = useStore(place.view);
  const underWay = useStore(uploads.list).filter((upload) => upload.slot.id === slot.id);
  const announced = new Set(underWay.map((upload) => upload.attachmentId));
  const attached = files.filter((file) => file.slot === slot.id && !announced.has(file.id));
  const id = fieldId(`attachments.${slot.id}`);
  useNews(attached, setSaid);

  const remove = async (file: DraftFile): Promise<void> => {
    const problem = await uploads.remove(file.id);
    setSaid(problem ? messages.problems[problem] : texts.removed({ name: file.fileName }));
    // The button that had the focus is gone with its file.
    if (!problem) document.getElementById(id)?.focus();
  };

  return (
    <div class="ds-field slot">
      <label class="ds-label" htmlFor={id}>
        <LocalText text={slot.label} />
        {slot.required !== true && <span class="optional"> ({messages.form.optional})</span>}
      </label>
      <div data-field="description" id={`${id}-hint`}>
        {/* The form's own words, which name its limits; else the limits themselves. */}
        {slot.hint && <LocalText text={slot.hint} />}
        {!slot.hint &&
          texts.limits({
            types: fileTypeNames(slot.contentTypes),
            size: formatSize(language, slot.maxFileSize),
            count: slot.maxFiles,
          })}
      </div>
      <FieldErrorText id={id} text={error} />
      <div class="slot__zone">
        <span class="ds-button" data-variant="secondary" aria-hidden="true">
          {attached.length > 0 ? texts.chooseMore : texts.choose}
        </span>
        <span class="small" aria-hidden="true">
          {texts.drop}
        </span>
        <input
          class="slot__input"
          id={id}
          type="file"
          multiple={slot.maxFiles > 1}
          accept={slot.contentTypes.join(",")}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? `${id}-hint` : `${id}-hint ${id}-error`}
          onChange={(event) => {
            uploads.add(slot, [...(event.currentTarget.files ?? [])]);
            // So that choosing the same file again is a change again.
            event.currentTarget.value = "";
          }}
        />
      </div>
      {attached.length + underWay.length > 0 && (
        <ul class="files" aria-label={texts.list}>
          {attached.map((file) => (
            <FileEntry key={file.id} file={file} scans={scans} remove={() => remove(file)} />
          ))}
          {underWay.map((upload) => (
            <UploadEntry
              key={upload.key}
              upload={upload}
              uploads={uploads}
              leave={(how) => {
                uploads[how](upload.key);
                // That an upload was cancelled stands with its file and is announced there.
                setSaid(how === "cancel" ? "" : texts.removed({ name: upload.file.name }));
                document.getElementById(id)?.focus();
              }}
            />
          ))}
        </ul>
      )}
      <output class="ds-sr-only">{said}</output>
    </div>
  );
};
