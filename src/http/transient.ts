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

const BROKEN_CONNECTION: ReadonlySet<unknown> = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"]);

interface ServiceError extends Error {
  /** Of a Node.js system error. */
  code?: string;
  /** Of an AWS service error: whose fault it is. */
  $fault?: "client" | "server";
  CancellationReasons?: readonly { Code?: string }[];
}

/**
 * Whether trying again shortly can help: throttling, a conflict of transactions, a service's own 5xx, a lost
 * connection, our deadline. Told by the error's name, as the AWS SDK documents it, so that no client is imported for it.
 */
export const isTransient = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const { name, code, $fault, CancellationReasons: reasons = [] }: ServiceError = error;
  if (name !== "TransactionCanceledException")
    return TRANSIENT.has(name) || $fault === "server" || BROKEN_CONNECTION.has(code);
  return reasons.length > 0 && reasons.every((reason) => TRANSIENT_REASONS.has(reason.Code ?? "None"));
};
