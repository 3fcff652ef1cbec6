import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { JsonObject } from "../../../local/json.ts";
import { parseCaseItem } from "../../../src/adapters/dynamo/case-item.ts";
import { parseArrivalCounter, parseBookCounter } from "../../../src/adapters/dynamo/filing-items.ts";
import { caseKeys, registryKeys } from "../../../src/adapters/dynamo/keys.ts";
import { canonicalJson } from "../../../src/domain/canonical-json.ts";
import { type CaseEvent, caseEventTypes, type CaseRecord } from "../../../src/domain/case/case.ts";
import {
  type CaseState,
  isAllowed,
  type TransitionName,
  transitions,
} from "../../../src/domain/case/transitions.ts";
import { placeOf } from "../../../src/domain/office/worklist.ts";
import {
  type BookAddress,
  emptyBook,
  findBookFault,
  isNumbered,
  noArrivals,
  type RegistryEntry,
} from "../../../src/domain/registry/book.ts";
import { registryYear } from "../../../src/domain/registry/plan-filing.ts";
import { sha256, TIME_ZONE } from "../../unit/filing/fixtures.ts";
import { addressesOf, isPoison } from "./office.ts";
import { type Invariant, violate, type World } from "./world.ts";

type Item = Record<string, unknown>;
type Attributes = Parameters<typeof unmarshall>[0];

const READ_TOGETHER = 100;

const readCases = async ({ store, accepted }: World): Promise<Item[]> => {
  const keys = Array.from(accepted.keys(), (id) => marshall(caseKeys.case(id)));
  const items: Item[] = [];
  for (let start = 0; start < keys.length; start += READ_TOGETHER) {
    const request = { Keys: keys.slice(start, start + READ_TOGETHER), ConsistentRead: true };
    const answer = await store.dynamodb("BatchGetItem", {
      RequestItems: { [store.casesTable]: request },
    } as unknown as JsonObject);
    const { [store.casesTable]: found = [] } = answer["Responses"] as unknown as Record<string, Attributes[]>;
    items.push(...found.map((item) => unmarshall(item)));
  }
  return items;
};

const readPartition = async ({ store }: World, pk: string): Promise<Item[]> => {
  const items: Item[] = [];
  let ExclusiveStartKey: JsonObject | undefined;
  do {
    const page = await store.dynamodb("Query", {
      TableName: store.registryTable,
      ConsistentRead: true,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: pk } },
      ...(ExclusiveStartKey && { ExclusiveStartKey }),
    });
    items.push(...((page["Items"] ?? []) as unknown as Attributes[]).map((item) => unmarshall(item)));
    ExclusiveStartKey = page["LastEvaluatedKey"] as JsonObject | undefined;
  } while (ExclusiveStartKey);
  return items;
};

const bookOf = ({ registration }: CaseRecord): string => `${registration?.book}/${registration?.year}`;

/** What was seen before must still be so: events stay, numbers stay, and what was filed later has a higher number. */
export const look = async (world: World): Promise<readonly Item[]> => {
  const items = await readCases(world);
  const records = items.map(parseCaseItem);
  const before = world.seen;
  const last = new Map<string, number>();
  for (const record of before.values()) {
    if (!record.registration) continue;
    last.set(bookOf(record), Math.max(last.get(bookOf(record)) ?? 0, record.registration.main));
  }
  for (const record of records) {
    const { id, registration } = record;
    const known = before.get(id);
    if (known) compare(world, known, record);
    if (registration && !known?.registration && registration.main <= (last.get(bookOf(record)) ?? 0))
      violate(world, "number order is filing order", `${id}: ${registration.number} was given late`);
  }
  world.seen = new Map(records.map((record) => [record.id, record]));
  return items;
};

const same = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);

const compare = (world: World, known: CaseRecord, record: CaseRecord): void => {
  const { id } = record;
  if (known.registration && !same(known.registration, record.registration ?? null))
    violate(world, "a case has one number for ever", `${id}: was ${known.registration.number}`);
  if (known.arrival && !same(known.arrival, record.arrival ?? null))
    violate(world, "a case has one number for ever", `${id}: arrived as ${known.arrival.number}`);
  if (!same(known.events, record.events.slice(0, known.events.length)))
    violate(world, "a status never goes back", `${id}: its timeline was rewritten`);
};

