import type { SQSEvent, SQSRecord } from "aws-lambda";
import { setTimeout as sleep } from "node:timers/promises";
import { createHandler } from "../../functions/filing-worker/handler.ts";
import { createDynamoDraftStore } from "../../src/adapters/dynamo/case-draft-store.ts";
import { parseCaseItem } from "../../src/adapters/dynamo/case-item.ts";
import { createDynamoSubmissionStore } from "../../src/adapters/dynamo/case-submission-store.ts";
import { parseArrivalCounter, parseBookCounter, parseEntry } from "../../src/adapters/dynamo/filing-items.ts";
import { createFilingRegister } from "../../src/adapters/dynamo/filing-register.ts";
import { caseKeys, registryKeys } from "../../src/adapters/dynamo/keys.ts";
import type { FilingMessage, FilingRegister } from "../../src/app/filing/ports.ts";
import { jitteredPause } from "../../src/app/filing/jitter.ts";
import { isOnItsWay } from "../../src/domain/case/transitions.ts";
import { inOwnName } from "../../src/domain/acting/party.ts";
import type { CaseRecord } from "../../src/domain/case/case.ts";
import type { SubmittedRecord } from "../../src/domain/case/submit.ts";
import type { AccountId, CaseId } from "../../src/domain/ids.ts";
import {
  type BookAddress,
  emptyBook,
  findBookFault,
  noArrivals,
  isNumbered,
  type RegistryEntry,
} from "../../src/domain/registry/book.ts";
import { placeOf } from "../../src/domain/office/worklist.ts";
import { isFiledByPortal } from "../../src/domain/registry/filing-steps.ts";
import type { FilingSteps, PublishedSettlement } from "../../src/domain/settlement/settlement.ts";
import type { Log } from "../../src/http/log.ts";
import { aCase, NOW, settlement, sha256, TIME_ZONE } from "../unit/filing/fixtures.ts";
import { type FilingTables, scan } from "./fault-store.ts";

type Item = Record<string, unknown>;

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** An office with books enough for every test to begin one. */
export const manyBooks: PublishedSettlement = {
  ...settlement,
  office: {
    ...settlement.office,
    books: Array.from({ length: 40 }, (_, index) => ({
      id: `B${index + 1}`,
      name: { hu: `${index + 1}. iktatókönyv` },
      numberPattern: "{book}/{main}-{sub}/{year}",
    })),
  },
};

const submitter = {
  name: "Minta Anna",
  birthName: "Minta Anna",
  mothersName: "Példa Éva",
  placeOfBirth: "Sopron",
  dateOfBirth: "2100-01-01",
};

/** Stores cases as the portal does: created as a draft, then submitted. */
export const submitCases = async (
  store: FilingTables,
  count: number,
  changes: Parameters<typeof aCase>[0] = {},
  filing?: FilingSteps,
): Promise<SubmittedRecord[]> => {
  const tableName = store.casesTable;
  const drafts = createDynamoDraftStore({ tableName });
  const submissions = createDynamoSubmissionStore({ tableName, accountsTable: "none" });
  const records = Array.from({ length: count }, (_, index) => aCase({ submittedAt: index, ...changes }));
  for (const record of records) {
    const { submission: _, ...draft } = record;
    const created: CaseRecord = { ...draft, state: "draft", events: record.events.slice(0, 1) };
    const actor = created.owner as string as AccountId;
    const acting = { ...inOwnName(actor, submitter.name), actor, actorName: submitter.name };
    await drafts.create({ record: created, answers: {}, submitter, acting, attachments: [] });
    const place = isFiledByPortal(record, filing) ? undefined : placeOf(record);
    const changed = { attachments: [], seal: "0".repeat(64), ...(place && { place }) };
    const stored = await submissions.submit(record, changed);
    if (!stored.ok) throw new Error(`Not submitted: ${stored.failure.code}`);
  }
  return records;
};

export interface Delivery {
  body: string;
  /** How often the queue has handed it out. */
  count: number;
}

export const deliveryOfMessage = (message: FilingMessage, count = 1): Delivery => ({
  body: JSON.stringify(message),
  count,
});

export const deliveryOf = ({ id, book, catalogue }: CaseRecord, count = 1): Delivery =>
  deliveryOfMessage({ caseId: id, office: catalogue.office.id, book }, count);

const recordOf = ({ body, count }: Delivery, index: number): SQSRecord => ({
  messageId: String(index),
  receiptHandle: "",
  body,
  attributes: {
    ApproximateReceiveCount: String(count),
    SentTimestamp: "",
    SenderId: "",
    ApproximateFirstReceiveTimestamp: "",
  },
  messageAttributes: {},
  md5OfBody: "",
  eventSource: "aws:sqs",
  eventSourceARN: "",
  awsRegion: "",
});

