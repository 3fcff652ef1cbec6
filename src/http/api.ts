import middy, { type MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import * as v from "valibot";
import { type FunctionName, functions } from "../../functions/manifest.ts";
import type { Access, Route } from "../../functions/manifest/definition.ts";
import { api, type RouteContract, type RouteName } from "../contract/api.ts";
import { problems } from "../contract/problem.ts";
import type { Actor } from "../domain/acting/actor.ts";
import type { SystemActor } from "../domain/delivery/system-actor.ts";
import type { Result } from "../domain/result.ts";
import { isOfOne } from "../domain/settlement/settlement.ts";
import type { EpochSeconds } from "../domain/time.ts";
import { oddityOf, readToken, SESSION_COOKIE } from "./cookies.ts";
import type { Endpoint, EndpointFailure, EndpointReply } from "./endpoint.ts";
import { comesFromPortal, strictHeaders } from "./headers.ts";
import { damagedObject, describeError, type Log } from "./log.ts";
import { createOriginKeyCheck, ORIGIN_KEY_HEADER } from "./origin-key.ts";
import { problemResponse } from "./problem.ts";
import { type RequestInput, readInput } from "./request.ts";
import { isTransient } from "./transient.ts";

type HttpFunction = {
  [F in FunctionName]: (typeof functions)[F]["trigger"] extends "http" ? F : never;
}[FunctionName];
type RouteNameOf<F extends HttpFunction> = keyof (typeof functions)[F]["routes"] & RouteName;

/** Access that needs an active session. */
export type SessionAccess = Extract<Access, "person" | "client" | "clerk">;

type SessionRefusal =
  | "session-missing"
  | "session-lapsed"
  | "session-ended"
  | "mandate-revoked"
  | "mandate-ended"
  | "representation-ended"
  | "not-a-clerk"
  | "too-busy";

const needsSession = (access: Access): access is SessionAccess =>
  access === "person" || access === "client" || access === "clerk";

/** The session check of `src/app/session/session-gate.ts`, as the HTTP layer sees it. */
export interface Sessions {
  check(
    token: string | undefined,
    now: EpochSeconds,
    access: SessionAccess,
  ): Promise<Result<Actor, { code: SessionRefusal }>>;
}

/** The check of access tokens (src/adapters/oidc/system-tokens.ts). */
export interface Systems {
  check(
    authorization: string | undefined,
  ): Promise<Result<SystemActor, { code: "token-missing" | "token-invalid" | "too-busy" }>>;
}

export interface ApiOptions<F extends HttpFunction> {
  functionName: F;
  /** One per route of the function in the manifest; a missing one does not compile. */
  endpoints: { [Name in RouteNameOf<F>]: Endpoint<Name> };
  sessions: Sessions;
  /** Of functions with `system` routes. */
  systems?: Systems;
  /** The portal's own origin, `https://portal.example.hu`. */
  origin: string;
  /** What proves that a request came through CloudFront (`ORIGIN_KEY`). */
  originKey: string;
  clock: () => EpochSeconds;
  logger: Log;
}

type Event = APIGatewayProxyEventV2;
type Answer = APIGatewayProxyStructuredResultV2;
export type ApiHandler = (event: Event, context: Context) => Promise<Answer>;

/** An endpoint after its types have done their work: the contract is checked at run time from here on. */
type AnyEndpoint = (
  request: RequestInput & {
    principal: Actor | undefined;
    system: SystemActor | undefined;
    cookies: readonly string[];
    now: EpochSeconds;
    requestId: string;
  },
) => Promise<Result<EndpointReply, EndpointFailure>>;

interface KnownRoute extends Route {
  name: RouteName;
  contract: RouteContract;
  endpoint: AnyEndpoint;
}

/** Keyed as API Gateway names a route in the event: `GET /api/cases/{caseId}`. */
const knownRoutes = <F extends HttpFunction>(options: ApiOptions<F>): Map<string, KnownRoute> => {
  const routes: Readonly<Record<string, Route>> = functions[options.functionName].routes;
  const endpoints = options.endpoints as unknown as Readonly<Record<RouteName, AnyEndpoint>>;
  return new Map(
    (Object.keys(routes) as RouteName[]).map((name) => {
      const route = routes[name] as Route;
      const known: KnownRoute = { ...route, name, contract: api[name], endpoint: endpoints[name] };
      return [`${route.method} ${route.path}`, known];
    }),
  );
};

/** Only visible ASCII reaches a header: a line break in a Location would be a second header. */
const headerValue = (value: string): string => {
  if (!/^[\x21-\x7e]+$/.test(value)) throw new Error("A header value holds forbidden characters");
  return value;
};

/**
 * Without "cookies": that would reach every host of the same registrable domain, such as the municipality's own
 * website. Ours are taken back one by one.
 */
const CLEAR_SITE_DATA = '"cache", "storage"';

/** JSON through its schema, so that no field leaves that the contract does not name; or a file as it is. */
const content = ({ response, file }: RouteContract, reply: EndpointReply): Partial<Answer> => {
  if (response) return { body: JSON.stringify(v.parse(response, reply.body)) };
  if (!file) return {};
  if (!reply.file) throw new Error("The contract promises a file");
  // API Gateway carries text; it turns this back into bytes.
  return { body: Buffer.from(reply.file).toString("base64"), isBase64Encoded: true };
};

const success = (contract: RouteContract, reply: EndpointReply): Answer => ({
  statusCode: contract.status,
  headers: {
    ...(contract.response && { "content-type": "application/json" }),
    ...(contract.file && { "content-type": contract.file }),
    ...(reply.clearsSite && { "clear-site-data": CLEAR_SITE_DATA }),
    ...(reply.location !== undefined && { location: headerValue(reply.location) }),
    ...(reply.fileName !== undefined && {
      "content-disposition": `attachment; filename="${headerValue(reply.fileName)}"`,
    }),
  },
  ...(reply.setCookies && { cookies: [...reply.setCookies] }),
  ...content(contract, reply),
});

/** Nobody's session: was there no cookie, or one that is not ours? */
const reasonFor = (code: string, cookies: readonly string[]): { reason?: string } => {
  const oddity = code === "session-missing" ? oddityOf(cookies, SESSION_COOKIE) : undefined;
  return oddity === undefined ? {} : { reason: oddity };
};

/** Machines send no header of a page; what they send instead is checked with the route. */
const isForMachines = (access: Access): boolean => access === "broker" || access === "system";

const checkSystem = (
  { systems }: Pick<ApiOptions<HttpFunction>, "systems">,
  authorization: string | undefined,
): ReturnType<Systems["check"]> => {
  if (!systems) throw new Error("A function with routes for systems needs their check");
  return systems.check(authorization);
};

const createDispatch = <F extends HttpFunction>(options: ApiOptions<F>) => {
  const { clock, logger, origin, sessions } = options;
  const routes = knownRoutes(options);
  const cameThroughCloudFront = createOriginKeyCheck(options.originKey);

  const refuse = (refusal: EndpointFailure, event: Event): Answer => {
    const { requestId } = event.requestContext;
    const { status } = problems[refusal.code];
    const { code, reason } = refusal;
    logger.warn("refused", {
      requestId,
      route: event.routeKey,
      status,
      code,
      ...(reason !== undefined && { reason }),
    });
    return problemResponse(refusal, requestId);
  };

  return async (event: Event): Promise<Answer> => {
    const { requestId } = event.requestContext;
    const now = clock();
    const cookies = event.cookies ?? [];
    if (!cameThroughCloudFront(event.headers[ORIGIN_KEY_HEADER]))
      return refuse({ code: "forbidden-origin", reason: "origin-key" }, event);
    const route = routes.get(event.routeKey);
    if (!route) return refuse({ code: "not-found" }, event);
    if (!isForMachines(route.access) && !comesFromPortal(route.method, event.headers, origin))
      return refuse({ code: "forbidden-origin", reason: "not-own-page" }, event);
    const session = needsSession(route.access)
      ? await sessions.check(readToken(cookies, SESSION_COOKIE), now, route.access)
      : undefined;
    if (session && !session.ok)
      return refuse({ ...session.failure, ...reasonFor(session.failure.code, cookies) }, event);
    const system =
      route.access === "system" ? await checkSystem(options, event.headers["authorization"]) : undefined;
    if (system && !system.ok) return refuse(system.failure, event);
    const input = readInput(route.contract, event);
    if (!input.ok) return refuse(input.failure, event);
    const outcome = await route.endpoint({
      ...input.value,
      principal: session?.value,
      system: system?.value,
      cookies,
      now,
      requestId,
    });
    if (!outcome.ok) return refuse(outcome.failure, event);
    logger.info("answered", { requestId, route: event.routeKey, status: route.contract.status });
    return success(route.contract, outcome.value);
  };
};

type ApiMiddleware = MiddlewareObj<Event, Answer>;

/** Told by the error's name: it is thrown deep below, by whatever reads the catalogue. */
const codeOf = (error: unknown): "nothing-published" | "catalogue-damaged" | "too-busy" | "unexpected" => {
  const damaged = damagedObject(error);
  if (damaged !== undefined && isOfOne(damaged)) return "catalogue-damaged";
  if (error instanceof Error && error.name === "NothingPublished") return "nothing-published";
  return isTransient(error) ? "too-busy" : "unexpected";
};

/** What nobody expected: an opaque 500 with the request's id, or 503 where trying again can help, or the region is not open yet. */
const problemForErrors = (logger: Log): ApiMiddleware => ({
  onError: (request) => {
    const { requestId } = request.event.requestContext;
    const code = codeOf(request.error);
    logger.error("failed", {
      requestId,
      route: request.event.routeKey,
      code,
      ...describeError(request.error),
    });
    request.response = problemResponse({ code }, requestId);
  },
});

const addStrictHeaders = (request: { response: Answer | null }): void => {
  if (request.response) request.response.headers = { ...request.response.headers, ...strictHeaders };
};

/**
 * The handler of an HTTP function. Order: came through CloudFront → known route → request made by the portal's own
 * page → session, or access token of a specialist system → body, path and query against the contract → endpoint →
 * response through its schema. Every answer carries the strict headers; shortly before Lambda's time limit the client
 * gets a 503 instead of a gateway error.
 */
export const createApi = <F extends HttpFunction>(options: ApiOptions<F>): ApiHandler =>
  middy<Event, Answer>({ timeoutEarlyInMillis: 250 })
    .use({ after: addStrictHeaders, onError: addStrictHeaders })
    .use(problemForErrors(options.logger))
    .handler(createDispatch(options));
