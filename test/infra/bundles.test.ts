import { isBuiltin } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FunctionName } from "../../functions/manifest.ts";
import type { FunctionDefinition } from "../../functions/manifest/definition.ts";
import { BUNDLE, bundleDirectory, METAFILE } from "../../lib/artefacts.ts";
import { buildArtefacts } from "../../lib/build.ts";
import {
  bundleSize,
  firstLoad,
  firstLoadLimits,
  laterModules,
  KB,
  pageLimits,
  pageLoad,
  textLoad,
} from "../../lib/sizes.ts";
import { manifest, temporaryDirectory } from "./support.ts";

const artefacts = await buildArtefacts(temporaryDirectory());

interface Output {
  imports: { path: string; kind: string }[];
  inputs: Record<string, { bytesInOutput: number }>;
}

const outputsOf = (name: FunctionName): Record<string, Output> => {
  const metafile = readFileSync(join(bundleDirectory(artefacts, name), METAFILE), "utf8");
  return (JSON.parse(metafile) as { outputs: Record<string, Output> }).outputs;
};

const outputOf = (name: FunctionName): Output => {
  const output = Object.entries(outputsOf(name)).find(([path]) => path.endsWith(`/${BUNDLE}`))?.[1];
  if (output === undefined) throw new Error(`${name} has no output`);
  return output;
};

/** Packages of service clients in the bundle; the SDK's inner clients (of STS, SSO …) each count by themselves. */
const clientsIn = ({ inputs }: Output): string[] => {
  const clients = Object.entries(inputs).flatMap(([path, { bytesInOutput }]) =>
    bytesInOutput > 0
      ? [/@aws-sdk\/(client-[\w-]+|nested-clients\/dist-\w+\/submodules\/[\w-]+)\//.exec(path)?.[1]]
      : [],
  );
  return [...new Set(clients.filter((client) => client !== undefined))].toSorted();
};

/** IAM prefix of a service → the SDK's name of its client. */
const clientNames: Record<string, string> = {
  dynamodb: "client-dynamodb",
  s3: "client-s3",
  sqs: "client-sqs",
  secretsmanager: "client-secrets-manager",
  ses: "client-sesv2",
};

const clientsGranted = ({ grants }: FunctionDefinition): string[] => {
  const services = grants.flatMap(({ actions }) => actions.map((action) => action.split(":")[0] ?? ""));
  return [...new Set(services)]
    .map((service) => clientNames[service] ?? `no client for ${service}`)
    .toSorted();
};

describe.each(manifest)("bundle of %s", (name, definition) => {
  it("is within its limit", async () => {
    expect(await bundleSize(artefacts, name)).toBeLessThanOrEqual(definition.bundleLimit * KB);
  });

  it("holds the clients its grants call for and no other", () => {
    expect(clientsIn(outputOf(name))).toEqual(clientsGranted(definition));
  });

  it("needs nothing at run time but Node itself", () => {
    const { imports } = outputOf(name);
    // What lies beside the bundle, such as a font, comes along.
    const beside = new Set(Object.keys(outputsOf(name)));
    const atStart = imports
      .filter(({ kind, path }) => kind !== "dynamic-import" && !beside.has(path))
      .map(({ path }) => path);
    expect(atStart.filter((path) => !isBuiltin(path))).toEqual([]);
    const later = imports.filter(({ kind }) => kind === "dynamic-import").map(({ path }) => path);
    expect(later.filter((path) => !isBuiltin(path)).toSorted()).toEqual([
      "@aws-sdk/credential-provider-ini",
      "@aws-sdk/credential-provider-process",
      "@aws-sdk/credential-provider-sso",
      "@aws-sdk/credential-provider-web-identity",
    ]);
  });

  it("is free of what only infrastructure and tools use", () => {
    const inputs = Object.keys(outputOf(name).inputs);
    expect(
      inputs.filter(
        (path) => /(^|\/)(lib|local|test|bin)\/[^/]+\.ts$/.test(path) && !path.includes("node_modules"),
      ),
    ).toEqual([]);
    expect(
      inputs.filter((path) => /node_modules\/(aws-cdk-lib|constructs|yaml|vite|esbuild)\//.test(path)),
    ).toEqual([]);
  });
});

it("what every page of the site loads is within its limits", async () => {
  const { js, css } = await firstLoad(artefacts);
  expect(js).toBeGreaterThan(1 * KB);
  expect(js).toBeLessThanOrEqual(firstLoadLimits.js);
  expect(css).toBeGreaterThan(1 * KB);
  expect(css).toBeLessThanOrEqual(firstLoadLimits.css);
});

it.each(Object.entries(pageLimits))("the site's %s loads within its limits", async (_, page) => {
  expect(await pageLoad(artefacts, page.modules)).toBeLessThanOrEqual(page.js);
  expect(await textLoad(artefacts, page.texts)).toBeLessThanOrEqual(page.data);
});

it("a form page is measured with its tables and files: only these are fetched later", async () => {
  const later = await laterModules(artefacts, pageLimits["form page"].modules);
  expect(new Set(later)).toEqual(
    new Set([
      "src/form/check-page.tsx",
      // Of forms filled without a login.
      "src/form/local-check-page.tsx",
      // Beside the list of the parts: whether the settlement offers a newer version of the form.
      "src/form/newer-version.tsx",
    ]),
  );
});
