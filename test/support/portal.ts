import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPortal, type Portal, type StartOptions } from "../../local/runtime.ts";
import { sharedAssembly } from "./assembly.ts";

/** A portal of its own for a test: free ports, a temporary state directory that goes when it stops. */
export const startTestPortal = async (
  options: Pick<StartOptions, "assembly" | "catalogue" | "stateDir" | "report" | "schedules"> = {},
): Promise<Portal> => {
  const assembly = options.assembly ?? (await sharedAssembly());
  const stateDir = options.stateDir ?? mkdtempSync(join(tmpdir(), "portal-"));
  const portal = await startPortal({ ...options, assembly, stateDir });
  return {
    ...portal,
    stop: async () => {
      await portal.stop();
      if (options.stateDir === undefined) rmSync(stateDir, { recursive: true, force: true });
    },
  };
};
