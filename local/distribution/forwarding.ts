import type { Deployment } from "../assembly/deployment.ts";
import { StartFailure } from "../failure.ts";
import { asList, isObject, type Json, type JsonObject } from "../json.ts";
import { cookiesOf, headerOf, withHeader, type Header, type ViewerRequest } from "./message.ts";

/** Which names of one kind (headers, cookies, query parameters) go on to the origin. */
type Selection = (name: string) => boolean;

/** What of a viewer's request an origin gets to see. */
export interface Forwarding {
  headers: Selection;
  cookies: Selection;
  queries: Selection;
  /** Encodings the cache keeps apart, and CloudFront therefore compresses with. */
  encodings: readonly Encoding[];
}

export type Encoding = "br" | "gzip";

const none: Selection = () => false;
const all: Selection = () => true;
const only =
  (...names: string[]): Selection =>
  (name) =>
    names.includes(name);

const both: readonly Encoding[] = ["br", "gzip"];

/** Source: CloudFront developer guide, "Use managed cache policies" and "Use managed origin request policies". */
const managedPolicies: Readonly<Record<string, Omit<Forwarding, "encodings"> & Partial<Forwarding>>> = {
  // CachingOptimized, CachingOptimizedForUncompressedObjects, CachingDisabled
  "658327ea-f89d-4fab-a63d-7e88639e58f6": { headers: none, cookies: none, queries: none, encodings: both },
  "b2884449-e4de-46a7-ac36-70bc7f1ddd6d": { headers: none, cookies: none, queries: none },
  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad": { headers: none, cookies: none, queries: none },
  // UseOriginCacheControlHeaders, …-QueryStrings
  "83da9c7e-98b4-4e11-a168-04f0df8e2c65": {
    headers: only("host", "origin"),
    cookies: all,
    queries: none,
    encodings: both,
  },
  "4cc15a8a-d715-48a4-82b8-cc0b614638fe": {
    headers: only("host", "origin"),
    cookies: all,
    queries: all,
    encodings: both,
  },
  // AllViewer, AllViewerExceptHostHeader
  "216adef6-5c7f-47e4-b989-5492eafa07d3": { headers: all, cookies: all, queries: all },
  "b689b0a8-53d0-40ab-baf2-68738e2966ac": { headers: (name) => name !== "host", cookies: all, queries: all },
  // CORS-S3Origin, CORS-CustomOrigin, UserAgentRefererHeaders
  "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf": {
    headers: only("origin", "access-control-request-headers", "access-control-request-method"),
    cookies: none,
    queries: none,
  },
  "59781a5b-3903-41f3-afcb-af62929ccde1": { headers: only("origin"), cookies: none, queries: none },
  "acba4595-bd28-49b8-b9fe-13317c0390fa": {
    headers: only("user-agent", "referer"),
    cookies: none,
    queries: none,
  },
};

const parseSelection = (config: Json | undefined, kind: "Header" | "Cookie" | "QueryString"): Selection => {
  if (!isObject(config)) return none;
  const names = asList(config[kind === "QueryString" ? "QueryStrings" : `${kind}s`]).map(String);
  const listed = kind === "Header" ? names.map((name) => name.toLowerCase()) : names;
  switch (config[`${kind}Behavior`]) {
    case "all":
    case "allViewer":
    case "allViewerAndWhitelistCloudFront":
      return all;
    case "whitelist":
      return only(...listed);
    case "allExcept":
      return (name) => !listed.includes(name);
    default:
      return none;
  }
};

const parsePolicy = (config: JsonObject): Forwarding => ({
  headers: parseSelection(config["HeadersConfig"], "Header"),
  cookies: parseSelection(config["CookiesConfig"], "Cookie"),
  queries: parseSelection(config["QueryStringsConfig"], "QueryString"),
  encodings: [
    ...(config["EnableAcceptEncodingBrotli"] === true ? (["br"] as const) : []),
    ...(config["EnableAcceptEncodingGzip"] === true ? (["gzip"] as const) : []),
  ],
});

const findPolicy = (deployment: Deployment, id: Json | undefined): Forwarding | undefined => {
  if (typeof id !== "string") return undefined;
  const managed = managedPolicies[id];
  if (managed) return { encodings: [], ...managed };
  const cache = deployment.find(id, "AWS::CloudFront::CachePolicy");
  const config = cache?.properties["CachePolicyConfig"];
  if (isObject(config)) return parsePolicy(config["ParametersInCacheKeyAndForwardedToOrigin"] as JsonObject);
  const own = deployment.find(id, "AWS::CloudFront::OriginRequestPolicy")?.properties[
    "OriginRequestPolicyConfig"
  ];
  if (isObject(own)) return parsePolicy(own);
  throw new StartFailure(
    `The local runtime does not know the CloudFront policy ${id}; see local/distribution/forwarding.ts.`,
  );
};

/** What is in the cache key goes to the origin, and what the origin request policy adds. */
export const planForwarding = (deployment: Deployment, behavior: JsonObject): Forwarding => {
  const policies = [behavior["CachePolicyId"], behavior["OriginRequestPolicyId"]]
    .map((id) => findPolicy(deployment, id))
    .filter((policy) => policy !== undefined);
  const any =
    (kind: "headers" | "cookies" | "queries"): Selection =>
    (name) =>
      policies.some((policy) => policy[kind](name));
  const encodings = policies.flatMap((policy) => policy.encodings);
  return { headers: any("headers"), cookies: any("cookies"), queries: any("queries"), encodings };
};

/** Always passed on: they say what the body is and what is wanted of it. */
const always: ReadonlySet<string> = new Set([
  "content-type",
  "content-length",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-unmodified-since",
  "range",
]);

/** The request as the origin gets it. `Host` is the origin's own unless a policy forwards the viewer's. */
export const forward = (
  request: ViewerRequest,
  forwarding: Forwarding,
  originHost: string,
): ViewerRequest => {
  const { headers: takesHeader, cookies: takesCookie, queries: takesQuery } = forwarding;
  const kept = request.headers.filter(
    ([name]) => name !== "cookie" && (always.has(name) || takesHeader(name)),
  );
  const cookies = cookiesOf(request.headers).filter((cookie) => takesCookie(cookie.split("=")[0] ?? ""));
  const query = request.query
    .split("&")
    .filter((pair) => pair !== "" && takesQuery(decodeURIComponent(pair.split("=")[0] ?? "")));
  const added: Header[] = [
    ["x-forwarded-for", [headerOf(kept, "x-forwarded-for"), request.ip].filter(Boolean).join(", ")],
    ["via", "1.1 local.cloudfront.net (CloudFront)"],
  ];
  const hosted = takesHeader("host") ? kept : withHeader(kept, "host", originHost);
  const agent = takesHeader("user-agent") ? hosted : withHeader(hosted, "user-agent", "Amazon CloudFront");
  const withAdded = added.reduce((headers, [name, value]) => withHeader(headers, name, value), agent);
  return {
    ...request,
    query: query.join("&"),
    headers: cookies.length > 0 ? withHeader(withAdded, "cookie", cookies.join("; ")) : withAdded,
  };
};
