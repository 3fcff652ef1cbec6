import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import type { ApiHandler } from "../../src/http/api.ts";
import { SESSION_COOKIE } from "../../src/http/cookies.ts";

/** Calls a function's handler as API Gateway does. */

export const ORIGIN = "https://portal.example";
export const ORIGIN_KEY = "key-of-this-test";
/** Of the session most tests open. */
export const TOKEN = "t".repeat(43);
export const sessionCookieOf = (token: string): string => `${SESSION_COOKIE}=${token}`;
/** What a script of the portal's own pages sends along. */
export const fromThePortal = { "x-requested-with": "portal", "sec-fetch-site": "same-origin" };

export interface ApiCall {
  query?: string | Readonly<Record<string, string>>;
  params?: Readonly<Record<string, string>>;
  cookies?: readonly string[];
  headers?: Readonly<Record<string, string | undefined>>;
  body?: string | undefined;
}

/** What stands twice in the query becomes one value with a comma. */
const queryOf = (query: URLSearchParams): Record<string, string> =>
  Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name).join(",")]));

const eventOf = (
  routeKey: string,
  { query = {}, params, cookies = [], headers = fromThePortal, body }: ApiCall,
): APIGatewayProxyEventV2 => {
  const search = new URLSearchParams(query);
  return {
    routeKey,
    rawQueryString: search.toString(),
    queryStringParameters: queryOf(search),
    ...(params && { pathParameters: params }),
    cookies: [...cookies],
    headers: { ...headers, "x-origin-key": ORIGIN_KEY },
    body,
    requestContext: { requestId: "request-1" },
  } as unknown as APIGatewayProxyEventV2;
};

/** `text` is the body as it came, `body` what it says; undefined when there is none. */
export const callApi = async (handler: ApiHandler, routeKey: string, call: ApiCall = {}) => {
  const answer = await handler(eventOf(routeKey, call), {} as Context);
  const { statusCode = 0, headers = {}, cookies = [], body: text } = answer;
  return {
    status: statusCode,
    headers,
    location: headers["location"] as string | undefined,
    cookies,
    text,
    body: text === undefined ? undefined : (JSON.parse(text) as unknown),
  };
};
