import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { StartFailure } from "../failure.ts";

export interface LoadSettings {
  /** Undefined: the app has none, so there is nothing to load. */
  accountsTable: string | undefined;
  /** Where the hash of what was loaded last is kept. */
  marker: string;
  /** Makes the AWS SDK of the command work. */
  sdkEnvironment: Readonly<Record<string, string>>;
}

/** A file of local example data and the operators' own command that loads it; the file is the command's last word. */
export interface LoadedFile {
  what: string;
  file: string;
  command: readonly string[];
}

/**
 * Loads the file as an operator would, unless this state has it already.
 * @throws StartFailure (rejects) with what the command says about the file.
 */
export const loadOnce = async (
  { what, file, command }: LoadedFile,
  { accountsTable, marker, sdkEnvironment }: LoadSettings,
): Promise<void> => {
  if (accountsTable === undefined) return;
  const hash = createHash("sha256").update(readFileSync(file)).digest("hex");
  if (existsSync(marker) && readFileSync(marker, "utf8") === hash) return;
  try {
    await promisify(execFile)(process.execPath, [...command, file], {
      env: { PATH: process.env["PATH"], ...sdkEnvironment, ACCOUNTS_TABLE: accountsTable },
    });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new StartFailure(`${what} ${file} could not be loaded: ${stderr ?? message}`);
  }
  writeFileSync(marker, hash);
};
