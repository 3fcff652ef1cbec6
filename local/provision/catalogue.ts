import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartFailure } from "../failure.ts";

export interface CatalogueLoading {
  /** Undefined: the app has none, so there is nothing to publish. */
  bucket: string | undefined;
  /** Folder with the catalogue; absent: the project's own. */
  folder: string | undefined;
  /** Codes of the settlements to publish; absent: all of the folder. */
  settlements: readonly string[] | undefined;
  /** Where the hash of what was published last is kept. */
  marker: string;
  /** Makes the AWS SDK of the command work. */
  sdkEnvironment: Readonly<Record<string, string>>;
  report: (line: string) => void;
}

const root = join(import.meta.dirname, "../..");
const project = join(root, "catalogue");
/** What decides how a catalogue is published; when it changes, so may what is published. */
const compiler = join(root, "src/app/catalogue");
const command = [join(root, "bin/ohp.ts"), "settlement", "publish", "--json"];

const hashOf = (folders: readonly string[]): string => {
  const hash = createHash("sha256");
  for (const folder of folders)
    for (const path of globSync("**/*.{yaml,csv,png,webp,ts}", { cwd: folder }).toSorted())
      hash
        .update(`${path}\0`)
        .update(readFileSync(join(folder, path)))
        .update("\0");
  return hash.digest("hex");
};

interface Answer {
  stdout: string;
  stderr: string;
}

const MAX_OUTPUT = 64 * 1024 * 1024;

const publish = (
  folder: string,
  settlements: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<Answer> =>
  new Promise((resolve) => {
    // What the folder says is what is wanted here, also when it said so before.
    const words = [...command, ...settlements, "--allow-older", "--catalogue", folder];
    const options = { env: environment, maxBuffer: MAX_OUTPUT };
    execFile(process.execPath, words, options, (_, stdout, stderr) => resolve({ stdout, stderr }));
  });

interface Report {
  outcomes: readonly unknown[];
  problems: readonly { file: string; line: number; column: number; field: string; message: string }[];
}

const readReport = ({ stdout, stderr }: Answer): Report => {
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    throw new StartFailure(`The catalogue could not be published: ${stderr}`);
  }
};

/**
 * Publishes the catalogue as a municipality would, unless this state has just this: what was published by hand meanwhile
 * stays until a file changes. Mistakes are told, and keep only the settlements they are about.
 * @throws StartFailure (rejects) when there is nothing to publish
 */
export const publishCatalogue = async (loading: CatalogueLoading): Promise<void> => {
  const { bucket, folder = project, settlements = ["--all"], marker, sdkEnvironment, report } = loading;
  if (bucket === undefined) return;
  const hash = hashOf([...new Set([compiler, project, folder])]);
  if (existsSync(marker) && readFileSync(marker, "utf8") === hash) return;
  const environment = { PATH: process.env["PATH"], ...sdkEnvironment, CATALOGUE_BUCKET: bucket };
  const { outcomes, problems } = readReport(await publish(folder, settlements, environment));
  for (const { file, line, column, field, message } of problems)
    report(`${folder}/${file}:${line}:${column}: ${field} ${message}`);
  if (outcomes.length === 0) throw new StartFailure(`There is no settlement to publish in ${folder}.`);
  // With mistakes it is tried again at the next start.
  if (problems.length === 0) writeFileSync(marker, hash);
};
