import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newCaseItem, parseCaseItem, parseListedCase } from "../../../src/adapters/dynamo/case-item.ts";
import { ownerIn, storedEvents } from "../../../src/adapters/dynamo/case-shorthand.ts";
import { caseKeys } from "../../../src/adapters/dynamo/keys.ts";
import { type CaseEvent, type CaseRecord, caseEventTypes } from "../../../src/domain/case/case.ts";
import { caseStates } from "../../../src/domain/case/transitions.ts";
import type { OfficeId, PartyId, SubmissionNumber } from "../../../src/domain/ids.ts";
import { anna, annasActing, bela, caseId, draft, now, reference } from "./fixtures.ts";
import { submittedItem } from "./stored.ts";

const office = reference.office.name.hu;
const submission = { number: "123456789202611231019080001" as SubmissionNumber, at: now + 60 };
const arrival = { number: "E-KOPH/1/2026", at: now + 70 };
const registration = { number: "KOPH/1-1/2026", book: "KOPH", year: 2026, main: 1, sub: 1, at: now + 80 };

/** The life of a case as filing writes it: each event repeats what the case itself holds. */
const life: CaseEvent[] = [
  { type: "created", at: now },
  { type: "submitted", at: submission.at, office, number: submission.number },
  { type: "received", at: arrival.at, office, number: arrival.number },
  { type: "registered", at: registration.at, office, number: registration.number },
  { type: "routed", at: registration.at, office },
];
const filed = (changes: Partial<CaseRecord> = {}): CaseRecord =>
  draft({
    state: "registered",
    submission,
    arrival,
    registration,
    assignment: { office: reference.office.id, team: "igazgatas" },
    partyName: "Minta Anna",
    updatedAt: registration.at,
    events: life,
    ...changes,
  });

describe("a case in its item", () => {
  it("says nothing twice", () => {
    const item = submittedItem(filed());
    expect(item["events"]).toEqual(["created", "submitted", "received", "registered", "routed"]);
    expect(item["assignment"]).toEqual({ team: "igazgatas" });
    for (const name of ["id", "caseId", "owner", "createdAt"]) expect(item).not.toHaveProperty(name);
    expect(parseCaseItem(item)).toEqual(filed());
  });

  it("is read from an index by its key, with the office it is assigned to", () => {
    const { id, state, catalogue, updatedAt, partyName, assignment } = filed();
    expect(parseListedCase(submittedItem(filed()))).toEqual({
      id,
      state,
      catalogue,
      updatedAt,
      partyName,
      assignment,
      submission,
      arrival,
      registration,
    });
    const elsewhere = { office: "masik" as OfficeId, team: "ado" };
    expect(parseListedCase(submittedItem(filed({ assignment: elsewhere }))).assignment).toEqual(elsewhere);
  });

  it("keeps the instant it began at where the id tells another one", () => {
    const moved = filed({ createdAt: now + 1 });
    const item = newCaseItem(moved, annasActing);
    expect(item["createdAt"]).toBe(now + 1);
    // The event tells of the other instant, so it stands for itself.
    expect(item["events"]).toContainEqual({ type: "created", at: now });
    expect(parseCaseItem(item)).toEqual(moved);
  });

  it("is the owner's as a draft by its own word, and as a submission by the key of the index", () => {
    const onDocument = { ...annasActing, basis: { kind: "document" as const } };
    const begun = newCaseItem(draft({ owner: bela }), onDocument);
    expect(ownerIn(begun)).toBe(bela);
    expect(begun["ownerKey"]).toBe("OWNER#document-anna-account");
    expect(ownerIn({ ownerKey: caseKeys.owner(anna) })).toBe(anna);
    expect(ownerIn({})).toBeUndefined();
  });

  it.each(["submitted", "received", "registered", "routed"])(
    "is damaged when it names an event %s without what that stands for",
    (type) => {
      const item = { ...newCaseItem(draft(), annasActing), events: ["created", type] };
      expect(() => parseCaseItem(item)).toThrow(type);
    },
  );

  it.each(caseEventTypes.filter((type) => !life.some((event) => event.type === type)))(
    "has no short word for an event %s",
    (type) => {
      const event = { type, at: registration.at, office, number: registration.number };
      expect(storedEvents([event], filed())).toEqual([event]);
      expect(() => parseCaseItem({ ...submittedItem(filed()), events: [type] })).toThrow(type);
    },
  );

  it("is no case without its key", () => {
    const { pk: _, ...item } = newCaseItem(draft(), annasActing);
    expect(() => parseCaseItem(item)).toThrow('Expected "pk"');
    expect(() => parseCaseItem({ ...item, pk: `ACCESS#${caseId()}` })).toThrow('Expected "CASE#"');
  });
});

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const instant = fc.integer({ min: now - 5, max: now + 5 });
const numbered = fc.constantFrom("1", "2", submission.number, arrival.number, registration.number);

