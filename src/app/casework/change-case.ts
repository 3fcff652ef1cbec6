import { canonicalJson } from "../../domain/canonical-json.ts";
import { type CaseDocument, documentKinds } from "../../domain/case/case-document.ts";
import { type CaseRecord, revisionOf } from "../../domain/case/case.ts";
import type { CaseChange } from "../../domain/case/change.ts";
import { newHandover } from "../../domain/delivery/handover.ts";
import { isOnItsWay } from "../../domain/case/transitions.ts";
import type { CaseId } from "../../domain/ids.ts";
import { placeOf } from "../../domain/office/worklist.ts";
import type { Sha256 } from "../../domain/registry/book.ts";
import { isFiledByPortal } from "../../domain/registry/filing-steps.ts";
import { invalidationEntry, type InvalidationOrder } from "../../domain/registry/invalidate-entry.ts";
import { numberDocument } from "../../domain/registry/number-document.ts";
import { registryYear } from "../../domain/registry/plan-filing.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { Catalogue } from "../catalogue/ports.ts";
import type { CaseFile, CaseworkStore } from "./ports.ts";

export interface CaseworkDependencies {
  store: CaseworkStore;
  catalogue: Pick<Catalogue, "settlement">;
  sha256: Sha256;
  /** IANA name of the offices' wall clock. */
  timeZone: string;
  clock: () => EpochSeconds;
  /** Waits before attempt 2, 3 …; jittered. */
  pause: (attempt: number) => Promise<void>;
}

/** What a change is to come to, planned from a fresh read of the case. */
export interface PlannedChange {
  /** With at least one event more than before. */
  after: CaseRecord;
  /** The new document first, where there is one; its number is given here. */
  documents?: readonly CaseDocument[];
  /** The first document is new. */
  isNew?: boolean;
  notify?: boolean;
  refile?: boolean;
  /** Made by the specialist system that deals with the case, which need not be told of it. */
  bySystem?: boolean;
  /** An entry of the registry is declared invalid (src/domain/registry/invalidate-entry.ts). */
  invalidation?: InvalidationOrder;
}

export type ChangeFailure = {
  code: "not-found" | "case-changed" | "too-busy" | "book-closed";
};

const ATTEMPTS = 8;

/**
 * Changes a submitted case: reads it, has `plan` say what it becomes, and writes all of it in one transaction; the new
 * document gets the next sub-number of the case in that very transaction. Begins anew when the registry book went on
 * meanwhile. `revision` is what the caller saw: when the case has changed since, nothing happens and the answer is
 * `case-changed`. Without it (machines, the portal itself) the plan is made again from what is there now.
 */
export const changeCase = async <F extends { code: string }>(
  dependencies: CaseworkDependencies,
  { caseId, revision }: { caseId: CaseId; revision?: number | undefined },
  plan: (file: CaseFile, now: EpochSeconds) => Promise<Result<PlannedChange, F>> | Result<PlannedChange, F>,
): Promise<Result<CaseRecord, F | ChangeFailure>> => {
  const { store, pause, clock } = dependencies;
  let tried: CaseChange | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (attempt > 1) await pause(attempt);
    const file = await store.find(caseId);
    if (!file || file.record.state === "draft") return failure({ code: "not-found" });
    if (tried && happened(tried, file)) return success(file.record);
    if (revision !== undefined && revisionOf(file.record) !== revision)
      return failure({ code: "case-changed" });
    // Events are never dated before those that are there: clocks of two machines differ.
    const now = Math.max(clock(), file.record.updatedAt);
    const planned = await plan(file, now);
    if (!planned.ok) return planned;
    const completed = await complete(dependencies, file.record, planned.value, now);
    if (!completed.ok) return completed;
    const change = planned.value.bySystem
      ? completed.value
      : await withHandover(dependencies, completed.value);
    if ((await store.commit(change)) === "committed") return success(change.after);
    tried = change;
  }
  return failure({ code: "too-busy" });
};

/**
 * The answer to the last try was lost, but not the try: its events are there, and if nothing came after them, so is all of
 * the case. Of two that did the same thing in the same second only the first is told so.
 */
