import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "../../lib/config-document.ts";
import { describedProblems } from "./catalogue-folder.ts";
import { choiceOf, choiceOptions, readSettlementFiles } from "./settlement-files.ts";
import { type Command, readWords, UsageError } from "./usage.ts";

const HELP = `Usage: npx ohp settlement preview <code or name> [--catalogue <path>] [--port <port>] [--no-open]

Starts the whole portal on this machine with just this settlement, with simulated people to log in as, and opens the
settlement's page in the browser. Nothing of it is kept when it ends (Ctrl-C). From another terminal a change is published
to it, clerks are imported and all else is tried with the commands it prints.

  --catalogue <path>  another folder than the project's catalogue/
  --port <port>       where it listens; default 8080, and the simulated broker on the next one
  --no-open           opens no browser; nor does it without a terminal

Exit code 1: mistakes in the settlement's files; 2: wrong usage.`;

const readPort = (text = "8080"): number => {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_535) return port;
  throw new UsageError(`--port must be a number from 1 to 65534\n\n${HELP}`);
};

const openers: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: "open", linux: "xdg-open" };

/** A machine without a browser is no reason to stop: the address stands on the terminal. */
const openBrowser = (address: string): void => {
  const opener = openers[process.platform];
  if (opener === undefined) return;
  spawn(opener, [address], { detached: true, stdio: "ignore" })
    .on("error", () => undefined)
    .unref();
};

const print = (line: string): void => console.log(line);

const untilInterrupted = (): Promise<void> =>
  new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });

export const settlementPreview: Command = {
  summary: "look at a settlement in a portal of its own on this machine",
  help: HELP,
  run: async (words) => {
    const options = {
      catalogue: choiceOptions.catalogue,
      port: { type: "string" },
      "no-open": { type: "boolean" },
    } as const;
    const { values, positionals } = readWords(words, options, 1, HELP);
    const port = readPort(values.port);
    const files = await readSettlementFiles(values.catalogue, choiceOf(positionals, false, HELP));
    const { codes: settlements, problems } = files;
    if (problems.length > 0) throw new ConfigurationError(describedProblems(files.folder, problems));
    // Lambda's clock shows UTC.
    process.env["TZ"] = "UTC";
    const { startPortal } = await import("../../local/runtime.ts");
    const stateDir = mkdtempSync(join(tmpdir(), "preview-"));
    try {
      const portal = await startPortal({
        port,
        stateDir,
        catalogue: files.folder,
        settlements,
        report: print,
      });
      const address = `${portal.origin}/telepules/${settlements[0]}`;
      console.log(`ready ${address}`);
      console.log("for other commands about it, in another terminal, with --region local:");
      console.log(`  export PORTAL_STATE=${stateDir}`);
      console.log("after a change:");
      console.log(
        `  npx ohp settlement publish ${settlements[0]} --region local --catalogue ${files.folder}`,
      );
      if (process.stdout.isTTY && !values["no-open"]) openBrowser(address);
      await untilInterrupted();
      await portal.stop();
    } finally {
      rmSync(stateDir, { recursive: true, force: true });
    }
    return 0;
  },
};
