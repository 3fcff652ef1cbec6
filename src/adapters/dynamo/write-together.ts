import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { itemMet } from "./conditional.ts";
import { pauseBefore, type Table } from "./table.ts";

export type Operation = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** An operation whose condition did not hold, and the item it met (absent: there is none). */
export interface Refused {
  item?: Record<string, unknown>;
}

const ATTEMPTS = 6;

const refusalsOf = ({ CancellationReasons = [] }: TransactionCanceledException): (Refused | undefined)[] =>
  CancellationReasons.map(({ Code, Item }) => {
    if (Code !== "ConditionalCheckFailed") return undefined;
    const item = itemMet(Item);
    return item ? { item } : {};
  });

const isConflict = ({ CancellationReasons = [] }: TransactionCanceledException): boolean =>
  CancellationReasons.some(({ Code }) => Code === "TransactionConflict");

/**
 * Writes all operations or none. Undefined: written. Otherwise, per operation, what its condition met.
 * Another transaction on the same item at the same moment is waited out; nothing was written then.
 * Throws when the outcome is unknown (timeout) or the store refuses for another reason.
 */
export const writeTogether = async (
  { documents }: Table,
  operations: Operation[],
): Promise<(Refused | undefined)[] | undefined> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await documents.send(new TransactWriteCommand({ TransactItems: operations }));
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const refusals = refusalsOf(error);
      if (refusals.some((refused) => refused !== undefined)) return refusals;
      if (!isConflict(error) || attempt === ATTEMPTS) throw error;
      await pauseBefore(attempt);
    }
  }
};
