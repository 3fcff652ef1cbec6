import {
  BatchGetCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { CommitOutcome, FilingRegister, FilingSnapshot, Parking } from "../../app/filing/ports.ts";
import type { CaseRecord } from "../../domain/case/case.ts";
import { transitions } from "../../domain/case/transitions.ts";
import { type CaseId, timePartOf } from "../../domain/ids.ts";
import type { BookAddress } from "../../domain/registry/book.ts";
import type { FilingPlan } from "../../domain/registry/plan-filing.ts";
import { failure, success } from "../../domain/result.ts";
import { toIsoInstant } from "../../domain/time.ts";
import { createDocuments } from "./table.ts";
import { parseCaseItem } from "./case-item.ts";
import {
  cancellationCodes,
  isConditionFailure,
  isInvalidRequest,
  isPassing,
  isPassingReason,
} from "./filing-errors.ts";
import { parseArrivalCounter, parseBookCounter } from "./filing-items.ts";
import { filingWrites } from "./filing-writes.ts";
import { caseKeys, registryKeys } from "./keys.ts";

interface Tables {
  casesTable: string;
  registryTable: string;
}

type Item = Record<string, unknown>;
type Key = { pk: string; sk: string };

const documents = createDocuments();

export const createFilingRegister = (tables: Tables): FilingRegister => ({
  read: async (caseIds, books) => {
    try {
      return success(await readSnapshot(tables, caseIds, books));
    } catch (error) {
      if (isPassing(error)) return failure({ code: "unavailable" });
      throw error;
    }
  },
  commit: async (plan) => {
    const { ofFilings, ofCounters } = filingWrites(tables, plan);
    try {
      const TransactItems = [...ofFilings.flat(), ...ofCounters];
      await documents.send(new TransactWriteCommand({ TransactItems }));
      return { code: "committed" };
    } catch (error) {
      return commitFailure(
        plan,
        ofFilings.map(({ length }) => length),
        error,
      );
    }
  },
  park: async (parking) => {
    try {
      await documents.send(parkCommand(tables, parking));
      return "parked";
    } catch (error) {
      if (isConditionFailure(error)) return "changed";
      if (isPassing(error)) return "unavailable";
      throw error;
    }
  },
});

const text = (key: Key): string => `${key.pk} ${key.sk}`;

const readSnapshot = async (
  tables: Tables,
  caseIds: readonly CaseId[],
  books: readonly BookAddress[],
): Promise<FilingSnapshot> => {
  const counterKeys = new Map<string, Key>();
  for (const { office, book, year } of books) {
    for (const key of [registryKeys.counter(office, book, year), registryKeys.arrivals(office, year)]) {
      counterKeys.set(text(key), key);
    }
  }
  const wanted: [string, Key[]][] = [
    [tables.casesTable, caseIds.map((id) => caseKeys.case(id))],
    [tables.registryTable, [...counterKeys.values()]],
  ];
  // DynamoDB refuses a table nothing is asked of.
  const asked = wanted.filter(([, keys]) => keys.length > 0);
  const items = await readAll(
    Object.fromEntries(asked.map(([table, Keys]) => [table, { Keys, ConsistentRead: true }])),
  );
  return {
    cases: new Map(
      caseIds.flatMap((id) => {
        const item = items.get(text(caseKeys.case(id)));
        return item ? [[id, readCase(item)]] : [];
      }),
    ),
    book: ({ office, book, year }) => {
      const item = items.get(text(registryKeys.counter(office, book, year)));
      return item && parseBookCounter(item);
    },
    arrivals: ({ office, year }) => {
      const item = items.get(text(registryKeys.arrivals(office, year)));
      return item && parseArrivalCounter(item);
    },
  };
};

/** A damaged case must not stop the others of its batch. */
const readCase = (item: Item): CaseRecord | "unreadable" => {
  try {
    return parseCaseItem(item);
  } catch {
    return "unreadable";
  }
};

class IncompleteReadError extends Error {
  override name = "ThrottlingException";
}

/** A busy table may answer a part only; a part is no basis for a number, so the rest is asked for again. */
const readAll = async (
  request: NonNullable<BatchGetCommandInput["RequestItems"]>,
): Promise<Map<string, Item>> => {
  const items = new Map<string, Item>();
  let open: BatchGetCommandInput["RequestItems"] = request;
  for (let round = 0; round < 4; round++) {
    const answer: BatchGetCommandOutput = await documents.send(new BatchGetCommand({ RequestItems: open }));
    for (const item of Object.values(answer.Responses ?? {}).flat()) items.set(text(item as Key), item);
    open = answer.UnprocessedKeys;
    if (!open || Object.keys(open).length === 0) return items;
  }
  throw new IncompleteReadError("DynamoDB kept leaving out a part of the batch");
};

/** `sizes`: how many writes of the transaction belong to each filing; those of the counters come after them. */
const commitFailure = (plan: FilingPlan, sizes: readonly number[], error: unknown): CommitOutcome => {
  const codes = cancellationCodes(error);
  if (codes) {
    if (codes.every(isPassingReason)) return { code: "read-again" };
    let from = 0;
    const refused = plan.filings.filter((_, index) => {
      const own = codes.slice(from, from + (sizes[index] ?? 0));
      from += own.length;
      return !own.every(isPassingReason);
    });
    if (refused.length > 0) return { code: "refused", caseIds: refused.map(({ caseId }) => caseId) };
    // A counter is refused: no case is to blame, and no case must be parked for it.
    throw error;
  }
  if (isInvalidRequest(error)) return { code: "refused", caseIds: [] };
  if (isPassing(error)) return { code: "read-again" };
  throw error;
};

const parkCommand = ({ casesTable }: Tables, { caseId, office, officeName, at }: Parking): UpdateCommand => {
  const { from, to } = transitions.park;
  const states = Object.fromEntries(from.map((state, index) => [`:from${index}`, state]));
  return new UpdateCommand({
    TableName: casesTable,
    Key: caseKeys.case(caseId),
    UpdateExpression:
      "SET #state = :to, updatedAt = :at, worklistKey = :list, worklistSort = :sort, " +
      "events = list_append(if_not_exists(events, :none), :events) " +
      "REMOVE pendingKey, pendingSince",
    ConditionExpression: `#state IN (${Object.keys(states).join(", ")})`,
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: {
      ...states,
      ":to": to,
      ":at": at,
      ":list": caseKeys.worklist(office, "review"),
      ":sort": `${toIsoInstant(at)}#${timePartOf(caseId)}`,
      ":none": [],
      ":events": [{ type: "parked", at, office: officeName }],
    },
  });
};
