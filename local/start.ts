// `npm start`: runs the portal on this machine until Ctrl-C.
import { parseArgs } from "node:util";
import { StartFailure } from "./failure.ts";
import { startPortal, type Portal } from "./runtime.ts";

// Lambda's clock shows UTC.
process.env["TZ"] = "UTC";

const usage =
  "Usage: npm start [-- --fresh]   PORT=8080 chooses the port, PORTAL_STATE=.local the state directory.";

const readOptions = (): { port: number; fresh: boolean } => {
  try {
    const { values } = parseArgs({ options: { fresh: { type: "boolean", default: false } } });
    const port = Number(process.env["PORT"] ?? "8080");
    if (!Number.isInteger(port) || port < 1 || port > 65534)
      throw new StartFailure(`PORT must be 1–65534. ${usage}`);
    return { port, fresh: values.fresh };
  } catch (error) {
    throw error instanceof StartFailure ? error : new StartFailure(`${(error as Error).message} ${usage}`);
  }
};

const run = async (): Promise<Portal> => {
  const portal = await startPortal({
    ...readOptions(),
    stateDir: process.env["PORTAL_STATE"] ?? ".local",
    report: (line) => console.log(line),
  });
  console.log(`ready ${portal.origin}`);
  return portal;
};

const fail = (error: unknown): never => {
  console.error(error instanceof StartFailure ? error.message : error);
  process.exit(1);
};

let stopping = false;
const running = run();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    // A second Ctrl-C does not wait.
    if (stopping) process.exit(1);
    stopping = true;
    running
      .then((portal) => portal.stop())
      .then(() => process.exit(0))
      .catch(fail);
  });
}
running.catch(fail);
