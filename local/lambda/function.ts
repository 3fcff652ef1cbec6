import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Deployment, Resource } from "../assembly/deployment.ts";
import { StartFailure } from "../failure.ts";
import { asText, isObject, type Json } from "../json.ts";

/** One Lambda function of the template, ready to run here. */
export interface LocalFunction {
  /** Physical name. */
  name: string;
  logicalId: string;
  /** Its name in the app (and the manifest), like `filing-worker`. */
  label: string;
  arn: string;
  /** File of the bundle and the exported handler in it. */
  file: string;
  exportName: string;
  folder: string;
  runtime: string;
  /** MB */
  memory: number;
  /** Seconds. */
  timeout: number;
  environment: Readonly<Record<string, string>>;
  logGroup: string;
  /** Undefined: plain text. */
  logLevel: string | undefined;
  roleArn: Json | undefined;
  /** Executions at the same time at most; undefined when not reserved. */
  reservedConcurrency: number | undefined;
}

/** Lambda's own defaults. */
const defaultMemory = 128;
const defaultTimeout = 3;

/**
 * The functions to run. CDK's own providers (those a custom resource is served by) are left out: the runtime does
 * their work itself.
 */
export const planFunctions = (deployment: Deployment): LocalFunction[] => {
  const providers = new Set(
    deployment.resources
      .filter(({ type }) => type.startsWith("Custom::"))
      .map((r) => r.properties["ServiceToken"]),
  );
  return deployment
    .ofType("AWS::Lambda::Function")
    .filter((resource) => !providers.has(resource.attributes["Arn"] ?? null))
    .map((resource) => planFunction(deployment, resource));
};

const planFunction = (deployment: Deployment, resource: Resource): LocalFunction => {
  const { properties, logicalId } = resource;
  const runtime = asText(properties["Runtime"]);
  if (!runtime.startsWith("nodejs")) {
    throw new StartFailure(
      `Function ${logicalId} needs ${runtime}; the local runtime only runs Node.js functions.`,
    );
  }
  const code = isObject(properties["Code"]) ? properties["Code"] : {};
  const folder = deployment.asset(asText(code["S3Key"]));
  const [file = "index", exportName = "handler"] = asText(properties["Handler"]).split(".");
  const variables = isObject(properties["Environment"]) ? properties["Environment"]["Variables"] : {};
  const reserved = properties["ReservedConcurrentExecutions"];
  return {
    name: resource.name,
    logicalId,
    label: resource.construct,
    arn: resource.attributes["Arn"] ?? "",
    folder,
    file: bundleFile(folder, file, logicalId),
    exportName,
    runtime,
    memory: Number(properties["MemorySize"] ?? defaultMemory),
    timeout: Number(properties["Timeout"] ?? defaultTimeout),
    environment: Object.fromEntries(
      Object.entries(isObject(variables) ? variables : {}).map(([key, value]) => [key, asText(value)]),
    ),
    ...planLogging(resource),
    roleArn: properties["Role"],
    reservedConcurrency: typeof reserved === "number" ? reserved : undefined,
  };
};

const planLogging = ({ name, properties }: Resource): Pick<LocalFunction, "logGroup" | "logLevel"> => {
  const config = isObject(properties["LoggingConfig"]) ? properties["LoggingConfig"] : {};
  return {
    logGroup: asText(config["LogGroup"]) || `/aws/lambda/${name}`,
    logLevel: config["LogFormat"] === "JSON" ? asText(config["ApplicationLogLevel"]) || "INFO" : undefined,
  };
};

const bundleFile = (folder: string, name: string, logicalId: string): string => {
  const file = [".mjs", ".js", ".cjs"]
    .map((ending) => join(folder, name + ending))
    .find((path) => existsSync(path));
  if (!file)
    throw new StartFailure(`The code of function ${logicalId} has no ${name}.mjs or .js (${folder}).`);
  return file;
};

/** By its name in the app, logical id or physical name. @throws Error when there is none. */
export const findFunction = (functions: readonly LocalFunction[], name: string): LocalFunction => {
  const found = functions.find((one) => [one.label, one.logicalId, one.name].includes(name));
  if (!found)
    throw new Error(
      `There is no function ${name}; there are ${functions.map(({ label }) => label).join(", ")}.`,
    );
  return found;
};
