import { failure, type Result, success } from "../../../src/domain/result.ts";
import type { ApiFailure } from "../api/client.ts";
import { catalogue } from "../portal.ts";
import { localDrafts, type LocalDraft, type LocalPlace } from "./local-drafts.ts";
import { openForm, type OpenedForm } from "./open-form.ts";

export interface OpenedLocal extends OpenedForm {
  draft: LocalDraft;
}

/** An empty one, under the settlement and form as they are offered now; nothing is kept before something is typed. */
export const beginLocal = async (place: LocalPlace, now: number): Promise<Result<LocalDraft, ApiFailure>> => {
  // The hash first: whatever is published meanwhile, what is read is what the draft names.
  const hash = await catalogue.settlementHash(place.settlement);
  if (!hash.ok) return hash;
  const current = await catalogue.settlement(hash.value);
  if (!current.ok) return current;
  const service = current.value.services.find(({ form }) => form === place.form);
  if (!service) return failure({ code: "not-found" });
  return success({
    schemaVersion: 1,
    settlement: place.settlement,
    form: place.form,
    formVersion: service.version,
    formHash: service.formHash,
    settlementHash: hash.value,
    answers: {},
    savedAt: now,
  });
};

/** The form filled in this browser, gone on with or begun. */
export const openLocal = async (place: LocalPlace): Promise<Result<OpenedLocal, ApiFailure>> => {
  const kept = localDrafts.read(place);
  const draft = kept ? success(kept) : await beginLocal(place, Date.now());
  if (!draft.ok) return draft;
  const opened = await openForm(draft.value);
  if (!opened.ok) return opened;
  return success({ ...opened.value, draft: draft.value });
};
