import { join } from "node:path";
import { loadOnce, type LoadSettings } from "./loaded-file.ts";

/** Loads who of the simulated broker's people works in which office. */
export const loadClerks = (settings: LoadSettings): Promise<void> =>
  loadOnce(
    {
      what: "The list of clerks",
      file: join(import.meta.dirname, "../clerks.yaml"),
      command: [join(import.meta.dirname, "../../bin/ohp.ts"), "clerks", "import"],
    },
    settings,
  );
