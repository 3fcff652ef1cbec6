import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPortal, type Portal, type StartOptions } from "../../local/runtime.ts";
import { assemblySources, sharedAssembly } from "./assembly.ts";
import { sharedBuild } from "./shared-build.ts";

type Assembly = Awaited<ReturnType<typeof sharedAssembly>>;

/** What a portal has after its first start: tables, files, clerks, the register and the catalogue, by the real commands. */
const firstState = (assembly: Assembly): Promise<string> =>
  sharedBuild("state", [...assemblySources, "local/**/*"], async (stateDir) => {
    const portal = await startPortal({ assembly, stateDir, schedules: false });
    await portal.stop();
  });

/**
 * A portal of its own for a test: free ports, a temporary state directory that goes when it stops. With a state directory,
 * assembly or catalogue of the test's own it starts from nothing, else from a copy of the state after a first start, which
 * saves each of dozens of tests three seconds of the same commands.
 */
export const startTestPortal = async (
  options: Pick<StartOptions, "assembly" | "catalogue" | "stateDir" | "report" | "schedules"> = {},
): Promise<Portal> => {
  const assembly = options.assembly ?? (await sharedAssembly());
  const stateDir = options.stateDir ?? mkdtempSync(join(tmpdir(), "portal-"));
  const isOwn = [options.stateDir, options.assembly, options.catalogue].some((own) => own !== undefined);
  if (!isOwn) cpSync(await firstState(assembly), stateDir, { recursive: true });
  const portal = await startPortal({ ...options, assembly, stateDir });
  return {
    ...portal,
    stop: async () => {
      await portal.stop();
      if (options.stateDir === undefined) rmSync(stateDir, { recursive: true, force: true });
    },
  };
};
