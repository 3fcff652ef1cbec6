import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { StartFailure } from "../failure.ts";

/** Who may act for whom among the simulated broker's people. */
const registerFile = join(import.meta.dirname, "../register.yaml");
/** The operators' own command. */
const command = join(import.meta.dirname, "../../bin/register.ts");

export interface RegisterSettings {
  /** Undefined: the app has none, so there is nothing to load. */
  accountsTable: string | undefined;
  /** Where the hash of what was loaded last is kept. */
  marker: string;
  /** Makes the AWS SDK of the command work. */
  sdkEnvironment: Readonly<Record<string, string>>;
}

/**
 * Loads the register of statutory representatives as an operator would, unless this state has it already.
 * @throws StartFailure (rejects) with what the command says about the file.
 */
export const loadRegister = async ({
  accountsTable,
  marker,
  sdkEnvironment,
}: RegisterSettings): Promise<void> => {
  if (accountsTable === undefined) return;
  const hash = createHash("sha256").update(readFileSync(registerFile)).digest("hex");
  if (existsSync(marker) && readFileSync(marker, "utf8") === hash) return;
  try {
    await promisify(execFile)(process.execPath, [command, "import", registerFile], {
      env: { PATH: process.env["PATH"], ...sdkEnvironment, ACCOUNTS_TABLE: accountsTable },
    });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new StartFailure(`The register ${registerFile} could not be loaded: ${stderr ?? message}`);
  }
  writeFileSync(marker, hash);
};
