import type { ComponentChildren } from "preact";
import type { AttachmentSlot } from "../../../src/domain/form/definition.ts";
import type { Call } from "../api/client.ts";
import type { Draft } from "./draft.ts";
import { draftFiles } from "./draft-files.ts";
import { later } from "./later.ts";
import { SlotField } from "./slot-field.tsx";
import { postFile, sha256Of } from "./upload.ts";
import { createUploads, type Uploads } from "./uploads.ts";
import { watchScans } from "./use-scan-watch.ts";

export interface DraftAttachments {
  uploads: Uploads;
  /** Draws one slot with its files. */
  slot: (slot: AttachmentSlot, error: string | undefined) => ComponentChildren;
  close: () => void;
}

/** Attaching files to a draft, for forms that ask for files. */
export const draftAttachments = (draft: Draft, call: Call): DraftAttachments => {
  const place = draftFiles(draft, call);
  const uploads = createUploads(place, { sha256Of, postFile });
  const scans = watchScans(place, later);
  return {
    uploads,
    slot: (slot, error) => (
      <SlotField key={slot.id} place={place} uploads={uploads} scans={scans} slot={slot} error={error} />
    ),
    close: scans.close,
  };
};
