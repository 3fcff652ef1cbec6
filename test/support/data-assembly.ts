import { createApp } from "../../lib/app.ts";
import { loadRegion } from "../../lib/region.ts";
import { DataStack } from "../../lib/stacks/data-stack.ts";

/** Synthesizes the stack of tables, buckets and keys alone. Gives the directory of the assembly. */
export const synthesizeData = (outdir: string): string => {
  const app = createApp(outdir);
  const region = loadRegion("local");
  const stack = new DataStack(app, "data", { region, env: { region: region.aws.region } });
  return app.synth().getStackArtifact(stack.artifactId).assembly.directory;
};
