import type { EnvironmentKey } from "../../functions/manifest/definition.ts";
import { UsageError } from "./usage.ts";

/** Names of tables and queues, from variables that are called as in the functions. */
export const readSettings = <Key extends EnvironmentKey>(
  keys: readonly Key[],
  help: string,
): Readonly<Record<Key, string>> => {
  const missing = keys.filter((key) => !process.env[key]);
  if (missing.length > 0) throw new UsageError(`${missing.join(", ")} must be set.\n\n${help}`);
  return Object.fromEntries(keys.map((key) => [key, process.env[key]])) as Record<Key, string>;
};
