import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LocalClock } from "../clock/local-clock.ts";
import type { LocalFunction } from "./function.ts";
import { Sandbox, type Outcome } from "./worker.ts";

export interface PoolOptions {
  definition: LocalFunction;
  region: string;
  /** What the function takes as now. */
  clock: LocalClock;
  /** Where the AWS SDK finds its services and its key. */
  sdkEnvironment: Readonly<Record<string, string>>;
  logDirectory: string;
  /** Tells the person at the console that an invocation failed. */
  report(line: string): void;
}

/** Executions of one function at the same time, without a reservation; two cores would not run more anyway. */
const defaultConcurrency = 4;

/** All execution environments of one function: warm ones are used again, new ones started as needed. */
export class FunctionPool {
  readonly definition: LocalFunction;
  private readonly options: PoolOptions;
  private readonly idle: Sandbox[] = [];
  private readonly all = new Set<Sandbox>();
  private readonly waiting: ((sandbox: Sandbox) => void)[] = [];
  private readonly logFile: string;
  /** Events handled or under way so far. */
  invocations = 0;

  constructor(options: PoolOptions) {
    this.options = options;
    this.definition = options.definition;
    mkdirSync(options.logDirectory, { recursive: true });
    this.logFile = join(options.logDirectory, `${options.definition.label}.log`);
  }

  /** Runs the function on one event. Never rejects: what goes wrong is in the outcome. */
  async invoke(event: unknown): Promise<Outcome> {
    this.invocations += 1;
    const sandbox = await this.acquire();
    const { definition } = this;
    const requestId = randomUUID();
    const started = performance.now();
    const outcome = await sandbox.run(
      {
        requestId,
        event: JSON.stringify(event),
        functionName: definition.name,
        functionArn: definition.arn,
        memory: definition.memory,
        logGroup: definition.logGroup,
        logStream: "local",
      },
      definition.timeout * 1000,
    );
    this.release(sandbox);
    this.note(requestId, outcome, performance.now() - started);
    return outcome;
  }

  /** Loads the code before the first event comes. */
  warm(): void {
    if (this.all.size === 0) this.idle.push(this.create());
  }

  /** Ends all execution environments at once, whatever they are doing; the next event gets a new one. */
  async kill(): Promise<void> {
    const all = [...this.all];
    // Those at work leave the pool when their event ends.
    for (const sandbox of this.idle.splice(0)) this.all.delete(sandbox);
    await Promise.all(all.map((sandbox) => sandbox.stop()));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.all].map((sandbox) => sandbox.stop()));
  }

  private async acquire(): Promise<Sandbox> {
    const warm = this.idle.pop();
    if (warm) return warm.dead ? this.replace(warm) : warm;
    const limit = this.definition.reservedConcurrency ?? defaultConcurrency;
    if (this.all.size < limit) return this.create();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private release(sandbox: Sandbox): void {
    const next = this.waiting.shift();
    if (sandbox.dead) {
      this.all.delete(sandbox);
      if (next) next(this.create());
    } else if (next) next(sandbox);
    else this.idle.push(sandbox);
  }

  private replace(dead: Sandbox): Sandbox {
    this.all.delete(dead);
    return this.create();
  }

  private create(): Sandbox {
    const { definition, sdkEnvironment, region, clock } = this.options;
    const sandbox = new Sandbox({
      start: { file: definition.file, exportName: definition.exportName, clock: clock.shared },
      environment: { ...lambdaEnvironment(definition, region), ...definition.environment, ...sdkEnvironment },
      memory: definition.memory,
      log: (text) => this.append(text),
    });
    this.all.add(sandbox);
    return sandbox;
  }

  /** The last output of a stopped sandbox may arrive after a test has removed the state directory. */
  private append(text: string): void {
    if (existsSync(dirname(this.logFile))) appendFileSync(this.logFile, text);
  }

  private note(requestId: string, outcome: Outcome, milliseconds: number): void {
    const result = outcome.ok ? "" : ` Error: ${outcome.error.errorType}`;
    this.append(`REPORT RequestId: ${requestId} Duration: ${milliseconds.toFixed(1)} ms${result}\n`);
    if (!outcome.ok) {
      this.options.report(
        `${this.definition.label} failed (${outcome.error.errorType}), see ${this.logFile}`,
      );
    }
  }
}

/** What Lambda itself sets. Source: AWS Lambda developer guide, "Defined runtime environment variables". */
const lambdaEnvironment = (definition: LocalFunction, region: string): Record<string, string> => ({
  PATH: process.env["PATH"] ?? "",
  LANG: "en_US.UTF-8",
  TZ: ":UTC",
  _HANDLER: `index.${definition.exportName}`,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
  AWS_LAMBDA_FUNCTION_NAME: definition.name,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memory),
  AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
  AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
  AWS_LAMBDA_LOG_GROUP_NAME: definition.logGroup,
  ...(definition.logLevel !== undefined && {
    AWS_LAMBDA_LOG_FORMAT: "JSON",
    AWS_LAMBDA_LOG_LEVEL: definition.logLevel,
  }),
  AWS_LAMBDA_LOG_STREAM_NAME: "local",
  LAMBDA_TASK_ROOT: definition.folder,
});
