import { startFaultStore } from "../../support/fault-store.ts";
import { proveFiling } from "./prove.ts";
import type { Schedule } from "./schedule.ts";

/** What one process of several is to do: fixed schedules and some of the random ones, on an emulator of its own. */
export interface Part {
  /** Directory of the synthesized stack of tables. */
  assembly: string;
  seed: number;
  numbers: readonly number[];
  fixed: readonly Schedule[];
}

const prove = async (part: Part): Promise<void> => {
  const store = await startFaultStore(part.assembly);
  try {
    process.send?.(await proveFiling(store, part));
  } finally {
    await store.stop();
    process.disconnect();
  }
};

process.once("message", (part: Part) => void prove(part));
