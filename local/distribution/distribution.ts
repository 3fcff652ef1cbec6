import type { Deployment, Resource } from "../assembly/deployment.ts";
import { StartFailure } from "../failure.ts";
import { wildcard } from "../gateway/iam.ts";
import { asText, asList, isObject, type JsonObject } from "../json.ts";
import { compressAnswer } from "./compression.ts";
import { createEdgeFunction, onViewerRequest, onViewerResponse, type EdgeFunction } from "./edge-function.ts";
import { forward, planForwarding, type Forwarding } from "./forwarding.ts";
import { errorAnswer, headerOf, type Answer, type ViewerRequest } from "./message.ts";
import { planOrigin, type Origin, type OriginServices } from "./origins.ts";
import {
  applyResponseHeaders,
  parseResponseHeadersPolicy,
  type ResponseHeadersPolicy,
} from "./response-headers.ts";

interface Behavior {
  matches(path: string): boolean;
  allowedMethods: readonly string[];
  compress: boolean;
  origin: Origin;
  forwarding: Forwarding;
  onRequest: EdgeFunction | undefined;
  onResponse: EdgeFunction | undefined;
  headersPolicy: ResponseHeadersPolicy | undefined;
}

interface ErrorPage {
  status: number;
  page: string | undefined;
  answeredAs: number;
}

/** The template's CloudFront distribution as a function from request to answer. Nothing is cached. */
export type Distribution = (request: ViewerRequest) => Promise<Answer>;

export const planDistribution = (deployment: Deployment, services: OriginServices): Distribution => {
  const [resource, ...others] = deployment.ofType("AWS::CloudFront::Distribution");
  if (!resource) throw new StartFailure("The template has no CloudFront distribution to serve.");
  if (others.length > 0)
    throw new StartFailure("The template has several distributions; one can be served locally.");
  const config = resource.properties["DistributionConfig"];
  if (!isObject(config)) throw new StartFailure(`Distribution ${resource.logicalId} has no configuration.`);
  const origins = planOrigins(deployment, services, config);
  const planBehavior = (behavior: JsonObject) => plan(deployment, origins, resource, behavior);
  const listed = (asList(config["CacheBehaviors"]) as readonly JsonObject[]).map(planBehavior);
  const behaviors = [...listed, planBehavior(config["DefaultCacheBehavior"] as JsonObject)];
  const root = typeof config["DefaultRootObject"] === "string" ? config["DefaultRootObject"] : undefined;
  return serve(behaviors, root, planErrorPages(config));
};

const planOrigins = (
  deployment: Deployment,
  services: OriginServices,
  config: JsonObject,
): Map<string, Origin> =>
  new Map(
    (asList(config["Origins"]) as readonly JsonObject[]).map((origin) => [
      asText(origin["Id"]),
      planOrigin(deployment, services, origin),
    ]),
  );

const planErrorPages = (config: JsonObject): ErrorPage[] =>
  (asList(config["CustomErrorResponses"]) as readonly JsonObject[]).map((response) => ({
    status: Number(response["ErrorCode"]),
    page: typeof response["ResponsePagePath"] === "string" ? response["ResponsePagePath"] : undefined,
    answeredAs: Number(response["ResponseCode"] ?? response["ErrorCode"]),
  }));

