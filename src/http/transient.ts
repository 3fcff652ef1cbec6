const TRANSIENT: ReadonlySet<string> = new Set([
  "InternalServerError",
  "LimitExceededException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ServiceUnavailable",
  "SlowDown",
  "ThrottlingException",
  "TimeoutError",
  "TooManyRequestsException",
  "TransactionConflictException",
  "TransactionInProgressException",
]);

const TRANSIENT_REASONS: ReadonlySet<string> = new Set([
  "None",
  "ProvisionedThroughputExceeded",
  "ThrottlingError",
  "TransactionConflict",
]);

interface ServiceError extends Error {
  CancellationReasons?: readonly { Code?: string }[];
}

/**
 * Whether trying again shortly can help: throttling, a conflict of transactions, a service's own 5xx, our
 * deadline. Told by the error's name, as the AWS SDK documents it, so that no client is imported for it.
 */
export const isTransient = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (error.name !== "TransactionCanceledException") return TRANSIENT.has(error.name);
  const reasons = (error as ServiceError).CancellationReasons ?? [];
  return reasons.length > 0 && reasons.every((reason) => TRANSIENT_REASONS.has(reason.Code ?? "None"));
};
