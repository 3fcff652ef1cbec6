import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";

/** One code per write of the transaction, in its order; undefined when the error is another one. */
export const cancellationCodes = (error: unknown): readonly string[] | undefined =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).map(({ Code }) => Code ?? "None")
    : undefined;

export const isConditionFailure = (error: unknown): boolean =>
  error instanceof ConditionalCheckFailedException;

/** The request as such is refused, and would be again. */
export const isInvalidRequest = (error: unknown): boolean =>
  error instanceof DynamoDBServiceException && error.name === "ValidationException";

const busy: ReadonlySet<string> = new Set([
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "TransactionConflictException",
  "TransactionInProgressException",
]);

/**
 * Worth another try, later: a busy or failing service, a lost connection, no answer in time.
 * Not passing are the errors that say that we are wrong (no permission, no such table): those must be seen.
 */
export const isPassing = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (busy.has(error.name)) return true;
  return !(error instanceof DynamoDBServiceException) || error.$fault === "server";
};

const passingReasons: ReadonlySet<string> = new Set([
  "None",
  "ConditionalCheckFailed",
  "TransactionConflict",
  "ProvisionedThroughputExceeded",
  "ThrottlingError",
]);

/** Why a write of a transaction was not made: somebody else was faster, or the table is busy. Any other says something of the item. */
export const isPassingReason = (code: string): boolean => passingReasons.has(code);
