import type { JsonObject } from "../../../local/json.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { EpochSeconds } from "../../../src/domain/time.ts";
import type { Tamper } from "../../support/fault-store.ts";
import type { ScenarioName } from "./scenarios.ts";
import { createSubject, type Subject, type SubjectFactory } from "./subject.ts";

/** The portal with one thing done wrong: in what it asks of the store, in the store's answers, or in its own parts. */
export interface Mutant {
  /** The scenario that shows it. */
  shownBy: ScenarioName;
  tamper?: Tamper;
  subject?: SubjectFactory;
}

interface Write {
  Update?: { Key: Record<string, { S: string }>; UpdateExpression: string; ConditionExpression?: string };
  Put?: { Item: Record<string, { S: string }>; ConditionExpression?: string };
  Delete?: object;
  ConditionCheck?: object;
}

/** `COUNTER`, `CASE`, `ENTRY#…`: what the write is about. */
const sortKeyOf = ({ Update, Put }: Write): string => (Update?.Key ?? Put?.Item)?.["sk"]?.S ?? "";
const partitionOf = ({ Update, Put }: Write): string => (Update?.Key ?? Put?.Item)?.["pk"]?.S ?? "";

type Which = (write: Write) => boolean;
const isCounter: Which = (write) => sortKeyOf(write) === "COUNTER";
const isArrivals: Which = (write) => isCounter(write) && partitionOf(write).startsWith("ARRIVALS#");
const isEntry: Which = (write) => sortKeyOf(write).startsWith("ENTRY#");
const isCase: Which = (write) => sortKeyOf(write) === "CASE" && write.Update !== undefined;
const isFiled: Which = (write) =>
  isCase(write) && /\bregistration = /.test(write.Update?.UpdateExpression ?? "");
const isSubmitted: Which = (write) =>
  isCase(write) && /\bsubmission = /.test(write.Update?.UpdateExpression ?? "");
const isChanged: Which = (write) => isCase(write) && !isFiled(write) && !isSubmitted(write);
const anyOf =
  (...some: readonly Which[]): Which =>
  (write) =>
    some.some((is) => is(write));

/** True whatever is stored; the values of the condition stay used, as DynamoDB demands. */
const always = (condition: string | undefined): { ConditionExpression?: string } =>
  condition === undefined
    ? {}
    : { ConditionExpression: `(${condition}) OR attribute_exists(pk) OR attribute_not_exists(pk)` };

const withoutCondition = (write: Write): Write => {
  const { Update, Put } = write;
  if (Update) return { Update: { ...Update, ...always(Update.ConditionExpression) } };
  return Put ? { Put: { ...Put, ...always(Put.ConditionExpression) } } : write;
};

const writesOf = (input: JsonObject): Write[] => input["TransactItems"] as unknown as Write[];

/** What a request would be if these were its writes; what is no write stays as it is. */
const changed = (operation: string, input: JsonObject, change: (write: Write) => Write): JsonObject => {
  if (operation === "TransactWriteItems") return withWrites(input, writesOf(input).map(change));
  if (operation === "UpdateItem")
    return change({ Update: input } as unknown as Write).Update as unknown as JsonObject;
  if (operation === "PutItem") return change({ Put: input } as unknown as Write).Put as unknown as JsonObject;
  return input;
};

const withWrites = (input: JsonObject, writes: readonly Write[]): JsonObject =>
  ({ ...input, TransactItems: writes }) as unknown as JsonObject;

const missingCondition =
  (which: Which): Tamper =>
  async (operation, input, send) =>
    send(changed(operation, input, (write) => (which(write) ? withoutCondition(write) : write)));

/** First those writes, then the others: two transactions where there was one. */
const inTwoSteps =
  (first: Which): Tamper =>
  async (operation, input, send) => {
    if (operation !== "TransactWriteItems") return send(input);
    const writes = writesOf(input);
    const [early, late] = [writes.filter(first), writes.filter((write) => !first(write))];
    if (early.length === 0 || late.length === 0) return send(input);
    const { ClientRequestToken: _token, ...request } = input;
    const answer = await send(withWrites(request, early));
    return answer.status === 200 ? send(withWrites(request, late)) : answer;
  };

