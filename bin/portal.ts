/**
 * The CDK app: one stage per region of config/regions. `-c region=<name>` takes one; without it every region that can
 * be deployed is synthesized (all but `local`). Nothing is looked up in AWS.
 */
import { createApp } from "../lib/app.ts";
import { buildArtefacts } from "../lib/build.ts";
import { runCommand } from "../lib/command.ts";
import { PortalStage } from "../lib/portal-stage.ts";
import { deployableRegions, loadRegion } from "../lib/region.ts";

await runCommand(async () => {
  const app = createApp();
  const chosen: unknown = app.node.tryGetContext("region");
  const regions = (chosen === undefined ? deployableRegions() : [String(chosen)]).map(loadRegion);
  const artefacts = await buildArtefacts();
  for (const region of regions) new PortalStage(app, region, artefacts);
  app.synth();
});
