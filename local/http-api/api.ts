import { asText } from "../json.ts";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Deployment, Resource } from "../assembly/deployment.ts";
import type { LocalClock } from "../clock/local-clock.ts";
import { StartFailure } from "../failure.ts";
import type { FunctionPool } from "../lambda/pool.ts";
import { fromResult, gatewayAnswer, internalServerError, type HttpAnswer } from "./answer.ts";
import { toEvent, type ApiIdentity, type ApiRequest } from "./event.ts";
import { createRouter, type Route } from "./router.ts";

/** An HTTP API of the template: takes a request, gives the answer. */
export interface HttpApi {
  /** Host names it answers at: its own unless that is closed, and those mapped to it. */
  domainNames: readonly string[];
  handle(request: ApiRequest): Promise<HttpAnswer>;
}

/** Longest request body an HTTP API takes, bytes. */
export const apiBodyLimit = 10 * 1024 * 1024;
/** Longest an integration may take, milliseconds. */
const integrationLimit = 30_000;
/** Longest event a synchronous invocation takes, and longest result it gives, bytes. */
const lambdaPayloadLimit = 6 * 1024 * 1024;

/** Longest request line and header values together, bytes. */
const headLimit = 10_240;

const headTooLarge = gatewayAnswer(431, "Request Header Fields Too Large");
const tooLarge = gatewayAnswer(413, "Request Entity Too Large");
const notFound = gatewayAnswer(404, "Not Found");
const unavailable = gatewayAnswer(503, "Service Unavailable");

export const planApis = (
  deployment: Deployment,
  pools: readonly FunctionPool[],
  clock: LocalClock,
): HttpApi[] =>
  deployment.ofType("AWS::ApiGatewayV2::Api").map((api) => {
    if (api.properties["ProtocolType"] !== "HTTP") {
      throw new StartFailure(
        `${api.logicalId} is a ${asText(api.properties["ProtocolType"])} API; only HTTP APIs run locally.`,
      );
    }
    const stage = deployment
      .ofType("AWS::ApiGatewayV2::Stage")
      .find(({ properties }) => properties["ApiId"] === api.ref);
    if (stage?.name !== "$default") {
      throw new StartFailure(
        `HTTP API ${api.logicalId} needs a $default stage; other stage names do not run locally.`,
      );
    }
    const routes = deployment
      .ofType("AWS::ApiGatewayV2::Route")
      .filter(({ properties }) => properties["ApiId"] === api.ref)
      .map((route) => planRoute(deployment, pools, route));
    const domainNames = domainNamesOf(deployment, api);
    const [domainName = ""] = domainNames;
    const identity = { apiId: api.ref, accountId: deployment.place.account, domainName, stage: stage.name };
    return { domainNames, handle: createHandler(identity, routes, clock) };
  });

const domainNamesOf = (deployment: Deployment, api: Resource): string[] => {
  const own = `${api.ref}.execute-api.${deployment.place.region}.amazonaws.com`;
  const mapped = deployment
    .ofType("AWS::ApiGatewayV2::ApiMapping")
    .filter(({ properties }) => properties["ApiId"] === api.ref)
    .map(({ logicalId, properties }) => {
      if (asText(properties["ApiMappingKey"]) === "") return asText(properties["DomainName"]);
      throw new StartFailure(`${logicalId} maps an API to a path, which does not run locally.`);
    });
  return [...mapped, ...(api.properties["DisableExecuteApiEndpoint"] === true ? [] : [own])];
};

const planRoute = (
  deployment: Deployment,
  pools: readonly FunctionPool[],
  route: Resource,
): Route<FunctionPool> => {
  const { RouteKey, Target, AuthorizationType } = route.properties;
  const integration = deployment.find(
    asText(Target).replace("integrations/", ""),
    "AWS::ApiGatewayV2::Integration",
  );
  const uri = integration?.properties["IntegrationUri"];
  const pool = pools.find(({ definition }) => asText(uri).includes(definition.arn));
  const what = `Route ${asText(RouteKey)} (${route.logicalId})`;
  if (AuthorizationType !== undefined && AuthorizationType !== "NONE") {
    throw new StartFailure(
      `${what} uses ${asText(AuthorizationType)} authorization, which does not run locally.`,
    );
  }
  if (!pool) throw new StartFailure(`${what} leads to ${asText(uri)}, which is no function of the template.`);
  if (integration?.properties["PayloadFormatVersion"] !== "2.0") {
    throw new StartFailure(`${what} does not use payload format 2.0, the only one that runs locally.`);
  }
  return { routeKey: asText(RouteKey), target: pool };
};

const createHandler = (
  identity: ApiIdentity,
  routes: readonly Route<FunctionPool>[],
  clock: LocalClock,
): HttpApi["handle"] => {
  const route = createRouter(routes);
  return async (request) => {
    if (request.body.length > apiBodyLimit) return tooLarge;
    if (headSize(request) > headLimit) return headTooLarge;
    const path = decodePath(request.path);
    if (path === undefined) return gatewayAnswer(400, "Bad Request");
    const match = route(request.method, path);
    if (!match) return notFound;
    const requestId = randomUUID();
    const event = toEvent(request, match, identity, requestId, clock.now());
    if (Buffer.byteLength(JSON.stringify(event)) > lambdaPayloadLimit) return tooLarge;
    const answer = await integrate(match.target, event);
    return { ...answer, headers: [...answer.headers, ["apigw-requestid", requestId]] };
  };
};

const headSize = ({ method, path, query, headers }: ApiRequest): number =>
  headers.reduce((size, [, value]) => size + Buffer.byteLength(value), `${method} ${path}?${query}`.length);

const decodePath = (path: string): string | undefined => {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
};

const integrate = async (pool: FunctionPool, event: unknown): Promise<HttpAnswer> => {
  const abort = new AbortController();
  const outcome = await Promise.race([
    pool.invoke(event),
    sleep(integrationLimit, "too slow" as const, { signal: abort.signal }),
  ]);
  abort.abort();
  if (outcome === "too slow") return unavailable;
  // A function that ends at its own timeout has failed like any other.
  if (!outcome.ok || Buffer.byteLength(outcome.payload) > lambdaPayloadLimit) return internalServerError;
  return fromResult(outcome.payload);
};
