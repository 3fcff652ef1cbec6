import { parentPort, workerData } from "node:worker_threads";
import { startFaultStore } from "../../support/fault-store.ts";
import { proveFiling } from "./prove.ts";
import type { Schedule } from "./schedule.ts";

/** What a thread is to do: fixed schedules and a part of the random ones, on an emulator of its own. */
export interface Part {
  seed: number;
  numbers: readonly number[];
  fixed: readonly Schedule[];
}

const store = await startFaultStore();
try {
  parentPort?.postMessage(await proveFiling(store, workerData as Part));
} finally {
  await store.stop();
}
