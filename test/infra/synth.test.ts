import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { synthesizePortal } from "../../lib/app.ts";
import { projectRoot } from "../../lib/project-root.ts";
import { loadRegion } from "../../lib/region.ts";
import { temporaryDirectory } from "./support.ts";

const bin = join(projectRoot, "node_modules", ".bin");

/** The `cdk` command as an operator runs it, but with no credentials, no home, and a network that leads nowhere. */
const cdk = (...args: string[]) =>
  spawnSync(join(bin, "cdk"), args, {
    cwd: projectRoot,
    encoding: "utf8",
    env: {
      PATH: `${bin}:/usr/bin:/bin`,
      HOME: temporaryDirectory(),
      AWS_EC2_METADATA_DISABLED: "true",
      HTTPS_PROXY: "http://127.0.0.1:9",
      HTTP_PROXY: "http://127.0.0.1:9",
    },
  });

it("`cdk synth -c region=…` works offline and gives the very templates the local runtime interprets", async () => {
  const directory = temporaryDirectory();
  const dist = join(directory, "dist");
  const output = join(directory, "cdk.out");
  const result = cdk("synth", "--quiet", "-c", "region=nyugat", "-c", `dist=${dist}`, "--output", output);
  expect(result.stderr).not.toContain("Error");
  expect(result.status).toBe(0);

  const inProcess = await synthesizePortal({
    region: loadRegion("nyugat"),
    outdir: join(directory, "in-process"),
    artefacts: {
      functions: join(dist, "functions"),
      site: join(dist, "site"),
    },
  });
  expect(inProcess.stacks.map(({ stackName }) => stackName)).toEqual([
    "nyugat-data",
    "nyugat-edge",
    "nyugat-service",
    "nyugat-web",
  ]);
  for (const { templateFile, template } of inProcess.stacks) {
    const synthesized = readFileSync(join(output, "assembly-nyugat", templateFile), "utf8");
    expect(JSON.parse(synthesized)).toEqual(template);
  }
});

it("an unknown region is told in one sentence, with the known ones, and nothing is built", () => {
  const result = cdk("synth", "-c", "region=nyugot", "--output", join(temporaryDirectory(), "cdk.out"));
  expect(result.status).toBe(1);
  expect(result.stderr).toContain(
    'There is no region "nyugot". Did you mean nyugat? Known regions (files in config/regions): kau-pelda, local, nyugat.',
  );
  expect(result.stderr).not.toMatch(/^\s+at /m);
});
