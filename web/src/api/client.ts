import type { InferInput, InferOutput } from "valibot";
import type { api, RouteContract, RouteName } from "../../../src/contract/api.ts";
import type { Problem, ProblemCode } from "../../../src/contract/problem.ts";
import { failure, type Result, success } from "../../../src/domain/result.ts";
import { type Endpoint, type EndpointName, type Endpoints, isActivity, isRepeatable } from "./endpoints.ts";

/** What can go wrong with a call. `network` = no answer of the portal at all. */
export interface ApiFailure {
  code: ProblemCode | "network";
  requestId?: string;
  errors?: Problem["errors"];
}
export type ApiResult<T> = Result<T, ApiFailure>;

type Part<C extends RouteContract, K extends "params" | "query" | "body"> =
  C[K] extends NonNullable<RouteContract[K]> ? { [Name in K]: InferInput<C[K]> } : unknown;
type CallInput<N extends RouteName> = Part<(typeof api)[N], "params"> &
  Part<(typeof api)[N], "query"> &
  Part<(typeof api)[N], "body">;
type Response<C extends RouteContract> =
  C["response"] extends NonNullable<RouteContract["response"]>
    ? InferOutput<C["response"]>
    : C["file"] extends string
      ? Blob
      : undefined;
type CallOutput<N extends RouteName> = Response<(typeof api)[N]>;

export interface CallOptions {
  /** Lets the request outlive the page; for what is saved while the page goes away. */
  keepalive?: boolean;
}
/** Calls the routes of these names. */
export type CallOf<Names extends RouteName> = <N extends Names>(
  name: N,
  input: CallInput<N>,
  options?: CallOptions,
) => Promise<ApiResult<CallOutput<N>>>;
/** Calls what pages of many areas call. */
export type Call = CallOf<EndpointName>;

interface Input {
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string | undefined>>;
  body?: unknown;
}

export interface ClientPorts {
  fetch: (url: string, init: RequestInit) => Promise<Answer>;
  /** Resolves after so many milliseconds. */
  wait: (milliseconds: number) => Promise<void>;
}
/** The part of fetch's answer that is read. */
type Answer = Pick<globalThis.Response, "ok" | "status" | "headers" | "json" | "blob">;

const TIMEOUT = 30_000;
const ATTEMPTS = 3;
const LONGEST_WAIT = 5_000;

const addressOf = (template: string, input: Input): string => {
  const path = template.replace(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(input.params?.[key] ?? ""),
  );
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input.query ?? {}))
    if (value !== undefined) query.set(key, value);
  const search = query.toString();
  return search === "" ? path : `${path}?${search}`;
};

const readFailure = async (response: Answer): Promise<ApiFailure> => {
  // Not every refusal comes from our code: a gateway's own answer has no problem document.
  const problem = (await response.json().catch(() => undefined)) as Partial<Problem> | undefined;
  const code =
    problem?.code ?? (response.status === 503 || response.status === 429 ? "too-busy" : "unexpected");
  return {
    code,
    ...(problem?.requestId === undefined ? {} : { requestId: problem.requestId }),
    ...(problem?.errors === undefined ? {} : { errors: problem.errors }),
  };
};

/** An answer that broke off on its way is none: the page is going away, or the connection was lost. */
const readBody = async ([, , trait]: Endpoint, response: Answer): Promise<ApiResult<unknown>> => {
  try {
    return success(trait === "file" ? await response.blob() : await response.json());
  } catch {
    return failure({ code: "network" });
  }
};

const waitBefore = (attempt: number, response?: Answer): number => {
  const asked = Number(response?.headers.get("retry-after")) * 1000;
  const patience = 500 * 3 ** (attempt - 1);
  return Math.min(asked > 0 ? asked : patience, LONGEST_WAIT);
};

/**
 * Calls the API as the contract says. A repeatable call is tried up to three times when nothing answers or the
 * portal is too busy; every other outcome is returned at once. Never throws.
 */
export const createCall = <Names extends RouteName>(
  ports: ClientPorts,
  endpoints: Endpoints<Names>,
): CallOf<Names> => {
  const sendOnce = async (
    endpoint: Endpoint,
    input: Input,
    options: CallOptions,
  ): Promise<Answer | undefined> => {
    const [method, template, trait] = endpoint;
    try {
      return await ports.fetch(addressOf(template, input), {
        method,
        credentials: "same-origin",
        headers: {
          accept: trait === "file" ? "*/*" : "application/json",
          "x-requested-with": "portal",
          ...(input.body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
        ...(options.keepalive ? { keepalive: true } : { signal: AbortSignal.timeout(TIMEOUT) }),
      });
    } catch {
      return undefined;
    }
  };

  const call = async (name: Names, input: Input, options: CallOptions = {}): Promise<ApiResult<unknown>> => {
    const endpoint: Endpoint = endpoints[name];
    const attempts = isRepeatable(endpoint) && !options.keepalive ? ATTEMPTS : 1;
    for (let attempt = 1; ; attempt++) {
      const response = await sendOnce(endpoint, input, options);
      const again = attempt < attempts && (!response || response.status === 503);
      if (again) {
        await ports.wait(waitBefore(attempt, response));
        continue;
      }
      if (!response) return failure({ code: "network" });
      if (!response.ok) return failure(await readFailure(response));
      return response.status === 204 ? success(undefined) : readBody(endpoint, response);
    }
  };
  return call as CallOf<Names>;
};

/** Asks the person to continue or to log in; true = the session lives again, repeat the call. */
export type Recover = (code: "session-lapsed" | "session-ended" | "session-missing") => Promise<boolean>;

/** A call that met the end of the session waits for the person's decision and is then repeated, once. */
export const withRecovery = <Names extends RouteName>(
  call: CallOf<Names>,
  recover: Recover,
): CallOf<Names> => {
  const recovering = async <N extends Names>(
    name: N,
    input: CallInput<N>,
    options?: CallOptions,
  ): Promise<ApiResult<CallOutput<N>>> => {
    const first = await call(name, input, options);
    if (first.ok) return first;
    const { code } = first.failure;
    if (code !== "session-lapsed" && code !== "session-ended" && code !== "session-missing") return first;
    return (await recover(code)) ? call(name, input, options) : first;
  };
  return recovering;
};

interface ActivityPorts {
  noteActivity: (since: number) => void;
  whileSwitching: <T>(work: () => Promise<ApiResult<T>>) => Promise<ApiResult<T>>;
}

/** Tells the session of every call that the server took for activity, and of the one that changes whom it acts for. */
export const withActivity = <Names extends RouteName>(
  call: CallOf<Names>,
  session: ActivityPorts,
  now: () => number,
): CallOf<Names> => {
  const active = async <N extends Names>(
    name: N,
    input: CallInput<N>,
    options?: CallOptions,
  ): Promise<ApiResult<CallOutput<N>>> => {
    const since = now();
    const send = (): Promise<ApiResult<CallOutput<N>>> => call(name, input, options);
    const answer = await (name === "switchCapacity" ? session.whileSwitching(send) : send());
    if (answer.ok && isActivity(name)) session.noteActivity(since);
    return answer;
  };
  return active;
};