/** Everything once more, from what is stored, when the schedule is over. */
export const inspect = async (world: World): Promise<void> => {
  const items = await look(world);
  // Both years only where the schedule crosses from one to the other.
  const years = Array.from(new Set([world.begin, world.now].map((at) => registryYear(at, TIME_ZONE))));
  const books = await Promise.all(
    addressesOf(world.office, years).map(async (address) => ({
      address,
      items: await readPartition(world, registryKeys.counter(address.office, address.book, address.year).pk),
    })),
  );
  const entries = books.flatMap((book) => inspectBook(world, book));
  await Promise.all(years.map((year) => inspectArrivals(world, year)));
  const stored = new Map(items.map((item) => [caseKeys.idOf(String(item["pk"])), item]));
  const byCase = Map.groupBy(entries.filter(isNumbered), ({ caseId }) => caseId);
  for (const [id, accepted] of world.accepted) {
    const item = stored.get(id);
    const record = world.seen.get(id);
    if (!item || !record) {
      violate(world, "every accepted submission ends registered or parked", `${id}: is gone`);
      continue;
    }
    if (record.submission?.number !== accepted.submission.number)
      violate(world, "the same submit gives the same answer", `${id}: stored ${record.submission?.number}`);
    inspectEnd(world, record);
    inspectNumbers(world, record, byCase.get(id) ?? []);
    inspectTimeline(world, record);
    inspectPlace(world, record, item);
  }
  for (const { caseId, number } of world.told) {
    const { registration, arrival } = world.seen.get(caseId) ?? {};
    if (number !== registration?.number && number !== arrival?.number)
      violate(world, "of two clerks one acts, and what was answered is there", `${caseId}: told ${number}`);
  }
  for (const [id, own] of byCase)
    if (!world.accepted.has(id))
      violate(world, "numbers are unique and gapless", `${own[0]?.number} belongs to no case`);
};

const isOneTo = (numbers: readonly number[]): boolean =>
  numbers.toSorted((a, b) => a - b).every((number, index) => number === index + 1);

const entryOf = (item: Item): RegistryEntry => {
  const { pk: _pk, sk: _sk, schemaVersion: _version, ...entry } = item;
  return entry as unknown as RegistryEntry;
};

const inspectBook = (
  world: World,
  { address, items }: { address: BookAddress; items: readonly Item[] },
): RegistryEntry[] => {
  const name = `${address.book}/${address.year}`;
  const wrong = (invariant: Invariant, detail: string) => violate(world, invariant, `${name}: ${detail}`);
  const item = items.find(({ sk }) => sk === "COUNTER");
  const counter = item ? parseBookCounter(item) : emptyBook;
  const entries = items.filter(({ sk }) => sk !== "COUNTER").map(entryOf);
  const inOrder = entries.toSorted((a, b) => a.sequence - b.sequence);
  const numbered = inOrder.filter(isNumbered);
  const mains = numbered.filter(({ sub }) => sub === 1).map(({ main }) => main);
  if (!isOneTo(mains)) wrong("numbers are unique and gapless", `main numbers ${mains.join(",")}`);
  for (const [main, own] of Map.groupBy(numbered, (entry) => entry.main)) {
    const subs = own.map(({ sub }) => sub);
    if (!isOneTo(subs)) wrong("numbers are unique and gapless", `sub-numbers of ${main}: ${subs.join(",")}`);
  }
  if (new Set(numbered.map(({ number }) => number)).size !== numbered.length)
    wrong("numbers are unique and gapless", "a number stands twice");
  const isAscending = mains.every((main, index) => index === 0 || main > (mains[index - 1] ?? 0));
  const isInTime = inOrder.every(({ at }, index) => index === 0 || at >= (inOrder[index - 1]?.at ?? 0));
  if (!isAscending || !isInTime) wrong("number order is filing order", `main numbers ${mains.join(",")}`);
  if (counter.entries !== entries.length || counter.main !== mains.length)
    wrong(
      "the counter is the count",
      `${counter.main}/${counter.entries}, ${mains.length}/${entries.length} entries`,
    );
  const fault = findBookFault(address, entries, counter, sha256);
  if (fault) wrong("the audit chain verifies", `${fault.fault} at ${fault.sequence}`);
  return entries;
};

