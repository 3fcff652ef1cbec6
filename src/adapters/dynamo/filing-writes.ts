import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import type { BookAddress, RegistryEntry } from "../../domain/registry/book.ts";
import type { CaseFiling, FilingPlan } from "../../domain/registry/plan-filing.ts";
import { toIsoInstant } from "../../domain/time.ts";
import { entryItem } from "./filing-items.ts";
import { caseKeys, registryKeys } from "./keys.ts";

type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/**
 * A plan as one transaction: case and entry of each filing beside each other, then the counters.
 * 2 n + 2 writes at most: a batch of 10 is far from DynamoDB's limit of 100.
 */
export const filingWrites = (
  { casesTable, registryTable }: { casesTable: string; registryTable: string },
  plan: FilingPlan,
): Write[] => [
  ...plan.filings.flatMap((filing) => [caseWrite(casesTable, filing), entryWrite(registryTable, filing)]),
  ...counterWrites(registryTable, plan),
];

/** The condition is the proof: a case that was withdrawn, parked or filed meanwhile cancels the whole batch. */
const caseWrite = (TableName: string, filing: CaseFiling): Write => ({
  Update: {
    TableName,
    Key: caseKeys.case(filing.caseId),
    UpdateExpression:
      "SET #state = :to, updatedAt = :at, arrival = :arrival, registration = :registration, " +
      "assignment = :assignment, worklistKey = :list, worklistSort = :sort, " +
      "events = list_append(events, :events) REMOVE pendingKey, pendingSince, pendingOffice",
    ConditionExpression: "#state = :from AND attribute_not_exists(registration)",
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: {
      ":from": filing.from,
      ":to": filing.to,
      ":at": filing.at,
      ":arrival": filing.arrival,
      ":registration": filing.registration,
      ":assignment": filing.assignment,
      ":list": caseKeys.worklist(filing.assignment.office, `team:${filing.assignment.team}`),
      ":sort": `${toIsoInstant(filing.at)}#${filing.caseId}`,
      ":events": filing.events,
    },
  },
});

export const entryWrite = (TableName: string, { entry }: { entry: RegistryEntry }): Write => ({
  Put: { TableName, Item: entryItem(entry), ConditionExpression: "attribute_not_exists(pk)" },
});

const counterWrites = (TableName: string, { address, before, after }: FilingPlan): Write[] => {
  const writes = [bookWrite(TableName, address, before.book, after.book)];
  // Cases that a clerk received before take no new arrival number.
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
