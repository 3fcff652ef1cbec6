import type { CaseId, PartyId } from "../ids.ts";
import type { EpochSeconds } from "../time.ts";
import type { CaseRecord, CatalogueReference } from "./case.ts";

/** A case begins as a draft; its id stays for life and makes every later step repeatable. */
export const newDraft = (start: {
  id: CaseId;
  owner: PartyId;
  catalogue: CatalogueReference;
  /** Registry book the settlement files into. */
  book: string;
  now: EpochSeconds;
}): CaseRecord => ({
  id: start.id,
  owner: start.owner,
  state: "draft",
  draftVersion: 0,
  catalogue: start.catalogue,
  book: start.book,
  createdAt: start.now,
  updatedAt: start.now,
  events: [{ type: "created", at: start.now }],
});
