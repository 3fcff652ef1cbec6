import { rmSync, writeFileSync } from "node:fs";
import { OPERATOR_FILE } from "../bin/ohp/operator-file.ts";
import type { LocalFunction } from "./lambda/function.ts";
import type { State } from "./state.ts";

/**
 * Tells the command line (`npx ohp … --region local`) where the portal that runs with this state is: its address, and
 * the environment that makes AWS clients work there, with the names of tables, buckets and queues as the functions have
 * them. Gone when the portal stops.
 */
export const writeOperatorFile = (
  state: State,
  origin: string,
  functions: readonly LocalFunction[],
  sdkEnvironment: Readonly<Record<string, string>>,
): (() => void) => {
  const names = Object.assign({}, ...functions.map(({ environment }) => environment)) as Record<
    string,
    string
  >;
  const resources = Object.entries(names).filter(([name]) =>
    /_(TABLE|BUCKET|QUEUE_URL|ARN|ADDRESSES)$/.test(name),
  );
  const file = state.path(OPERATOR_FILE);
  const environment = { ...Object.fromEntries(resources), ...sdkEnvironment };
  writeFileSync(file, JSON.stringify({ origin, environment }, undefined, 2), { mode: 0o600 });
  return () => rmSync(file, { force: true });
};