export const eventOf = (batch: readonly Delivery[]): SQSEvent => ({ Records: batch.map(recordOf) });

/**
 * The worker function on the store, given batches by hand. Gives the deliveries that failed.
 * `wrap` may put itself between the use case and the store, e.g. to end the worker in the middle.
 */
export const createWorker = (
  store: FilingTables,
  {
    now = () => NOW,
    wrap = (register) => register,
    published = manyBooks,
  }: {
    now?: () => number;
    wrap?: (register: FilingRegister) => FilingRegister;
    published?: PublishedSettlement;
  } = {},
): ((batch: readonly Delivery[]) => Promise<Delivery[]>) => {
  const { casesTable, registryTable } = store;
  const handler = createHandler({
    register: wrap(createFilingRegister({ casesTable, registryTable })),
    catalogue: { settlement: async () => published },
    sha256,
    timeZone: TIME_ZONE,
    clock: now,
    pause: (attempt) => sleep(jitteredPause(attempt, Math.random())),
    giveBack: async () => undefined,
    log: silent,
  });
  return async (batch) => {
    const { batchItemFailures } = await handler(eventOf(batch));
    return batchItemFailures.map(({ itemIdentifier }) => batch[Number(itemIdentifier)] as Delivery);
  };
};

/** Hands out what failed again and again, as the queue does, until all is done. Gives the rounds it took. */
export const deliverUntilDone = async (
  work: (batch: readonly Delivery[]) => Promise<Delivery[]>,
  batch: readonly Delivery[],
): Promise<number> => {
  let open = batch;
  for (let round = 1; round <= 20; round++) {
    const failed = await work(open).catch(() => open);
    if (failed.length === 0) return round;
    open = failed.map(({ body, count }) => ({ body, count: count + 1 }));
  }
  throw new Error(`${open.length} messages were never done`);
};

/** The CASE item as it is stored, with the keys of its indexes. */
export const storedCase = async (store: FilingTables, id: CaseId): Promise<Item> => {
  const { pk, sk } = caseKeys.case(id);
  const found = (await scan(store, store.casesTable)).find((item) => item["pk"] === pk && item["sk"] === sk);
  if (!found) throw new Error(`No case ${id}`);
  return found;
};

/** The client takes the case back, as the portal will let them. */
export const withdraw = async (store: FilingTables, id: CaseId): Promise<void> => {
  await store.dynamodb("UpdateItem", {
    TableName: store.casesTable,
    Key: { pk: { S: caseKeys.case(id).pk }, sk: { S: caseKeys.case(id).sk } },
    UpdateExpression:
      "SET #state = :withdrawn, worklistKey = :list, worklistSort = :sort REMOVE pendingKey, pendingSince",
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: {
      ":withdrawn": { S: "withdrawn" },
      ":list": { S: caseKeys.worklist(settlement.office.id, "done") },
      ":sort": { S: id },
    },
  });
};

/** Everything filing has written, as it stands. */
export interface Books {
  cases: ReadonlyMap<CaseId, CaseRecord>;
  entries: readonly RegistryEntry[];
  /** What is wrong with it, in words; empty when all promises hold. */
  violations: readonly string[];
}

export const inspectBooks = async (store: FilingTables): Promise<Books> => {
  const [caseItems, registryItems] = await Promise.all([
    scan(store, store.casesTable),
    scan(store, store.registryTable),
  ]);
  const stored = caseItems.filter(({ sk }) => sk === "CASE");
  const cases = new Map(stored.map(parseCaseItem).map((record) => [record.id, record]));
  const entries = registryItems
    .filter(({ sk }) => sk !== "COUNTER")
    .map(parseEntry)
    .toSorted((first, second) => first.sequence - second.sequence);
  const counters = new Map(
    registryItems.filter(({ sk }) => sk === "COUNTER").map((item) => [item["pk"], item]),
  );
  const violations = [
    ...bookViolations(entries, counters),
    ...arrivalViolations([...cases.values()], counters),
    ...[...cases.values()].flatMap((record) => caseViolations(record, entries)),
    ...stored.flatMap(indexViolations),
  ];
  return { cases, entries, violations };
};

const addressesOf = (entries: readonly RegistryEntry[]): BookAddress[] => [
  ...new Map(
    entries.map(({ office, book, year }) => [`${office} ${book} ${year}`, { office, book, year }]),
  ).values(),
];

