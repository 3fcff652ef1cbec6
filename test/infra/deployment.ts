import type { CloudAssembly } from "aws-cdk-lib/cx-api";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Properties = { [key: string]: Json };

interface Template {
  Resources: Record<
    string,
    { Type: string; Properties?: Properties; DeletionPolicy?: string; DependsOn?: string[] }
  >;
  Outputs?: Record<string, { Value: Json; Export?: { Name: Json } }>;
}

export interface Resource {
  /** `edge`, `data`, `service` or `web`. */
  stack: string;
  /** Logical id without CDK's hash: `Cases`, `FilingQueue`. */
  name: string;
  type: string;
  /**
   * With references written as text: `Cases` for Ref, `Cases.Arn` for GetAtt (of whatever stack), and joins joined.
   */
  properties: Properties;
  deletionPolicy: string | undefined;
  dependsOn: string[];
}

/** The templates of one region, with references between resources and stacks made readable. */
export class Deployment {
  readonly resources: readonly Resource[];
  readonly #outputs: ReadonlyMap<string, Record<string, Json>>;

  constructor(assembly: CloudAssembly) {
    const templates = assembly.stacks.map(({ stackName, template }) => ({
      stack: stackName.split("-").at(-1) ?? "",
      template: template as Template,
    }));
    const exported = new Map(
      templates.flatMap(({ template }) =>
        Object.values(template.Outputs ?? {}).flatMap(({ Export, Value }): [Json, Json][] =>
          Export ? [[Export.Name, Value]] : [],
        ),
      ),
    );
    this.#outputs = new Map(
      templates.map(({ stack, template }) => [
        stack,
        Object.fromEntries(
          Object.entries(template.Outputs ?? {}).map(([id, { Value }]) => [
            withoutHash(id),
            readable(Value, exported),
          ]),
        ),
      ]),
    );
    this.resources = templates.flatMap(({ stack, template }) =>
      Object.entries(template.Resources).map(([id, { Type, Properties, DeletionPolicy, DependsOn }]) => ({
        stack,
        name: withoutHash(id),
        type: Type,
        properties: readable(Properties ?? {}, exported) as Properties,
        deletionPolicy: DeletionPolicy,
        dependsOn: (DependsOn ?? []).map(withoutHash),
      })),
    );
  }

  /** What a stack tells whoever deploys it, by name without CDK's hash. */
  outputs(stack: string): Record<string, Json> {
    return this.#outputs.get(stack) ?? {};
  }

  ofType(type: string): Resource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The only resource of this name. */
  named(name: string): Resource {
    const [found, ...more] = this.resources.filter((resource) => resource.name === name);
    if (found === undefined || more.length > 0) throw new Error(`not exactly one resource is named ${name}`);
    return found;
  }

  /** Functions of the manifest; CDK's own publishing function is in the web stack. */
  function(name: string): Resource {
    return this.named(`${name.replaceAll("-", "")}Function`);
  }
}

/** A property that is expected to be text or a number. */
export const text = (value: Json | undefined): string =>
  typeof value === "object" ? JSON.stringify(value) : String(value);

const withoutHash = (id: string) => id.replace(/[0-9A-F]{8}$/, "");

const readable = (value: Json, exported: ReadonlyMap<Json, Json>): Json => {
  const inner = (nested: Json) => readable(nested, exported);
  if (Array.isArray(value)) return value.map(inner);
  if (typeof value !== "object" || value === null) return value;
  if (typeof value["Ref"] === "string") return withoutHash(value["Ref"]);
  const attribute = value["Fn::GetAtt"];
  if (Array.isArray(attribute)) return `${withoutHash(text(attribute[0]))}.${text(attribute[1])}`;
  const join = value["Fn::Join"];
  if (Array.isArray(join) && Array.isArray(join[1])) {
    return join[1].map((part) => text(inner(part))).join(text(join[0]));
  }
  const imported = value["Fn::ImportValue"];
  if (imported !== undefined) return inner(exported.get(imported) ?? "nothing exports this");
  return Object.fromEntries(Object.entries(value).map(([key, nested]) => [key, inner(nested)]));
};