const plan = (
  deployment: Deployment,
  origins: ReadonlyMap<string, Origin>,
  distribution: Resource,
  behavior: JsonObject,
): Behavior => {
  const { PathPattern, TargetOriginId, ResponseHeadersPolicyId, AllowedMethods, Compress } = behavior;
  const origin = origins.get(asText(TargetOriginId));
  if (!origin)
    throw new StartFailure(`Distribution ${distribution.logicalId} has no origin ${asText(TargetOriginId)}.`);
  if (asList(behavior["LambdaFunctionAssociations"]).length > 0) {
    throw new StartFailure(
      `Distribution ${distribution.logicalId} uses Lambda@Edge, which does not run locally.`,
    );
  }
  const pattern =
    PathPattern === undefined ? undefined : wildcard(asText(PathPattern).replace(/^(?![/*])/, "/"));
  return {
    matches: (path) => pattern === undefined || pattern.test(path),
    allowedMethods: AllowedMethods === undefined ? ["GET", "HEAD"] : asList(AllowedMethods).map(asText),
    compress: Compress === true,
    origin,
    forwarding: planForwarding(deployment, behavior),
    onRequest: edgeFunction(deployment, behavior, "viewer-request"),
    onResponse: edgeFunction(deployment, behavior, "viewer-response"),
    headersPolicy: headersPolicy(deployment, ResponseHeadersPolicyId),
  };
};

const edgeFunction = (
  deployment: Deployment,
  behavior: JsonObject,
  eventType: string,
): EdgeFunction | undefined => {
  const associations = asList(behavior["FunctionAssociations"]) as readonly JsonObject[];
  const association = associations.find((one) => one["EventType"] === eventType);
  if (!association) return undefined;
  const resource = deployment.find(association["FunctionARN"], "AWS::CloudFront::Function");
  if (!resource)
    throw new StartFailure(
      `CloudFront function ${asText(association["FunctionARN"])} is not in the template.`,
    );
  return createEdgeFunction(resource);
};

const headersPolicy = (
  deployment: Deployment,
  id: JsonObject[string] | undefined,
): ResponseHeadersPolicy | undefined => {
  if (id === undefined) return undefined;
  const resource = deployment.find(id, "AWS::CloudFront::ResponseHeadersPolicy");
  if (!resource)
    throw new StartFailure(`The local runtime does not know the response headers policy ${asText(id)}.`);
  return parseResponseHeadersPolicy(resource);
};

const notAllowed = errorAnswer(
  403,
  "The request could not be satisfied",
  "This method is not allowed for this address.",
);
const broken = errorAnswer(503, "The request could not be satisfied", "The function at the edge failed.");

const serve = (
  behaviors: readonly Behavior[],
  root: string | undefined,
  errorPages: readonly ErrorPage[],
): Distribution => {
  const choose = (path: string) => behaviors.find((behavior) => behavior.matches(path)) as Behavior;

  const fromOrigin = async (behavior: Behavior, request: ViewerRequest): Promise<Answer> => {
    const atRoot = request.path === "/" && root !== undefined;
    const wanted = atRoot ? { ...request, path: `/${root}` } : request;
    const answer = await behavior.origin.fetch(forward(wanted, behavior.forwarding, behavior.origin.host));
    const page = errorPages.find(({ status }) => status === answer.status);
    if (page?.page === undefined) return answer;
    const target = choose(page.page);
    const asked = { ...request, method: "GET", path: page.page, query: "", body: Buffer.alloc(0) };
    const shown = await target.origin.fetch(forward(asked, target.forwarding, target.origin.host));
    return { ...shown, status: page.answeredAs };
  };

  return async (viewer) => {
    const behavior = choose(viewer.path);
    if (!behavior.allowedMethods.includes(viewer.method)) return notAllowed;
    const result =
      behavior.onRequest && (await onViewerRequest(behavior.onRequest, viewer).catch(() => undefined));
    if (behavior.onRequest && !result) return broken;
    const request = result && "request" in result ? result.request : viewer;
    const original = result && "answer" in result ? result.answer : await fromOrigin(behavior, request);
    const accepted = headerOf(viewer.headers, "accept-encoding") ?? "";
    const answer = behavior.compress
      ? await compressAnswer(original, accepted, behavior.forwarding.encodings)
      : original;
    const headed = { ...answer, headers: applyResponseHeaders(behavior.headersPolicy, answer.headers) };
    return behavior.onResponse ? onViewerResponse(behavior.onResponse, viewer, headed) : headed;
  };
};
