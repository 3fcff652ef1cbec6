/** What a function's worker needs to start. */
export interface WorkerStart {
  /** File of the bundle. */
  file: string;
  /** Name of the exported handler. */
  exportName: string;
  /** Memory of the clock the function sees (`LocalClock`). */
  clock: SharedArrayBuffer;
}

export interface Invoke {
  kind: "invoke";
  requestId: string;
  /** JSON, so that the function gets objects of its own, as from Lambda. */
  event: string;
  functionName: string;
  functionArn: string;
  memory: number;
  logGroup: string;
  logStream: string;
  /** Epoch milliseconds of the real clock. */
  deadline: number;
}

export interface FunctionError {
  errorType: string;
  errorMessage: string;
  trace: readonly string[];
}

export type WorkerMessage =
  | { kind: "ready" }
  | { kind: "done"; requestId: string; result: string }
  | { kind: "failed"; requestId: string | undefined; error: FunctionError };
