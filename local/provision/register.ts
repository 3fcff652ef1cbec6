import { join } from "node:path";
import { loadOnce, type LoadSettings } from "./loaded-file.ts";

/** Loads the register of statutory representatives: who may act for whom among the simulated broker's people. */
export const loadRegister = (settings: LoadSettings): Promise<void> =>
  loadOnce(
    {
      what: "The register",
      file: join(import.meta.dirname, "../register.yaml"),
      command: [join(import.meta.dirname, "../../bin/register.ts"), "import"],
    },
    settings,
  );
