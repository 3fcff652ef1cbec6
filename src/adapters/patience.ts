/**
 * Client options: how long (milliseconds) one try of a call to AWS may take, and how long its answer may stand still, which
 * is tried `maxAttempts` times in all where trying again can help. By itself the SDK waits for ever. Choose both so that the
 * function still has time for an orderly answer afterwards.
 */
export const patience = (milliseconds: number, maxAttempts: number) => ({
  requestHandler: {
    connectionTimeout: 1_000,
    requestTimeout: milliseconds,
    // The request's time ends with the head of the answer.
    socketTimeout: milliseconds,
    throwOnRequestTimeout: true,
  },
  maxAttempts,
});
