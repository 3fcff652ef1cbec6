import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { cookiesOf } from "../distribution/message.ts";

/** A request as it reached the API. */
export interface ApiRequest {
  method: string;
  /** As sent, percent-encoded, without the query. */
  path: string;
  /** As sent, without the question mark. */
  query: string;
  /** In the order sent; lower-case names; a name may come more than once. */
  headers: readonly (readonly [name: string, value: string])[];
  body: Buffer;
  sourceIp: string;
}

export interface RouteMatch {
  routeKey: string;
  pathParameters: Readonly<Record<string, string>>;
}

export interface ApiIdentity {
  apiId: string;
  accountId: string;
  domainName: string;
  stage: string;
}

/** Whether a body of this content type reaches the function as text; everything else comes as base64. */
export const isTextType = (contentType: string | undefined): boolean => {
  if (contentType === undefined) return true;
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  return /^(text\/.*|application\/(json|javascript|xml|.*\+(json|xml)))$/.test(type);
};

const joined = (pairs: Iterable<readonly [string, string]>): Record<string, string> => {
  // Names are the client's choice, `__proto__` among them.
  const result = new Map<string, string>();
  for (const [name, value] of pairs) {
    const before = result.get(name);
    result.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(result);
};

const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** As in an access log: `12/Mar/2026:19:03:58 +0000`. */
const logTime = (at: Date): string => {
  const [date = "", time = ""] = at.toISOString().split("T");
  const [year, month, day] = date.split("-");
  return `${day}/${monthNames[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
};

/**
 * The event of a Lambda proxy integration in payload format 2.0. Cookies are taken out of the headers, repeated
 * headers and query parameters are joined with commas, the path arrives decoded, the query string as sent.
 * Source: API Gateway developer guide, "Create AWS Lambda proxy integrations for HTTP APIs".
 */
export const toEvent = (
  request: ApiRequest,
  match: RouteMatch,
  identity: ApiIdentity,
  requestId: string,
  at: Date,
): APIGatewayProxyEventV2 => {
  const headers: Record<string, string> = {
    ...joined(request.headers.filter(([name]) => name !== "cookie")),
    // What API Gateway adds; clients only reach it by HTTPS.
    "x-amzn-trace-id": `Root=1-${Math.floor(at.getTime() / 1000).toString(16)}-${requestId.replaceAll("-", "").slice(0, 24)}`,
    "x-forwarded-port": "443",
    "x-forwarded-proto": "https",
  };
  const cookies = cookiesOf(request.headers);
  const path = decodeURIComponent(request.path);
  const query = joined(new URLSearchParams(request.query));
  const text = isTextType(headers["content-type"]);
  return {
    version: "2.0",
    routeKey: match.routeKey,
    rawPath: path,
    rawQueryString: request.query,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(request.query !== "" && { queryStringParameters: query }),
    requestContext: {
      accountId: identity.accountId,
      apiId: identity.apiId,
      domainName: identity.domainName,
      domainPrefix: identity.domainName.split(".")[0] ?? "",
      http: {
        method: request.method,
        path,
        protocol: "HTTP/1.1",
        sourceIp: request.sourceIp,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId,
      routeKey: match.routeKey,
      stage: identity.stage,
      time: logTime(at),
      timeEpoch: at.getTime(),
    },
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: { ...match.pathParameters } }),
    ...(request.body.length > 0 && { body: request.body.toString(text ? "utf8" : "base64") }),
    isBase64Encoded: request.body.length > 0 && !text,
  };
};