const inspectArrivals = async (world: World, year: number): Promise<void> => {
  const [item] = await readPartition(world, registryKeys.arrivals(world.office.id, year).pk);
  const { number: last } = item ? parseArrivalCounter(item) : noArrivals;
  const numbers = [...world.seen.values()].flatMap(({ arrival }) => {
    const [, number, ofYear] = arrival?.number.split("/") ?? [];
    return Number(ofYear) === year ? [Number(number)] : [];
  });
  if (!isOneTo(numbers))
    violate(world, "numbers are unique and gapless", `arrivals ${year}: ${numbers.join(",")}`);
  if (last !== numbers.length)
    violate(world, "the counter is the count", `arrivals ${year}: ${last}, ${numbers.length} cases`);
};

/** Registered, or parked for what is wrong with it; or withdrawn by its client, who was told so. */
const inspectEnd = (world: World, record: CaseRecord): void => {
  const { id, state, registration } = record;
  const isWithdrawn = state === "withdrawn";
  const mayBeParked = isPoison(record);
  const hasEnded = registration !== undefined || isWithdrawn || (mayBeParked && state === "needs-review");
  if (!hasEnded) violate(world, "every accepted submission ends registered or parked", `${id}: ${state}`);
  if (world.withdrawn.has(id) && !isWithdrawn)
    violate(world, "a status never goes back", `${id}: was withdrawn, is ${state}`);
};

/** A case and its entries say the same. */
const inspectNumbers = (
  world: World,
  { id, registration, arrival, events }: CaseRecord,
  entries: readonly (RegistryEntry & { number: string })[],
): void => {
  const wrong = (detail: string) => violate(world, "a case has one number for ever", `${id}: ${detail}`);
  const submissions = entries.filter((entry) => entry.kind === "submission");
  if (submissions.length !== (registration ? 1 : 0)) wrong(`${submissions.length} entries`);
  const [entry] = submissions;
  if (entry && entry.number !== registration?.number) wrong(`${entry.number}, ${registration?.number}`);
  if (entry && entry.arrivalNumber !== arrival?.number) wrong(`${entry.arrivalNumber}, ${arrival?.number}`);
  const inTimeline = events.flatMap(({ document, number }) => (document && number ? [number] : []));
  const inBook = entries.flatMap(({ kind, number }) => (kind === "submission" ? [] : [number]));
  if (inTimeline.length !== inBook.length || inTimeline.some((number) => !inBook.includes(number)))
    wrong(`documents ${inTimeline.join()} in the timeline, ${inBook.join()} in the book`);
};

/** Which transition an event of the timeline stands for; the others change nothing. */
const transitionOf: Readonly<Partial<Record<CaseEvent["type"], TransitionName>>> = {
  submitted: "submit",
  received: "receive",
  registered: "register",
  parked: "park",
  requeued: "requeue",
  started: "start",
  "supplement-requested": "requestSupplement",
  supplemented: "supplement",
  "waiting-ended": "endWaiting",
  decided: "decide",
  closed: "close",
  rejected: "reject",
  transferred: "transfer",
  withdrawn: "withdraw",
};

/** Its timeline is a way through the table of transitions, and leads to its state. */
const inspectTimeline = (world: World, { id, state, events }: CaseRecord): void => {
  let now: CaseState = "draft";
  let at = 0;
  for (const event of events) {
    const name = caseEventTypes.includes(event.type) ? transitionOf[event.type] : undefined;
    if ((name && !isAllowed(name, now)) || event.at < at) {
      violate(world, "a status never goes back", `${id}: ${event.type} in state ${now}`);
      return;
    }
    if (name) now = transitions[name].to;
    at = event.at;
  }
  if (now !== state)
    violate(world, "a status never goes back", `${id}: is ${state}, its timeline ends ${now}`);
};

/** On its office's list, no longer on its way to be filed, and its client is told of the registration. */
const inspectPlace = (world: World, record: CaseRecord, item: Item): void => {
  const place = placeOf(record);
  const list = place && caseKeys.worklist(place.office, place.list);
  const wrong = (detail: string) =>
    violate(world, "the office finds every case in its place", `${record.id} ${record.state}: ${detail}`);
  if (item["worklistKey"] !== list) wrong(`on list ${String(item["worklistKey"])}`);
  const isPending = item["pendingKey"] === caseKeys.pending(record.id);
  if (isPending && !record.registration && record.state !== "submitted") wrong("still waits for filing");
  if (record.registration && item["pendingKey"] === undefined) wrong("its client is never told");
};
