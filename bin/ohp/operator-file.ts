import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "./usage.ts";

/** Beside the state of a portal that runs on this machine; local/operator-file.ts writes it. */
export const OPERATOR_FILE = "operator.json";

export interface RunningPortal {
  origin: string;
  /** What AWS clients need, and names of tables, buckets and queues, called as in the functions. */
  environment: Readonly<Record<string, string>>;
}

/** @throws UsageError when no portal runs with this state */
export const readRunningPortal = (): RunningPortal => {
  const file = join(process.env["PORTAL_STATE"] ?? ".local", OPERATOR_FILE);
  try {
    return JSON.parse(readFileSync(file, "utf8")) as RunningPortal;
  } catch {
    throw new UsageError(
      `No portal runs on this machine (there is no ${file}). Start it with npm start; PORTAL_STATE names another state directory.`,
    );
  }
};