/** Filing sees these filed cases as if they were not. */
const forgetting =
  (isForgotten: (record: CaseRecord, now: EpochSeconds) => boolean): SubjectFactory =>
  (tables, clock): Subject => {
    const right = createSubject(tables);
    const forget = (record: CaseRecord | "unreadable"): CaseRecord | "unreadable" => {
      if (record === "unreadable" || !record.registration || !isForgotten(record, clock())) return record;
      const { registration: _registration, arrival: _arrival, ...rest } = record;
      return { ...rest, state: "submitted" };
    };
    return {
      ...right,
      register: {
        ...right.register,
        read: async (...request) => {
          const read = await right.register.read(...request);
          if (!read.ok) return read;
          const cases = new Map(Array.from(read.value.cases, ([id, record]) => [id, forget(record)]));
          return { ok: true, value: { ...read.value, cases } };
        },
      },
    };
  };

/** Seconds after which a record with a time to live is gone, whatever the table still has. */
const TIME_TO_LIVE = 300;

const workers = "eight workers on one book";
const withdrawal = "a case withdrawn between reading and commit";
const later = "later documents of cases among new ones";
const clicks = "many clicks on the button";

export const mutants: Readonly<Record<string, Mutant>> = {
  "a counter moved before the entries are written": { shownBy: withdrawal, tamper: inTwoSteps(isCounter) },
  "entries written before the counter moves": { shownBy: withdrawal, tamper: inTwoSteps(isEntry) },
  "cases changed in a transaction of their own": { shownBy: workers, tamper: inTwoSteps(isCase) },
  "counters without a condition": {
    shownBy: "three books of an office share its arrival numbers",
    tamper: missingCondition(isCounter),
  },
  "arrival numbers without a condition": {
    shownBy: "three books of an office share its arrival numbers",
    tamper: missingCondition(isArrivals),
  },
  "a book without any condition": { shownBy: workers, tamper: missingCondition(anyOf(isCounter, isEntry)) },
  "filing whatever has become of the case": {
    shownBy: withdrawal,
    tamper: missingCondition(isFiled),
  },
  "changing whatever has become of the case": {
    shownBy: "two clerks on one case",
    tamper: missingCondition(isChanged),
  },
  "documents numbered in a step of their own": { shownBy: later, tamper: inTwoSteps(isCase) },
  "submitting whatever has become of the draft": { shownBy: clicks, tamper: missingCondition(isSubmitted) },
  "a new number at every click": {
    shownBy: clicks,
    subject: (tables) => {
      const right = createSubject(tables);
      const submit: Subject["submissions"]["submit"] = async (wanted, changes) => {
        const stored = await right.submissions.submit(wanted, changes);
        return stored.ok ? { ok: true, value: wanted.submission } : stored;
      };
      return { ...right, submissions: { submit } };
    },
  },
  "no de-duplication": {
    shownBy: "the same message ten times, three in one batch, one after eleven minutes",
    tamper: missingCondition(isFiled),
    subject: forgetting(() => true),
  },
  "a time to live that is trusted": {
    shownBy: "the same message ten times, three in one batch, one after eleven minutes",
    tamper: missingCondition(isFiled),
    subject: forgetting(({ registration }, now) => now - (registration?.at ?? now) > TIME_TO_LIVE),
  },
  "no sweeper": {
    shownBy: "messages that never get to the queue",
    subject: (tables) => ({
      ...createSubject(tables),
      pending: { shards: [], page: async () => ({ cases: [], damaged: [] }) },
    }),
  },
  "poison cases dropped instead of parked": {
    shownBy: "poison cases nobody looks after",
    subject: (tables) => {
      const right = createSubject(tables);
      return { ...right, register: { ...right.register, park: async () => "parked" } };
    },
  },
  "a change that is believed without an answer": {
    shownBy: "two clerks on one case",
    subject: (tables) => {
      const right = createSubject(tables);
      const commit: Subject["casework"]["commit"] = async (change) => {
        await right.casework.commit(change);
        return "committed";
      };
      return { ...right, casework: { ...right.casework, commit } };
    },
  },
};
