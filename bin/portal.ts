/**
 * The CDK app: one stage per region of config/regions. `-c region=<name>` takes one; without it every region that can
 * be deployed is synthesized (all but `local`). `-c dist=<directory>` builds elsewhere than in dist/. Nothing is looked
 * up in AWS.
 */
import { createApp } from "../lib/app.ts";
import { buildArtefacts } from "../lib/build.ts";
import { runCommand } from "../lib/command.ts";
import { addPortal } from "../lib/portal-stage.ts";
import { chosenRegions } from "../lib/region.ts";

await runCommand(async () => {
  const app = createApp();
  const regions = chosenRegions(app.node.tryGetContext("region"));
  const artefacts = await buildArtefacts(app.node.tryGetContext("dist"));
  for (const region of regions) addPortal(app, region, artefacts);
  app.synth();
});
