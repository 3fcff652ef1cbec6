import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { type Problem, problems } from "../contract/problem.ts";
import type { EndpointFailure } from "./endpoint.ts";

const RETRY_AFTER_SECONDS = 2;

/** RFC 9457 problem details of an expected failure; status and title come from the one table of the contract. */
export const problemResponse = (
  { code, errors, retryAfter = RETRY_AFTER_SECONDS }: EndpointFailure,
  requestId: string,
): APIGatewayProxyStructuredResultV2 => {
  const { status, title } = problems[code];
  const problem: Problem = {
    type: `/problems/${code}`,
    title,
    status,
    code,
    requestId,
    ...(errors && { errors: [...errors] }),
  };
  return {
    statusCode: status,
    headers: {
      "content-type": "application/problem+json",
      // RFC 6750, 3: how to authenticate.
      ...(status === 401 && code.startsWith("token-") && { "www-authenticate": "Bearer" }),
      ...((code === "too-busy" || code === "too-many-requests") && { "retry-after": String(retryAfter) }),
    },
    body: JSON.stringify(problem),
  };
};
