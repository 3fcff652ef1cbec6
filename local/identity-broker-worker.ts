// The simulated identity broker in a thread of its own, so that it sees the shifted clock and nothing else does.
import { parentPort, workerData } from "node:worker_threads";
import type { BrokerOptions } from "./broker/broker.ts";
import { installClock } from "./clock/shifted-date.ts";

/** What the broker's thread needs to start. */
export interface BrokerStart {
  options: BrokerOptions;
  /** Memory of a `LocalClock`. */
  clock: SharedArrayBuffer;
}

export type BrokerMessage = { kind: "ready" } | { kind: "failed"; code: string | undefined; message: string };

const { options, clock } = workerData as BrokerStart;
const reply = (message: BrokerMessage): void => parentPort?.postMessage(message, []);

const start = async (): Promise<void> => {
  installClock(clock);
  const { startBroker } = await import("./broker/broker.ts");
  const broker = await startBroker(options);
  // The only message there is: the end. A logout token still under way does not hold it up.
  parentPort?.once("message", () => void broker.close().then(() => process.exit()));
  reply({ kind: "ready" });
};

start().catch((error: unknown) => {
  const { code, message = String(error) } = error as Partial<NodeJS.ErrnoException>;
  reply({ kind: "failed", code, message });
});
