import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FunctionDefinition, type FunctionName, functions } from "../../functions/manifest.ts";
import { type Artefacts, bundleDirectory, METAFILE } from "../../lib/artefacts.ts";
import { buildArtefacts } from "../../lib/build.ts";
import { bundleSize, firstLoad, firstLoadLimits, KB } from "../../lib/sizes.ts";

const definitions = Object.entries(functions) as [FunctionName, FunctionDefinition][];

const clients = {
  dynamodb: "@aws-sdk/client-dynamodb",
  s3: "@aws-sdk/client-s3",
  sqs: "@aws-sdk/client-sqs",
  secretsmanager: "@aws-sdk/client-secrets-manager",
} as const;

/** The services a function may call by its grants; a client for any other is dead weight. */
const servicesOf = ({ grants }: FunctionDefinition): Set<string> =>
  new Set(grants.flatMap(({ actions }) => actions.map((action) => action.split(":")[0] ?? "")));

describe("what is uploaded", () => {
  const directory = mkdtempSync(join(tmpdir(), "bundles-"));
  let artefacts: Artefacts;

  beforeAll(async () => {
    artefacts = await buildArtefacts(directory);
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it.each(definitions)("the bundle of %s stays within its limit", async (name, { bundleLimit }) => {
    expect(await bundleSize(artefacts, name)).toBeLessThanOrEqual(bundleLimit * KB);
  });

  it.each(definitions)("%s carries the clients of its grants and no other", (name, definition) => {
    const metafile = JSON.parse(readFileSync(join(bundleDirectory(artefacts, name), METAFILE), "utf8")) as {
      outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
    };
    const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
    const carried = Object.entries(clients)
      .filter(([, client]) =>
        inputs.some(([path, { bytesInOutput }]) => path.includes(`${client}/`) && bytesInOutput > 0),
      )
      .map(([service]) => service);
    const allowed = servicesOf(definition);
    expect(carried.toSorted()).toEqual(
      Object.keys(clients)
        .filter((service) => allowed.has(service))
        .toSorted(),
    );
  });

  it("the first page loads within its limits", async () => {
    const { js, css } = await firstLoad(artefacts);
    expect(js).toBeGreaterThan(0);
    expect(js).toBeLessThanOrEqual(firstLoadLimits.js);
    expect(css).toBeLessThanOrEqual(firstLoadLimits.css);
  });
});
