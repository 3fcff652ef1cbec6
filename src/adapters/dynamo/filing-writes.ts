import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import type { BookAddress, RegistryEntry } from "../../domain/registry/book.ts";
import type { CaseFiling, FilingPlan } from "../../domain/registry/plan-filing.ts";
import { storedAssignment, storedEvents } from "./case-shorthand.ts";
import { entryItem } from "./filing-items.ts";
import { handoverItem } from "./handover-item.ts";
import { caseKeys, registryKeys } from "./keys.ts";

type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/**
 * A plan as one transaction, in parts: the writes of each filing, then those of the counters. Three writes a case at
 * most and the counters: 25 cases are below DynamoDB's limit of 100.
 */
export const filingWrites = (
  { casesTable, registryTable }: { casesTable: string; registryTable: string },
  plan: FilingPlan,
): { ofFilings: Write[][]; ofCounters: Write[] } => ({
  ofFilings: plan.filings.map((filing) => [
    caseWrite(casesTable, filing),
    ...(filing.entry ? [entryWrite(registryTable, { entry: filing.entry })] : []),
    ...(filing.handover ? [{ Put: { TableName: casesTable, Item: handoverItem(filing.handover) } }] : []),
  ]),
  ofCounters: [...counterWrites(registryTable, plan), ...arrivalList(casesTable, plan)],
});

/**
 * By which a case is found by its arrival number: one item for all that arrive together, where an index would cost a write
 * for each. The condition of the counter in the same transaction is its condition, too.
 */
const arrivalList = (TableName: string, { address, before, arrived }: FilingPlan): Write[] => {
  if (arrived.length === 0) return [];
  const first = (before.arrival?.number ?? 0) + 1;
  const key = caseKeys.arrivals(address.office, address.year, first);
  return [{ Put: { TableName, Item: { ...key, schemaVersion: 1, cases: arrived } } }];
};

/**
 * Whose client is to be told of the registration stands in index `pending` by the very write that makes it: what the
 * portal files stands there since its submission and simply stays, at no cost. Of a mere arrival nobody is told.
 */
const pendingAfter = ({ caseId, at, entry }: CaseFiling) =>
  entry
    ? {
        set: ", pendingKey = if_not_exists(pendingKey, :notice), pendingSince = if_not_exists(pendingSince, :at)",
        remove: "",
        values: { ":notice": caseKeys.notice(caseId), ":at": at },
      }
    : { set: "", remove: " REMOVE pendingKey, pendingSince", values: {} };

/** The condition is the proof: a case that was withdrawn, parked or filed meanwhile cancels the whole batch. */
const caseWrite = (TableName: string, filing: CaseFiling): Write => {
  const { place } = filing;
  const attributes = Object.entries({
    updatedAt: filing.at,
    arrival: filing.arrival,
    registration: filing.registration,
    assignment: filing.assignment && storedAssignment(filing.assignment, filing.after),
    deadline: filing.deadline,
    worklistKey: place && caseKeys.worklist(place.office, place.list),
    worklistSort: place?.sort,
  }).filter(([, value]) => value !== undefined);
  const set = attributes.map(([name]) => `${name} = :${name}`).join(", ");
  const pending = pendingAfter(filing);
  return {
    Update: {
      TableName,
      Key: caseKeys.case(filing.caseId),
      UpdateExpression: `SET #state = :to, ${set}, events = list_append(events, :events)${pending.set}${pending.remove}`,
      ConditionExpression: "#state = :from AND attribute_not_exists(registration)",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: {
        ":from": filing.from,
        ":to": filing.to,
        ...Object.fromEntries(attributes.map(([name, value]) => [`:${name}`, value])),
        ...pending.values,
        ":events": storedEvents(filing.events, filing.after),
      },
    },
  };
};

export const entryWrite = (TableName: string, { entry }: { entry: RegistryEntry }): Write => ({
  Put: { TableName, Item: entryItem(entry), ConditionExpression: "attribute_not_exists(pk)" },
});

const counterWrites = (TableName: string, { address, before, after }: FilingPlan): Write[] => {
  const writes: Write[] = [];
  // Cases that are only received take no number of the book, those received before no new arrival number.
  if (after.book.entries !== (before.book?.entries ?? 0)) {
    writes.push(bookWrite(TableName, address, before.book, after.book));
  }
  if (after.arrival.number !== (before.arrival?.number ?? 0)) {
    writes.push(arrivalWrite(TableName, address, before.arrival, after.arrival));
  }
  return writes;
};

export const bookWrite = (
  table: string,
  { office, book, year }: BookAddress,
  before: FilingPlan["before"]["book"],
  after: FilingPlan["after"]["book"],
): Write => counterWrite(table, registryKeys.counter(office, book, year), before, { ...after });

const arrivalWrite = (
  table: string,
  { office, year }: BookAddress,
  before: FilingPlan["before"]["arrival"],
  after: FilingPlan["after"]["arrival"],
): Write => counterWrite(table, registryKeys.arrivals(office, year), before, { ...after });

const prefixed = (prefix: string, values: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]));

const equations = (values: object, join: string, prefix: string): string =>
  Object.keys(values)
    .map((name) => `#${name} = ${prefix}${name}`)
    .join(join);

/** Moves a counter from exactly what was read; one that was not there must still not be there. */
const counterWrite = (
  TableName: string,
  Key: Record<string, string>,
  before: object | undefined,
  after: Record<string, unknown>,
): Write => {
  return {
    Update: {
      TableName,
      Key,
      UpdateExpression: `SET schemaVersion = :schemaVersion, ${equations(after, ", ", ":after_")}`,
      ConditionExpression: before ? equations(before, " AND ", ":before_") : "attribute_not_exists(pk)",
      ExpressionAttributeNames: Object.fromEntries(Object.keys(after).map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ":schemaVersion": 1,
        ...prefixed(":after_", after),
        ...(before && prefixed(":before_", before)),
      },
    },
  };
};
