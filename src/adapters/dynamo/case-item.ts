import * as v from "valibot";
import type { ActingRecord } from "../../domain/acting/capacity.ts";
import type { ListedCase } from "../../app/office/ports.ts";
import { type CaseRecord, caseEventTypes } from "../../domain/case/case.ts";
import { caseStates } from "../../domain/case/transitions.ts";
import { madeAt } from "../../domain/ids.ts";
import {
  ownerIn,
  type StoredEvent,
  storedAssignment,
  storedEvents,
  wholeAssignment,
  wholeEvents,
} from "./case-shorthand.ts";
import { Instant, Localized } from "./common-item.ts";
import { caseKeys } from "./keys.ts";

const EventPart = v.object({
  type: v.picklist(caseEventTypes),
  at: Instant,
  office: v.optional(v.string()),
  number: v.optional(v.string()),
  document: v.optional(v.string()),
  dueOn: v.optional(v.string()),
  call: v.optional(v.string()),
  note: v.optional(v.string()),
});

/** Its id is its key, which every index has, too. */
const CaseItemSchema = v.object({
  schemaVersion: v.literal(1),
  pk: v.pipe(v.string(), v.startsWith("CASE#")),
  ownerKey: v.string(),
  owner: v.optional(v.string()),
  state: v.picklist(caseStates),
  draftVersion: v.number(),
  catalogue: v.object({
    settlement: v.object({ code: v.string(), name: Localized, hash: v.string() }),
    office: v.object({ id: v.string(), name: Localized }),
    form: v.object({ id: v.string(), version: v.string(), title: Localized, hash: v.string() }),
  }),
  book: v.string(),
  createdAt: v.optional(Instant),
  updatedAt: Instant,
  submission: v.optional(v.object({ number: v.string(), at: Instant })),
  arrival: v.optional(v.object({ number: v.string(), at: Instant })),
  registration: v.optional(
    v.object({
      number: v.string(),
      book: v.string(),
      year: v.number(),
      main: v.number(),
      sub: v.number(),
      at: Instant,
    }),
  ),
  assignment: v.optional(
    v.object({
      office: v.optional(v.string()),
      team: v.string(),
      system: v.optional(v.string()),
      officer: v.optional(v.object({ id: v.string(), name: v.string() })),
    }),
  ),
  partyName: v.optional(v.string()),
  deadline: v.optional(
    v.object({
      dueOn: v.string(),
      lastDay: v.optional(v.string()),
      extended: v.optional(v.boolean()),
      pausedAt: v.optional(Instant),
      pausedUntil: v.optional(v.string()),
    }),
  ),
  lastEntry: v.optional(v.object({ book: v.string(), year: v.number(), main: v.number(), sub: v.number() })),
  events: v.array(v.union([v.picklist(caseEventTypes), EventPart])),
});

/** What lists show of a case: exactly what index `worklist` projects, besides the key. */
export const listedCaseSchema = v.pick(CaseItemSchema, [
  "pk",
  "state",
  "catalogue",
  "updatedAt",
  "submission",
  "arrival",
  "registration",
  "assignment",
  "partyName",
  "deadline",
]);

/**
 * Reads the CASE item of a case. Throws when the item is not of a known schema version:
 * that is a programming or migration error, never a client's.
 */
export const parseCaseItem = (item: Record<string, unknown>): CaseRecord => {
  const { schemaVersion: _, pk, ownerKey: __, events, ...stored } = v.parse(CaseItemSchema, item);
  const id = caseKeys.idOf(pk);
  const record = {
    ...stored,
    id,
    owner: ownerIn(item),
    createdAt: stored.createdAt ?? madeAt(id),
    ...(stored.assignment && { assignment: wholeAssignment(stored) }),
  } as unknown as CaseRecord;
  return { ...record, events: wholeEvents(events as StoredEvent[], record) };
};

/** What an index projects of a case for lists. */
export const parseListedCase = (item: Record<string, unknown>): ListedCase => {
  const { pk, ...listed } = v.parse(listedCaseSchema, item);
  return {
    ...listed,
    id: caseKeys.idOf(pk),
    ...(listed.assignment && { assignment: wholeAssignment(listed) }),
  } as unknown as ListedCase;
};

/**
 * The CASE item of a new draft, with the key of index `by-owner`. What somebody begins on a document nobody has
 * seen yet is not among the party's cases before it is submitted.
 */
export const newCaseItem = (record: CaseRecord, acting: ActingRecord): Record<string, unknown> => {
  const { id, createdAt, assignment, ...kept } = record;
  return {
    ...caseKeys.case(id),
    schemaVersion: 1,
    ownerKey:
      acting.basis.kind === "document" ? caseKeys.documentDrafts(acting.actor) : caseKeys.owner(record.owner),
    ...kept,
    ...(createdAt !== madeAt(id) && { createdAt }),
    ...(assignment && { assignment: storedAssignment(assignment, record) }),
    events: storedEvents(record.events, record),
  };
};
