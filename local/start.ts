// `npm start`: runs the portal on this machine until Ctrl-C.
import { parseArgs } from "node:util";
import { StartFailure } from "./failure.ts";
import { startPortal, type Portal, type StartOptions } from "./runtime.ts";

// Lambda's clock shows UTC.
process.env["TZ"] = "UTC";

const usage =
  "Usage: npm start [-- [--fresh] [--catalogue <folder>] [--assembly <directory>]]; PORT=8080 chooses the port, " +
  "PORTAL_STATE=.local the directory of its state.";

const readArguments = () => {
  try {
    return parseArgs({
      options: {
        fresh: { type: "boolean", default: false },
        assembly: { type: "string" },
        catalogue: { type: "string" },
      },
    }).values;
  } catch (error) {
    throw new StartFailure(`${(error as Error).message}. ${usage}`);
  }
};

const readOptions = (): StartOptions => {
  const { fresh, assembly, catalogue } = readArguments();
  const port = Number(process.env["PORT"] ?? "8080");
  // The simulated broker takes the port after the portal's.
  if (!Number.isInteger(port) || port < 1 || port > 65_534) {
    throw new StartFailure(`PORT must be a number from 1 to 65534, not "${process.env["PORT"]}". ${usage}`);
  }
  return {
    port,
    fresh,
    ...(assembly !== undefined && { assembly: { directory: assembly } }),
    ...(catalogue !== undefined && { catalogue }),
  };
};

const fail = (error: unknown): never => {
  console.error(error instanceof StartFailure ? error.message : error);
  process.exit(1);
};

let running: Portal | undefined;
let stopping = false;

/** Before the portal runs, and at the second Ctrl-C, nothing is waited for: the emulator ends with this process. */
const stop = (): void => {
  if (!running || stopping) process.exit(130);
  stopping = true;
  running.stop().then(() => process.exit(0), fail);
};

process.on("SIGINT", stop);
process.on("SIGTERM", stop);

try {
  running = await startPortal({
    ...readOptions(),
    stateDir: process.env["PORTAL_STATE"] ?? ".local",
    report: (line) => console.log(line),
  });
  const { origin } = running;
  console.log(`ready ${origin}`);
  console.log(`e-mails the portal sends: ${origin}/local/mailbox`);
  console.log(`its clock: GET ${origin}/local/clock, put ahead by POST {"shiftSeconds": 1860}, back by 0`);
} catch (error) {
  fail(error);
}
