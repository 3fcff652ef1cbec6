import { createContext, Script } from "node:vm";
import type { Resource } from "../assembly/deployment.ts";
import { StartFailure } from "../failure.ts";
import { asText, isObject, type Json, type JsonObject } from "../json.ts";
import { cookiesOf, withHeader, type Answer, type Header, type ViewerRequest } from "./message.ts";

/** A CloudFront Function of the template. Runs longer than its compute limit ever allows: it hangs. */
export interface EdgeFunction {
  name: string;
  run(event: object): Promise<JsonObject>;
}

/** Milliseconds. Far more than CloudFront gives: it ends endless loops, not slow functions on a busy machine. */
const timeLimit = 2_000;

/** Runs the template's own code in a fresh context per call, as CloudFront keeps nothing between calls. */
export const createEdgeFunction = (resource: Resource): EdgeFunction => {
  const code = asText(resource.properties["FunctionCode"]);
  if (/^\s*import\s/m.test(code)) {
    throw new StartFailure(
      `CloudFront function ${resource.logicalId} imports a module (a key value store); that does not run locally.`,
    );
  }
  const script = new Script(`${code}\n;Promise.resolve(handler(JSON.parse(event))).then(JSON.stringify)`, {
    filename: `${resource.logicalId}.js`,
  });
  return {
    name: resource.logicalId,
    run: async (event) => {
      const context = createContext({ event: JSON.stringify(event), console });
      const result: unknown = JSON.parse(String(await script.runInContext(context, { timeout: timeLimit })));
      if (!isObject(result)) throw new Error(`CloudFront function ${resource.logicalId} returned no object`);
      return result;
    },
  };
};

type Values = Record<string, { value: string; multiValue?: { value: string }[] }>;

const toValues = (pairs: Iterable<Header>): Values => {
  // Names are a viewer's choice, `__proto__` among them.
  const values = new Map<string, Values[string]>();
  for (const [name, value] of pairs) {
    const known = values.get(name);
    if (known) (known.multiValue ??= [{ value: known.value }]).push({ value });
    else values.set(name, { value });
  }
  return Object.fromEntries(values);
};

const fromValues = (values: Json | undefined): Header[] =>
  Object.entries(isObject(values) ? values : {}).flatMap(([name, entry]): Header[] => {
    if (!isObject(entry)) return [];
    const several = entry["multiValue"];
    if (!Array.isArray(several)) return [[name, asText(entry["value"])]];
    return (several as JsonObject[]).map((one): Header => [name, asText(one["value"])]);
  });

/** Header names come out in lower case, whatever the function wrote. */
const headersFrom = (values: Json | undefined): Header[] =>
  fromValues(values).map(([name, value]) => [name.toLowerCase(), value]);

const cookiePairs = (headers: readonly Header[]): Header[] =>
  cookiesOf(headers).map((cookie) => {
    const at = cookie.indexOf("=");
    return [cookie.slice(0, at), cookie.slice(at + 1)];
  });

const toRequest = (request: ViewerRequest): object => ({
  method: request.method,
  uri: request.path,
  querystring: toValues(new URLSearchParams(request.query)),
  headers: toValues(request.headers.filter(([name]) => name !== "cookie")),
  cookies: toValues(cookiePairs(request.headers)),
});

const eventOf = (eventType: string, request: ViewerRequest, more: object = {}): object => ({
  version: "1.0",
  context: { distributionDomainName: "localhost", distributionId: "local", eventType, requestId: "local" },
  viewer: { ip: request.ip },
  request: toRequest(request),
  ...more,
});

const toAnswer = (result: JsonObject): Answer => {
  const body = result["body"];
  const [text, encoding] = isObject(body)
    ? [asText(body["data"]), body["encoding"] === "base64" ? "base64" : "utf8"]
    : [typeof body === "string" ? body : "", "utf8"];
  const cookies = Object.entries(isObject(result["cookies"]) ? result["cookies"] : {}).map(
    ([name, cookie]): Header => {
      const { value = "", attributes = "" } = isObject(cookie) ? cookie : {};
      return ["set-cookie", `${name}=${asText(value)}${attributes === "" ? "" : `; ${asText(attributes)}`}`];
    },
  );
  return {
    status: Number(result["statusCode"]),
    headers: [...headersFrom(result["headers"]), ...cookies],
    body: Buffer.from(text, encoding as BufferEncoding),
  };
};

/** Runs a viewer-request function: gives the request to go on with, or the answer to give at once. */
export const onViewerRequest = async (
  edge: EdgeFunction,
  request: ViewerRequest,
): Promise<{ request: ViewerRequest } | { answer: Answer }> => {
  const result = await edge.run(eventOf("viewer-request", request));
  if ("statusCode" in result) return { answer: toAnswer(result) };
  const cookies = fromValues(result["cookies"]).map(([name, value]) => `${name}=${value}`);
  const headers = headersFrom(result["headers"]);
  const query = new URLSearchParams(fromValues(result["querystring"]).map(([name, value]) => [name, value]));
  const unchanged =
    JSON.stringify(result["querystring"]) === JSON.stringify(toValues(new URLSearchParams(request.query)));
  return {
    request: {
      ...request,
      path: asText(result["uri"]),
      query: unchanged ? request.query : query.toString(),
      headers: cookies.length > 0 ? withHeader(headers, "cookie", cookies.join("; ")) : headers,
    },
  };
};

/** Runs a viewer-response function, which may change status and headers, not the body. */
export const onViewerResponse = async (
  edge: EdgeFunction,
  request: ViewerRequest,
  answer: Answer,
): Promise<Answer> => {
  const response = {
    statusCode: answer.status,
    headers: toValues(answer.headers.filter(([name]) => name !== "set-cookie")),
    cookies: {},
  };
  const result = await edge.run(eventOf("viewer-response", request, { response }));
  const changed = toAnswer(result);
  const cookies = answer.headers.filter(([name]) => name === "set-cookie");
  return { ...changed, headers: [...changed.headers, ...cookies], body: answer.body };
};
