import type { Deployment, Resource } from "../assembly/deployment.ts";
import { StartFailure } from "../failure.ts";
import { wildcard } from "../gateway/iam.ts";
import type { Upstream } from "../gateway/wire.ts";
import type { HttpApi } from "../http-api/api.ts";
import { gatewayAnswer } from "../http-api/answer.ts";
import { asText, asList, isObject, type Json, type JsonObject } from "../json.ts";
import { headerOf, withHeader, type Answer, type Header, type ViewerRequest } from "./message.ts";

export interface Origin {
  host: string;
  fetch(request: ViewerRequest): Promise<Answer>;
}

export interface OriginServices {
  apis: readonly HttpApi[];
  s3: Upstream;
}

export const planOrigin = (deployment: Deployment, services: OriginServices, origin: JsonObject): Origin => {
  const host = asText(origin["DomainName"]);
  const prefix = typeof origin["OriginPath"] === "string" ? origin["OriginPath"] : "";
  const api = services.apis.find(({ domainNames }) => domainNames.includes(host));
  if (api) return { host, fetch: fetchFromApi(api, prefix, customHeaders(origin)) };
  const bucket = deployment
    .ofType("AWS::S3::Bucket")
    .find(({ attributes }) => [attributes["RegionalDomainName"], attributes["DomainName"]].includes(host));
  if (bucket) return bucketOrigin(deployment, bucket, services.s3, prefix);
  throw new StartFailure(
    `The distribution has an origin ${host}, which is neither a bucket nor an API of the template.`,
  );
};

/** What CloudFront adds to every request for the origin, in place of what the viewer sent under these names. */
const customHeaders = (origin: JsonObject): Header[] =>
  asList(origin["OriginCustomHeaders"]).flatMap((header): Header[] =>
    isObject(header) ? [[asText(header["HeaderName"]).toLowerCase(), asText(header["HeaderValue"])]] : [],
  );

const fetchFromApi =
  (api: HttpApi, prefix: string, added: readonly Header[]): Origin["fetch"] =>
  async (request) => {
    if (request.bodyTooLarge) return gatewayAnswer(413, "Request Entity Too Large");
    return api.handle({
      method: request.method,
      path: prefix + request.path,
      query: request.query,
      headers: added.reduce((headers, [name, value]) => withHeader(headers, name, value), request.headers),
      body: request.body,
      sourceIp: request.ip,
    });
  };

/** Whether the bucket's policy lets CloudFront do this. Which distribution it means is not looked at: there is one. */
const cloudFrontMay = (deployment: Deployment, bucket: Resource, action: string, resource: string): boolean =>
  deployment
    .ofType("AWS::S3::BucketPolicy")
    .filter(({ properties }) => properties["Bucket"] === bucket.ref)
    .flatMap(({ properties }) =>
      asList(isObject(properties["PolicyDocument"]) ? properties["PolicyDocument"]["Statement"] : []),
    )
    .some((statement) => isObject(statement) && allowsCloudFront(statement, action, resource));

const matches = (patterns: Json | undefined, value: string): boolean =>
  asList(patterns).some((pattern) => wildcard(asText(pattern), "i").test(value));

const allowsCloudFront = (statement: JsonObject, action: string, resource: string): boolean => {
  const { Effect, Principal, Action, Resource } = statement;
  const principals = isObject(Principal)
    ? [...asList(Principal["Service"]), ...asList(Principal["CanonicalUser"])]
    : [];
  return (
    Effect === "Allow" &&
    (principals.includes("cloudfront.amazonaws.com") ||
      (isObject(Principal) && "CanonicalUser" in Principal)) &&
    matches(Action, action) &&
    matches(Resource, resource)
  );
};

const accessDenied: Answer = {
  status: 403,
  headers: [["content-type", "application/xml"]],
  body: Buffer.from("<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"),
};

const passedOn = ["if-none-match", "if-match", "if-modified-since", "if-unmodified-since", "range"];
/** What S3 says only to itself stays behind. */
const kept =
  /^(content-(type|length|range|language|disposition|encoding)|etag|last-modified|cache-control|expires)$/;

/** S3 takes a key as it stands; the emulator's HTTP layer would walk up with it, out of the bucket. */
const walksUp = (key: string): boolean =>
  decodeURIComponent(key)
    .split(/[/\\]/)
    .some((part) => part === "." || part === "..");

const bucketOrigin = (deployment: Deployment, bucket: Resource, s3: Upstream, prefix: string): Origin => {
  const arn = bucket.attributes["Arn"] ?? "";
  const mayList = cloudFrontMay(deployment, bucket, "s3:ListBucket", arn);
  return {
    host: String(bucket.attributes["RegionalDomainName"]),
    fetch: async (request) => {
      const key = (prefix + request.path).replace(/^\//, "");
      if (walksUp(key)) return accessDenied;
      const mayRead = cloudFrontMay(deployment, bucket, "s3:GetObject", `${arn}/${decodeURIComponent(key)}`);
      if (!mayRead || key === "" || !["GET", "HEAD"].includes(request.method)) return accessDenied;
      const headers = passedOn.flatMap((name): Header[] => {
        const value = headerOf(request.headers, name);
        // Compressing made the tag weak; the bucket knows the strong one.
        return value === undefined ? [] : [[name, value.replace(/^W\//, "")]];
      });
      const answer = await s3({
        method: "GET",
        url: `/${bucket.name}/${key}`,
        headers: Object.fromEntries(headers),
        body: Buffer.alloc(0),
      });
      if (answer.status === 404 && !mayList) return accessDenied;
      const shown = Object.entries(answer.headers).filter(
        ([name]) => kept.test(name) && name !== "content-length",
      );
      return { status: answer.status, headers: shown, body: answer.body };
    },
  };
};
