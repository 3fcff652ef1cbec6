import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { StartFailure } from "../failure.ts";
import { asList, asText, isObject, type Json, type JsonObject } from "../json.ts";

interface Template {
  resources: Record<string, TemplateResource>;
  outputs: Record<string, { Value: Json; Export?: { Name: Json } }>;
  conditions: Record<string, Json>;
  parameters: Record<string, { Default?: Json }>;
  mappings: JsonObject;
}

export interface TemplateResource {
  Type: string;
  Properties?: JsonObject;
  Condition?: string;
}

export interface Stack {
  name: string;
  /** As CDK knows them; undefined when the app left them open. */
  account: string | undefined;
  region: string | undefined;
  template: Template;
  /** Logical id → the construct's name in the app, like `filing-worker`. */
  constructs: ReadonlyMap<string, string>;
}

export interface Assembly {
  stacks: Stack[];
  /** Object key an asset would have in the bootstrap bucket → absolute path of its folder or file. */
  assets: Map<string, string>;
}

const readJson = (path: string): JsonObject => {
  if (!existsSync(path))
    throw new StartFailure(`No cloud assembly: ${path} does not exist; synthesize first.`);
  return JSON.parse(readFileSync(path, "utf8")) as JsonObject;
};

const readTemplate = (path: string): Template => {
  const template = readJson(path);
  return {
    resources: (template["Resources"] ?? {}) as unknown as Template["resources"],
    outputs: (template["Outputs"] ?? {}) as unknown as Template["outputs"],
    conditions: (template["Conditions"] ?? {}) as Template["conditions"],
    parameters: (template["Parameters"] ?? {}) as Template["parameters"],
    mappings: (template["Mappings"] ?? {}) as JsonObject,
  };
};

const known = (value: string | undefined) => (value?.startsWith("unknown-") ? undefined : value);

/** Names that say what a construct is, not which one. */
const ownName = (path: string): string | undefined =>
  path.split("/").findLast((part) => !["Resource", "Default", "Function"].includes(part));

const readConstructs = (directory: string, artifact: JsonObject): Map<string, string> => {
  const file = artifact["additionalMetadataFile"];
  const metadata = typeof file === "string" ? readJson(join(directory, file)) : artifact["metadata"];
  return new Map(
    Object.entries(isObject(metadata) ? metadata : {}).flatMap(([path, entries]) =>
      (asList(entries) as readonly JsonObject[])
        .filter(({ type }) => type === "aws:cdk:logicalId")
        .map(({ data }): [string, string] => [asText(data), ownName(path) ?? asText(data)]),
    ),
  );
};

const readStack = (directory: string, id: string, artifact: JsonObject): Stack => {
  const properties = artifact["properties"] as JsonObject;
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(asText(artifact["environment"])) ?? [];
  return {
    name: typeof properties["stackName"] === "string" ? properties["stackName"] : id,
    account: known(account),
    region: known(region),
    template: readTemplate(join(directory, asText(properties["templateFile"]))),
    constructs: readConstructs(directory, artifact),
  };
};

const readAssets = (directory: string, file: string): [string, string][] => {
  const files = readJson(join(directory, file))["files"] ?? {};
  return Object.values(files as Record<string, JsonObject>).flatMap((asset) => {
    const path = asText((asset["source"] as JsonObject)["path"] ?? "");
    const destinations = Object.values(asset["destinations"] as Record<string, JsonObject>);
    return destinations.map((to): [string, string] => [asText(to["objectKey"]), resolve(directory, path)]);
  });
};

/**
 * Reads the stacks and file assets of a cloud assembly directory (`cdk.out`), nested stages included.
 * @throws StartFailure when there is none.
 */
export const loadAssembly = (directory: string): Assembly => {
  const assembly: Assembly = { stacks: [], assets: new Map() };
  const artifacts = readJson(join(directory, "manifest.json"))["artifacts"];
  for (const [id, artifact] of Object.entries(isObject(artifacts) ? artifacts : {})) {
    if (!isObject(artifact)) continue;
    const properties = isObject(artifact["properties"]) ? artifact["properties"] : {};
    if (artifact["type"] === "aws:cloudformation:stack")
      assembly.stacks.push(readStack(directory, id, artifact));
    if (artifact["type"] === "cdk:asset-manifest") {
      for (const [key, path] of readAssets(directory, asText(properties["file"])))
        assembly.assets.set(key, path);
    }
    if (artifact["type"] === "cdk:cloud-assembly") {
      const nested = loadAssembly(join(directory, asText(properties["directoryName"])));
      assembly.stacks.push(...nested.stacks);
      for (const [key, path] of nested.assets) assembly.assets.set(key, path);
    }
  }
  return assembly;
};