const present = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;

/** Events that repeat the case, that differ from it in one thing, that come twice, and any others, in any order. */
const eventsOf = (record: CaseRecord): fc.Arbitrary<CaseEvent[]> => {
  const held: CaseEvent[] = [
    { type: "created", at: record.createdAt },
    ...(record.submission ? [{ type: "submitted" as const, office, ...record.submission }] : []),
    ...(record.arrival ? [{ type: "received" as const, office, ...record.arrival }] : []),
    ...(record.registration
      ? [
          {
            type: "registered" as const,
            office,
            at: record.registration.at,
            number: record.registration.number,
          },
          { type: "routed" as const, office, at: record.registration.at },
        ]
      : []),
  ];
  const implied = fc.constantFrom(...held);
  const parts = fc.record({
    at: instant,
    office: fc.constantFrom(office, "Másik Hivatal", undefined),
    number: maybe(numbered),
    note: maybe(fc.string()),
    call: maybe(fc.string()),
    dueOn: maybe(fc.constant("2026-12-01")),
  });
  const altered = fc
    .tuple(implied, parts, fc.subarray(["at", "office", "number", "note", "call", "dueOn"] as const))
    .map(([event, other, names]) =>
      present({ ...event, ...Object.fromEntries(names.map((name) => [name, other[name]])) }),
    );
  const other = fc
    .tuple(fc.constantFrom(...caseEventTypes), parts)
    .map(([type, rest]) => present({ type, ...rest }));
  return fc.array(fc.oneof(implied, altered, other), { maxLength: 12 }) as fc.Arbitrary<CaseEvent[]>;
};

const record = fc
  .record({
    id: fc.tuple(fc.integer({ min: 1, max: 9 }), instant).map(([seed, at]) => caseId(seed, at)),
    owner: fc.constantFrom<PartyId>(anna, bela),
    state: fc.constantFrom(...caseStates),
    createdAt: instant,
    updatedAt: instant,
    submission: maybe(fc.record({ number: numbered as fc.Arbitrary<SubmissionNumber>, at: instant })),
    arrival: maybe(fc.record({ number: numbered, at: instant })),
    registration: maybe(
      fc.record({ number: numbered, at: instant }).map((part) => ({ ...registration, ...part })),
    ),
    assignment: maybe(
      fc.record({
        office: fc.constantFrom(reference.office.id, "masik" as OfficeId),
        team: fc.constantFrom("igazgatas", "ado"),
      }),
    ),
  })
  .map((parts) => present(draft(parts as Partial<CaseRecord>)))
  .chain((base) => eventsOf(base).map((events): CaseRecord => ({ ...base, events })));

describe("whatever a case holds", () => {
  it("is read from its item as it was written, as a draft and as a submission", () => {
    fc.assert(
      fc.property(record, (given) => {
        expect(parseCaseItem(newCaseItem(given, annasActing))).toEqual(given);
        expect(parseCaseItem(submittedItem(given))).toEqual(given);
      }),
    );
  });

  it("keeps its timeline when events are added one after the other, as stores do", () => {
    fc.assert(
      fc.property(record, fc.nat(), (given, cut) => {
        const item = submittedItem(given);
        const at = cut % (given.events.length + 1);
        const events = [
          ...storedEvents(given.events.slice(0, at), given),
          ...storedEvents(given.events.slice(at), given),
        ];
        expect(parseCaseItem({ ...item, events }).events).toEqual(given.events);
      }),
    );
  });
});
