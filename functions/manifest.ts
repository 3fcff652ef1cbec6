import { clientFunctions } from "./manifest/clients.ts";
import type { FunctionDefinition } from "./manifest/definition.ts";
import { officeFunctions } from "./manifest/offices.ts";
import { workerFunctions } from "./manifest/workers.ts";

/**
 * The single source of functions, routes, triggers, environment keys and grants.
 * CDK builds from it, handlers are checked against it, contract tests and the OpenAPI document read it.
 * Pure data: no imports of code. A bundle gets the entry of its own function alone (lib/build.ts).
 */
export const functions = {
  ...clientFunctions,
  ...officeFunctions,
  ...workerFunctions,
} as const satisfies Record<string, FunctionDefinition>;

export type FunctionName = keyof typeof functions;
