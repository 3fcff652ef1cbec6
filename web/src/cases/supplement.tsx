import { useMemo } from "preact/hooks";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { CaseDocumentView } from "../../../src/contract/casework.ts";
import { laterFileSlot } from "../../../src/domain/case/later-files.ts";
import type { ApiFailure } from "../api/client.ts";
import { later } from "../form/later.ts";
import { SlotField } from "../form/slot-field.tsx";
import { postFile, sha256Of } from "../form/upload.ts";
import { createUploads, type Upload } from "../form/uploads.ts";
import { useScanWatch } from "../form/use-scan-watch.ts";
import { formatDay } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { type CaseMessages, useCaseMessages } from "../messages/cases.ts";
import { useStore } from "../store.ts";
import { ShortForm, useSettled, useShortForm } from "../ui/short-form.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { type CaseActions, takeAnswer, useTypedText } from "./act.ts";
import { Written } from "./case-documents.tsx";
import { clientFiles } from "./client-files.ts";
import { FileList, linkToOwn } from "./open-file.tsx";
import { call } from "./calls.ts";

type Texts = CaseMessages["cases"]["life"]["supplement"];
type Errors = ReadonlyMap<string, string>;

/** Field of the files in ErrorSummary and SlotField alike. */
const FILES = `attachments.${laterFileSlot.id}`;

interface Gathered {
  files: readonly { state: string }[];
  underWay: readonly Pick<Upload, "state">[];
}

/** Why the files cannot be sent as they stand. */
const filesError = ({ files, underWay }: Gathered, { errors }: Texts): string | undefined => {
  if (underWay.some(({ state }) => state.kind !== "failed")) return errors.uploading;
  if (files.some(({ state }) => state === "scanning")) return errors.scanning;
  return files.some(({ state }) => state !== "verified") ? errors.rejected : undefined;
};

const textError = (text: string, { files }: Gathered, { errors }: Texts): string | undefined =>
  text.trim() === "" && files.length === 0 ? errors.required : undefined;

/** What the page sees by itself before anything is sent. */
const errorsBefore = (text: string, gathered: Gathered, texts: Texts): Errors => {
  const ofFiles = filesError(gathered, texts);
  if (ofFiles !== undefined) return new Map([[FILES, ofFiles]]);
  const ofText = textError(text, gathered, texts);
  return ofText === undefined ? new Map() : new Map([["text", ofText]]);
};

/** What the portal found wrong, at the page's own fields; undefined where it is something else. */
const errorsAfter = ({ code, errors }: ApiFailure, texts: Texts): Errors | undefined => {
  const [first] = errors ?? [];
  if (code !== "invalid-fields" || !first) return undefined;
  if (first.field === "text")
    return new Map([["text", first.code === "characters" ? texts.errors.characters : texts.errors.required]]);
  const isScanning = first.code === "file-scanning";
  return new Map([[FILES, isScanning ? texts.errors.scanning : texts.errors.rejected]]);
};

interface SupplementProps {
  detail: CaseDetail;
  request: CaseDocumentView;
  actions: CaseActions;
}

/** The request and its answer in one place. */
export const Supplement = ({ detail, request, actions }: SupplementProps) => {
  const { cases } = useCaseMessages();
  const texts = cases.life.supplement;
  const language = useLanguage();
  const typed = useTypedText(detail.id, "supplement");
  const place = useMemo(() => clientFiles(detail.id, detail.looseFiles, call), [detail.id]);
  const uploads = useMemo(() => createUploads(place, { sha256Of, postFile }), [place]);
  const scans = useScanWatch(place, later);
  const { files } = useStore(place.view);
  const underWay = useStore(uploads.list);

  const attempt = async () => {
    const errors = errorsBefore(typed.text, { files, underWay }, texts);
    if (errors.size > 0) return { errors };
    const answer = await call("sendSupplement", {
      params: { caseId: detail.id },
      body: { revision: detail.revision, text: typed.text, files: files.map(({ id }) => id) },
    });
    if (answer.ok) typed.sent();
    const failed = await takeAnswer(answer, actions, texts.done);
    if (!failed) return undefined;
    const found = errorsAfter(failed, texts);
    return found ? { errors: found } : { failure: failed };
  };
  const form = useShortForm(attempt);
  useSettled(form, FILES, filesError({ files, underWay }, texts));
  useSettled(form, "text", textError(typed.text, { files, underWay }, texts), typed.text);

  return (
    <section class="panel panel--accent">
      <h2 class="ds-heading" data-size="xs">
        {texts.title}
      </h2>
      {request.dueOn !== undefined && (
        <p>
          <strong>{texts.due({ day: formatDay(language, request.dueOn) })}</strong>
        </p>
      )}
      <p>{texts.asked}</p>
      <Written document={request} />
      {(request.files ?? []).length > 0 && (
        <FileList linkTo={linkToOwn(detail.id)} files={request.files ?? []} />
      )}
      <ShortForm form={form} submit={texts.send} busy={texts.sending}>
        <TextArea
          name="text"
          label={texts.text}
          hint={texts.textHint}
          error={form.errors.get("text")}
          rows={8}
          value={typed.text}
          onChange={typed.write}
        />
        <SlotField
          place={place}
          uploads={uploads}
          scans={scans}
          slot={{ ...laterFileSlot, label: { hu: texts.files, en: texts.files } }}
          error={form.errors.get(FILES)}
        />
      </ShortForm>
    </section>
  );
};
