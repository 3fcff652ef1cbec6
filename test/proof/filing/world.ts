import { marshall } from "@aws-sdk/util-dynamodb";
import { newCaseItem } from "../../../src/adapters/dynamo/case-item.ts";
import { answersItem } from "../../../src/adapters/dynamo/case-parts.ts";
import { caseKeys } from "../../../src/adapters/dynamo/keys.ts";
import type { FilingMessage } from "../../../src/app/filing/ports.ts";
import { inOwnName } from "../../../src/domain/acting/party.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { SubmittedRecord } from "../../../src/domain/case/submit.ts";
import type { AccountId, CaseId } from "../../../src/domain/ids.ts";
import type { EpochSeconds } from "../../../src/domain/time.ts";
import type { JsonObject } from "../../../local/json.ts";
import type { FaultStore } from "../../support/fault-store.ts";
import { placeOf } from "../../../src/domain/office/worklist.ts";
import { isFiledByPortal } from "../../../src/domain/registry/filing-steps.ts";
import { filingOf, type OfficeOfSchedule, officeOf } from "./office.ts";
import { ModelQueue } from "./queue.ts";
import type { Subject, SubjectFactory } from "./subject.ts";

export const invariants = [
  "numbers are unique and gapless",
  "number order is filing order",
  "every accepted submission ends registered or parked",
  "a case has one number for ever",
  "the counter is the count",
  "a status never goes back",
  "the audit chain verifies",
  "the same submit gives the same answer",
  "of two clerks one acts, and what was answered is there",
  "the office finds every case in its place",
] as const;
export type Invariant = (typeof invariants)[number];

export interface Violation {
  invariant: Invariant;
  detail: string;
}

/** Everything of one schedule while it is played. */
export interface World {
  readonly store: FaultStore;
  readonly subject: Subject;
  readonly office: OfficeOfSchedule;
  readonly queue: ModelQueue;
  readonly begin: EpochSeconds;
  now: EpochSeconds;
  /** The release that repairs what was wrong with poison cases. */
  repaired: boolean;
  /** Cases whose submission was answered with a number. */
  readonly accepted: Map<CaseId, SubmittedRecord>;
  /** Withdrawals that were answered as done. */
  readonly withdrawn: Set<CaseId>;
  /** Numbers clerks were given in answer. */
  readonly told: { caseId: CaseId; number: string }[];
  /** As the cases were seen when the last round had ended. */
  seen: ReadonlyMap<CaseId, CaseRecord>;
  readonly violations: Violation[];
  /** How often what happened. */
  readonly tally: Map<string, number>;
}

export const createWorld = (
  store: FaultStore,
  createSubject: SubjectFactory,
  { name, now }: { name: string; now: EpochSeconds },
): World => {
  const world: World = {
    store,
    subject: createSubject(store, () => world.now),
    office: officeOf(name),
    queue: new ModelQueue(),
    begin: now,
    now,
    repaired: false,
    accepted: new Map(),
    withdrawn: new Set(),
    told: [],
    seen: new Map(),
    violations: [],
    tally: new Map(),
  };
  return world;
};

export const count = ({ tally }: World, what: string, times = 1): void => {
  tally.set(what, (tally.get(what) ?? 0) + times);
};

export const violate = ({ violations }: World, invariant: Invariant, detail: string): void => {
  violations.push({ invariant, detail });
};

export const messageOf = ({ id, book, catalogue }: CaseRecord): FilingMessage => ({
  caseId: id,
  office: catalogue.office.id,
  book,
});

export const sendTo = ({ queue, now }: World, message: FilingMessage, deduplication?: string): void => {
  const { caseId, office, book } = message;
  queue.send(
    {
      body: JSON.stringify({ caseId, office, book }),
      group: `${office}/${book}`,
      ...(deduplication !== undefined && { deduplication }),
    },
    now,
  );
};

export const submitter = {
  name: "Minta Anna",
  birthName: "Minta Anna",
  mothersName: "Példa Éva",
  placeOfBirth: "Sopron",
  dateOfBirth: "2100-01-01",
};

export const actingOf = (record: CaseRecord) => {
  const actor = record.owner as string as AccountId;
  return { ...inOwnName(actor, submitter.name), actor, actorName: submitter.name };
};

/** What lies in the table once the portal has taken a submission; a test compares it with what the portal writes. */
export const submittedItems = (record: SubmittedRecord): Record<string, unknown>[] => {
  const acting = actingOf(record);
  const place = isFiledByPortal(record, filingOf(record)) ? undefined : placeOf(record);
  const waiting = place
    ? { worklistKey: caseKeys.worklist(place.office, place.list), worklistSort: place.sort }
    : { pendingKey: caseKeys.pending(record.id), pendingSince: record.submission.at };
  // Whose it is says the key of index `by-owner` from the submission on.
  const { owner: _, ...item } = newCaseItem(record, acting);
  return [
    { ...item, ...waiting },
    answersItem(record.id, { answers: {}, submitter, acting }),
    {
      ...caseKeys.submissionNumber(record.submission.number),
      schemaVersion: 1,
      caseId: record.id,
      seal: "0".repeat(64),
    },
  ];
};

/** DynamoDB's limit for one transaction. */
const TOGETHER = 100;

type Tables = Pick<FaultStore, "dynamodb" | "casesTable">;

const writeAll = async ({ dynamodb }: Tables, writes: readonly Record<string, unknown>[]): Promise<void> => {
  for (let start = 0; start < writes.length; start += TOGETHER) {
    const TransactItems = writes.slice(start, start + TOGETHER);
    await dynamodb("TransactWriteItems", { TransactItems } as unknown as JsonObject);
  }
};

export const storeItems = async (
  tables: Tables,
  items: readonly Record<string, unknown>[],
): Promise<void> => {
  const put = (item: Record<string, unknown>) => ({
    Put: { TableName: tables.casesTable, Item: marshall(item, { removeUndefinedValues: true }) },
  });
  await writeAll(tables, items.map(put));
};

/** As the notifier leaves filed cases within minutes: the sweeper of the next schedule does not come across them. */
export const tellClients = async ({ store, seen }: World): Promise<void> => {
  const told = (id: CaseId) => ({
    Update: {
      TableName: store.casesTable,
      Key: marshall(caseKeys.case(id)),
      UpdateExpression: "REMOVE pendingKey, pendingSince",
    },
  });
  await writeAll(store, Array.from(seen.keys(), told));
};
