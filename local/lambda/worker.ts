import { Worker } from "node:worker_threads";
import type { FunctionError, Invoke, WorkerMessage, WorkerStart } from "./protocol.ts";

export type Outcome = { ok: true; payload: string } | { ok: false; error: FunctionError };

/**
 * Milliseconds to load the code. Lambda gives each sandbox ten seconds of a processor; here those of all functions load at
 * once on the cores of one machine, which takes half a minute where it has other work.
 */
const INIT_LIMIT = 120_000;

const failure = (errorType: string, errorMessage: string): Outcome => ({
  ok: false,
  error: { errorType, errorMessage, trace: [] },
});

export interface SandboxOptions {
  start: WorkerStart;
  environment: Readonly<Record<string, string>>;
  /** MB */
  memory: number;
  log(text: string): void;
}

/** One execution environment: a worker thread that handles one event at a time. Once it failed hard, it is dead. */
export class Sandbox {
  dead = false;
  private readonly worker: Worker;
  private readonly started: Promise<Outcome | undefined>;
  private settle: ((outcome: Outcome) => void) | undefined;

  constructor(options: SandboxOptions) {
    this.worker = new Worker(new URL("./bootstrap.ts", import.meta.url), {
      workerData: options.start,
      env: { ...options.environment },
      execArgv: ["--enable-source-maps"],
      resourceLimits: { maxOldGenerationSizeMb: options.memory },
      stdout: true,
      stderr: true,
    });
    for (const stream of [this.worker.stdout, this.worker.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => options.log(text));
    }
    this.started = this.waitForStart();
    this.worker.on("error", (error: Error & { code?: string }) => {
      options.log(`${error.stack ?? error.message}\n`);
      const memory = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      this.end(failure(memory ? "Runtime.OutOfMemory" : "Runtime.UnhandledError", error.message));
    });
    this.worker.on("exit", (code) => {
      this.end(failure("Runtime.ExitError", `Runtime exited without providing a reason (exit code ${code})`));
    });
    this.worker.on("message", (message: WorkerMessage) => this.receive(message));
  }

  /** Runs one event; `milliseconds` is the function's timeout. Loading the code does not count against it. */
  async run(invoke: Omit<Invoke, "kind" | "deadline">, milliseconds: number): Promise<Outcome> {
    const broken = await this.started;
    if (broken) return broken;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        const seconds = (milliseconds / 1000).toFixed(2);
        const message = `RequestId: ${invoke.requestId} Error: Task timed out after ${seconds} seconds`;
        this.end(failure("Sandbox.Timedout", message));
        void this.stop();
      }, milliseconds);
      this.settle = (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
      this.worker.postMessage({ kind: "invoke", ...invoke, deadline: Date.now() + milliseconds }, []);
    });
  }

  async stop(): Promise<void> {
    this.dead = true;
    await this.worker.terminate();
  }

  /** Resolves to undefined when the code is loaded, to the failure when it cannot be. */
  private waitForStart(): Promise<Outcome | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.end(failure("Sandbox.Timedout", `Init phase timed out after ${INIT_LIMIT / 1000} seconds`));
        void this.stop();
      }, INIT_LIMIT);
      this.worker.once("message", (message: WorkerMessage) => {
        if (message.kind === "ready") {
          clearTimeout(timer);
          resolve(undefined);
        }
      });
      this.settle = (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
    });
  }

  private receive(message: WorkerMessage): void {
    if (message.kind === "ready") return;
    if (message.kind === "done") this.finish({ ok: true, payload: message.result });
    else if (message.requestId === undefined) this.end({ ok: false, error: message.error });
    else this.finish({ ok: false, error: message.error });
  }

  private finish(outcome: Outcome): void {
    const settle = this.settle;
    this.settle = undefined;
    settle?.(outcome);
  }

  private end(outcome: Outcome): void {
    this.dead = true;
    this.finish(outcome);
  }
}
