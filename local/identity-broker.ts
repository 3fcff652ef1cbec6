import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { SystemClient } from "./broker/configuration.ts";
import { pages } from "../src/contract/pages.ts";
import type { LocalClock } from "./clock/local-clock.ts";
import { StartFailure } from "./failure.ts";
import type { BrokerMessage, BrokerStart } from "./identity-broker-worker.ts";
import type { LocalFunction } from "./lambda/function.ts";
import { isLoopback } from "./synthesize.ts";

/** What the functions expect of the identity broker, read from their environment in the template. */
export interface ExpectedBroker {
  issuer: string;
  clientId: string;
  secretArn: string;
}

/** Undefined when no function logs anybody in, or the broker is a real one elsewhere. */
export const expectedBroker = (functions: readonly LocalFunction[]): ExpectedBroker | undefined => {
  for (const { environment } of functions) {
    const issuer = environment["OIDC_ISSUER"];
    const clientId = environment["OIDC_CLIENT_ID"];
    const secretArn = environment["OIDC_CLIENT_SECRET_ARN"];
    if (!issuer || !clientId || !secretArn) continue;
    return isLoopback(new URL(issuer)) ? { issuer, clientId, secretArn } : undefined;
  }
  return undefined;
};

export interface RunningBroker {
  issuer: string;
  close(): Promise<void>;
}

export interface BrokerPlace {
  /** Specialist systems it issues access tokens to, and what for. */
  systems?: readonly SystemClient[];
  systemAudience?: string;
  /** Of the portal. */
  origin: string;
  stateDir: string;
  /** What the broker takes as now. */
  clock: LocalClock;
  report: (line: string) => void;
}

/**
 * Starts the simulated broker at the address and with the client the functions expect, in a thread of its own: its
 * libraries are large, and it has to see the shifted clock.
 * @throws StartFailure (rejects) when its port is taken.
 */
export const startExpectedBroker = async (
  expected: ExpectedBroker,
  clientSecret: string,
  { origin, stateDir, systems, systemAudience, clock, report }: BrokerPlace,
): Promise<RunningBroker> => {
  const { issuer, clientId } = expected;
  const port = Number(new URL(issuer).port);
  const start: BrokerStart = {
    options: {
      port,
      issuer,
      clientId,
      clientSecret,
      redirectUris: [`${origin}/api/session/callback`],
      postLogoutRedirectUris: [`${origin}${pages.loggedOut}`],
      stateDir,
      ...(systems && { systems }),
      ...(systemAudience !== undefined && { systemAudience }),
    },
    clock: clock.shared,
  };
  const worker = new Worker(new URL("./identity-broker-worker.ts", import.meta.url), {
    workerData: start,
    execArgv: ["--enable-source-maps"],
  });
  const ended = once(worker, "exit");
  worker.on("error", (error: Error) => report(`the identity broker failed: ${error.stack ?? error.message}`));
  const message = await firstMessage(worker);
  if (message.kind === "failed") {
    await worker.terminate();
    throw message.code === "EADDRINUSE" ? portTaken(port) : new Error(message.message);
  }
  return {
    issuer,
    close: async () => {
      worker.postMessage("close", []);
      await ended;
    },
  };
};

const firstMessage = (worker: Worker): Promise<BrokerMessage> =>
  new Promise((resolve) => {
    worker.once("message", resolve);
    const failed = (message: string) => resolve({ kind: "failed", code: undefined, message });
    worker.once("error", (error: Error) => failed(error.message));
    worker.once("exit", () => failed("The identity broker ended at once."));
  });

const portTaken = (port: number): StartFailure =>
  new StartFailure(
    `Port ${port}, which the simulated identity broker needs beside the portal's, is in use; ` +
      `stop what uses it, or choose other ports: PORT=${port + 10} npm start`,
  );