const happened = ({ after, documents }: CaseChange, { record, documents: stored }: CaseFile): boolean => {
  const events = record.events.slice(0, after.events.length);
  const isSame = canonicalJson(events) === canonicalJson(after.events);
  const isLast = record.events.length === after.events.length;
  return (
    isSame &&
    (!isLast || canonicalJson(record) === canonicalJson(after)) &&
    documents.every(({ id }) => stored.some((document) => document.id === id))
  );
};

/** What client or office did in a case that a specialist system deals with goes to that system. */
const withHandover = async ({ catalogue }: CaseworkDependencies, change: CaseChange): Promise<CaseChange> => {
  const { id: caseId, assignment, catalogue: reference, updatedAt } = change.after;
  if (assignment?.system === undefined) return change;
  const destination = { office: assignment.office, system: assignment.system };
  const { office } = await catalogue.settlement(reference.settlement.hash);
  const system = office.systems?.find(({ id }) => id === destination.system);
  const handover = newHandover({
    caseId,
    form: reference.form.id,
    destination,
    reason: "updated",
    revision: revisionOf(change.after),
    at: updatedAt,
    isDelivered: system?.delivery === "webhook",
  });
  return { ...change, handover };
};

type Completed = Result<CaseChange, { code: "book-closed" }>;

const complete = async (
  dependencies: CaseworkDependencies,
  before: CaseRecord,
  { after, documents = [], isNew, notify = false, refile = false, invalidation }: PlannedChange,
  now: EpochSeconds,
): Promise<Completed> => {
  const change = { before, after, documents, notify, refile };
  const fresh = isNew ? documents[0] : undefined;
  if (fresh && documentKinds[fresh.kind].registered && before.registration)
    return withNumber(dependencies, change, fresh, now);
  if (invalidation) return withInvalidation(dependencies, change, invalidation, now);
  return success(await placed(dependencies, change));
};

/** On the list of its state; on none as long as the portal itself goes on with it. */
const placed = async (
  { catalogue }: CaseworkDependencies,
  change: Omit<CaseChange, "place">,
): Promise<CaseChange> => {
  const { after } = change;
  if (!isOnItsWay(after.state)) return { ...change, place: placeOf(after) };
  const { filing } = await catalogue.settlement(after.catalogue.settlement.hash);
  return isFiledByPortal(after, filing)
    ? { ...change, place: undefined, awaitsFiling: true }
    : { ...change, place: placeOf(after), refile: false };
};

const withNumber = async (
  dependencies: CaseworkDependencies,
  change: Omit<CaseChange, "place">,
  fresh: CaseDocument,
  now: EpochSeconds,
): Promise<Completed> => {
  const { store, catalogue, sha256, timeZone } = dependencies;
  const { before, after, documents } = change;
  const { office } = await catalogue.settlement(before.catalogue.settlement.hash);
  const numbered = await numberDocument({
    record: after,
    document: fresh,
    year: registryYear(now, timeZone),
    numberPattern: office.books.find(({ id }) => id === before.registration?.book)?.numberPattern,
    findBook: (address) => store.findBook(address),
    now,
    sha256,
  });
  if (!numbered.ok) return numbered;
  const { record, document, entry } = numbered.value;
  return success({
    ...change,
    after: record,
    place: placeOf(record),
    documents: [document, ...documents.slice(1)],
    entry,
  });
};

const withInvalidation = async (
  { store, sha256 }: CaseworkDependencies,
  change: Omit<CaseChange, "place">,
  order: InvalidationOrder,
  now: EpochSeconds,
): Promise<Completed> => {
  const { after } = change;
  const office = after.catalogue.office.id;
  const mistaken = await store.findEntry(office, order.place);
  const counter = await store.findBook({ office, book: order.place.book, year: order.place.year });
  if (!mistaken || !counter) throw new Error(`The registry lacks an entry of case ${after.id}`);
  const entry = invalidationEntry({ mistaken, counter, order, now, sha256 });
  if (!entry.ok) return entry;
  return success({ ...change, place: placeOf(after), entry: entry.value });
};
