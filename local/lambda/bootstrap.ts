// Runs inside a function's worker thread: imports its bundle once and hands it one event at a time, as the
// runtime client does in a Lambda sandbox. The clock is put in place before the import, so that the bundle sees no
// other.
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { installClock, realNow } from "../clock/shifted-date.ts";
import type { FunctionError, Invoke, WorkerMessage, WorkerStart } from "./protocol.ts";

type Handler = (event: unknown, context: object) => unknown;

const { file, exportName, clock } = workerData as WorkerStart;

const reply = (message: WorkerMessage): void => parentPort?.postMessage(message, []);

const describe = (error: unknown): FunctionError =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: error.stack?.split("\n") ?? [] }
    : { errorType: "Error", errorMessage: String(error), trace: [] };

const createContext = (invoke: Invoke): object => ({
  awsRequestId: invoke.requestId,
  functionName: invoke.functionName,
  functionVersion: "$LATEST",
  invokedFunctionArn: invoke.functionArn,
  memoryLimitInMB: String(invoke.memory),
  logGroupName: invoke.logGroup,
  logStreamName: invoke.logStream,
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, invoke.deadline - realNow()),
});

const run = async (handler: Handler, invoke: Invoke): Promise<void> => {
  const { requestId } = invoke;
  try {
    const result = (await handler(JSON.parse(invoke.event), createContext(invoke))) ?? null;
    reply({ kind: "done", requestId, result: JSON.stringify(result) });
  } catch (error) {
    // The log has what the answer may not tell.
    console.error(error);
    reply({ kind: "failed", requestId, error: describe(error) });
  }
};

const start = async (): Promise<void> => {
  installClock(clock);
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const handler = module[exportName];
  if (typeof handler !== "function") throw new TypeError(`${file} exports no function ${exportName}`);
  parentPort?.on("message", (invoke: Invoke) => void run(handler as Handler, invoke));
  reply({ kind: "ready" });
};

start().catch((error: unknown) => {
  console.error(error);
  reply({ kind: "failed", requestId: undefined, error: describe(error) });
});
