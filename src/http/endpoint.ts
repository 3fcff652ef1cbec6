import type { InferOutput } from "valibot";
import type { api, RouteContract, RouteName } from "../contract/api.ts";
import type { ProblemCode } from "../contract/problem.ts";
import type { Actor } from "../domain/acting/actor.ts";
import type { SystemActor } from "../domain/delivery/system-actor.ts";
import type { Result } from "../domain/result.ts";
import type { EpochSeconds } from "../domain/time.ts";

type Part<C extends RouteContract, K extends "params" | "query" | "body"> = C[K] extends infer S
  ? S extends NonNullable<RouteContract[K]>
    ? InferOutput<S>
    : undefined
  : undefined;

export interface EndpointRequest<Name extends RouteName> {
  params: Part<(typeof api)[Name], "params">;
  query: Part<(typeof api)[Name], "query">;
  body: Part<(typeof api)[Name], "body">;
  /** Who calls; set exactly when the route's access is `person`, `client` or `clerk`. Handlers never look for it in cookies. */
  principal: Actor;
  /** The specialist system that calls; set exactly when the route's access is `system`. */
  system: SystemActor;
  cookies: readonly string[];
  now: EpochSeconds;
  /** API Gateway's id of this request, for logs. */
  requestId: string;
}

export interface EndpointFailure {
  code: ProblemCode;
  /** A form's field errors, or those of another body: the path in it and a code the web has a sentence for. */
  errors?: readonly { field: string; code: string; params?: Readonly<Record<string, number>> }[];
  /** Seconds, for `too-busy` and `too-many-requests`. */
  retryAfter?: number;
  /** A fixed word that says more than the code; for the log alone. */
  reason?: string;
}

/** `body` is checked against the contract before it leaves; extra fields are dropped. */
export interface EndpointReply {
  body?: unknown;
  /** Instead of `body`, where the contract promises a file. */
  file?: Uint8Array;
  location?: string;
  setCookies?: readonly string[];
  /** The browser forgets what this origin left in it: cached answers, pages kept for "back", storage. */
  clearsSite?: boolean;
  /** Name of the file a browser saves the answer under. */
  fileName?: string;
}

export type Endpoint<Name extends RouteName> = (
  request: EndpointRequest<Name>,
) => Promise<Result<EndpointReply, EndpointFailure>>;