/** Every book proves itself: complete, ascending, chained, and its counter says the same. */
const bookViolations = (entries: readonly RegistryEntry[], counters: ReadonlyMap<unknown, Item>): string[] =>
  addressesOf(entries).flatMap((address) => {
    const { office, book, year } = address;
    const item = counters.get(registryKeys.counter(office, book, year).pk);
    const own = entries.filter(
      (entry) => entry.office === office && entry.book === book && entry.year === year,
    );
    const fault = findBookFault(address, own, item ? parseBookCounter(item) : emptyBook, sha256);
    return fault ? [`${book}/${year}: ${fault.fault} at ${fault.sequence}`] : [];
  });

/** Arrival numbers of an office and year: 1, 2, 3 … up to the counter. The tests' pattern is `E-KOPH/{number}/{year}`. */
const arrivalViolations = (cases: readonly CaseRecord[], counters: ReadonlyMap<unknown, Item>): string[] => {
  const arrived = cases.flatMap(({ arrival, catalogue }) => {
    const [, number, year] = arrival?.number.split("/") ?? [];
    return arrival ? [{ office: catalogue.office.id, year: Number(year), number: Number(number) }] : [];
  });
  return Array.from(Map.groupBy(arrived, ({ office, year }) => `${office} ${year}`).values(), (own) => {
    const numbers = own.map(({ number }) => number).toSorted((a, b) => a - b);
    const { office, year } = own[0] as (typeof own)[number];
    const item = counters.get(registryKeys.arrivals(office, year).pk);
    const last = (item ? parseArrivalCounter(item) : noArrivals).number;
    const gapless = last === numbers.length && numbers.every((number, index) => number === index + 1);
    return gapless ? [] : [`arrivals of ${office} in ${year}: ${numbers.join(",")}, counter ${last}`];
  }).flat();
};

const life = "created submitted received registered routed";

/** A case and its entries say the same, and its timeline never goes back. */
const caseViolations = (record: CaseRecord, entries: readonly RegistryEntry[]): string[] => {
  const { id, state, registration, arrival, events } = record;
  const own = entries.filter((entry) => isNumbered(entry) && entry.caseId === id);
  const submissions = own.filter((entry) => entry.kind === "submission");
  const numbers = own.map((entry) => isNumbered(entry) && entry.number);
  const told = events.filter(({ type, number }) => number !== undefined && !toldElsewhere.has(type));
  const types = events
    .map(({ type }) => type)
    .filter((type) => life.includes(type) || type === "parked" || type === "requeued")
    .join(" ")
    .replaceAll(" parked requeued", "");
  const unfiled = ["created submitted", "created submitted received", "created submitted parked"];
  const [entry] = submissions;
  const problems = [
    submissions.length !== (registration ? 1 : 0) && `${submissions.length} entries, ${state}`,
    entry && entry.number !== registration?.number && "entry differs",
    entry && entry.arrivalNumber !== arrival?.number && "arrival differs",
    numbers.join() !== told.map(({ number }) => number).join() && `timeline tells ${told.length} numbers`,
    registration ? types !== life && `timeline: ${types}` : !unfiled.includes(types) && `timeline: ${types}`,
    ["submitted", "received"].includes(state) && registration && `${state} with a registration`,
    events.some(({ at }, index) => index > 0 && at < (events[index - 1]?.at ?? 0)) && "back in time",
  ];
  return problems.flatMap((problem) => (problem ? [`${id}: ${problem}`] : []));
};

/** Events that carry a number which is not an entry of a registry book. */
const toldElsewhere: ReadonlySet<string> = new Set(["submitted", "received", "invalidated"]);

/**
 * What is on its way to the registry waits with the sweeper or on a list of the office, never both, and never nowhere. What
 * is beyond that is on the list of its state, and waits for nothing but for its client to be told.
 */
const indexViolations = (item: Item): string[] => {
  const record = parseCaseItem(item);
  const { id, state, registration } = record;
  const place = placeOf(record);
  const key = item["pendingKey"] as string | undefined;
  const isPending = key === caseKeys.pending(id);
  const listed = place && caseKeys.worklist(place.office, place.list);
  const list = isPending && isOnItsWay(state) ? undefined : listed;
  return [
    key !== undefined && !isPending && key !== caseKeys.notice(id) ? [`${id}: pending as ${key}`] : [],
    (key === undefined) === (item["pendingSince"] === undefined) ? [] : [`${id}: half of a pending key`],
    isPending && !isOnItsWay(state) && !registration ? [`${id}: ${state}, waits for filing`] : [],
    item["worklistKey"] === list ? [] : [`${id}: ${state}, on list ${String(item["worklistKey"])}`],
  ].flat();
};
