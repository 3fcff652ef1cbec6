import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import type { Artefacts } from "./artefacts.ts";
import { buildArtefacts } from "./build.ts";
import { addPortal } from "./portal-stage.ts";
import { projectRoot } from "./project-root.ts";
import type { RegionConfig } from "./region.ts";

export interface SynthesizeOptions {
  region: RegionConfig;
  /** Where the cloud assembly is written; assets are copied into it. */
  outdir: string;
  /** Already built; otherwise everything is built into dist/. */
  artefacts?: Artefacts;
}

/**
 * Builds what is uploaded and synthesizes one region in this process, with the same feature flags as the `cdk`
 * command. The answer is the region's own assembly, with its stacks data, service and web.
 */
export const synthesizePortal = async ({
  region,
  outdir,
  artefacts,
}: SynthesizeOptions): Promise<CloudAssembly> => {
  const files = artefacts ?? (await buildArtefacts());
  const app = createApp(outdir);
  const stage = addPortal(app, region, files);
  return app.synth().getNestedAssembly(stage.artifactId);
};

/** What the `cdk` command adds by itself, so that both ways give the same templates. */
const metadataFlags = { "aws:cdk:enable-path-metadata": true, "aws:cdk:enable-asset-metadata": true };

/** Without `outdir` the app writes where the `cdk` command tells it to. */
export const createApp = (outdir?: string): App =>
  new App({
    analyticsReporting: false,
    context: { ...featureFlags(), ...metadataFlags },
    ...(outdir !== undefined && { outdir }),
  });

const featureFlags = (): Record<string, unknown> => {
  const { context } = JSON.parse(readFileSync(join(projectRoot, "cdk.json"), "utf8")) as {
    context: Record<string, unknown>;
  };
  return context;
};
