import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from "@aws-sdk/client-dynamodb";
import {
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { itemMet } from "./conditional.ts";
import { pauseBefore, type Table } from "./table.ts";

export type Operation = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** An operation whose condition did not hold, and the item it met (absent: there is none). */
export interface Refused {
  item?: Record<string, unknown>;
}

const ATTEMPTS = 6;

const refused = (stored: Parameters<typeof itemMet>[0]): Refused => {
  const item = itemMet(stored);
  return item ? { item } : {};
};

/** Whose conditions did not hold, if that is what the error says. */
const refusalsOf = (error: unknown): (Refused | undefined)[] => {
  if (error instanceof ConditionalCheckFailedException) return [refused(error.Item)];
  if (!(error instanceof TransactionCanceledException)) return [];
  return (error.CancellationReasons ?? []).map(({ Code, Item }) =>
    Code === "ConditionalCheckFailed" ? refused(Item) : undefined,
  );
};

const isConflict = (error: unknown): boolean =>
  error instanceof TransactionConflictException ||
  (error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some(({ Code }) => Code === "TransactionConflict"));

/** A single write is all or nothing by itself, and costs half of what it costs in a transaction. */
const send = ({ documents }: Table, operations: Operation[]): Promise<unknown> => {
  const [{ Put, Update } = {}, ...others] = operations;
  if (others.length === 0 && Put) return documents.send(new PutCommand(Put));
  if (others.length === 0 && Update) return documents.send(new UpdateCommand(Update));
  return documents.send(new TransactWriteCommand({ TransactItems: operations }));
};

/**
 * Writes all operations or none. Undefined: written. Otherwise, per operation, what its condition met.
 * Another transaction on the same item at the same moment is waited out; nothing was written then.
 * Throws when the outcome is unknown (timeout) or the store refuses for another reason.
 */
export const writeTogether = async (
  table: Table,
  operations: Operation[],
): Promise<(Refused | undefined)[] | undefined> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await send(table, operations);
      return undefined;
    } catch (error) {
      const refusals = refusalsOf(error);
      if (refusals.some((refusal) => refusal !== undefined)) return refusals;
      if (!isConflict(error) || attempt === ATTEMPTS) throw error;
      await pauseBefore(attempt);
    }
  }
};
