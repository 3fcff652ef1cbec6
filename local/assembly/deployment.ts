import { StartFailure } from "../failure.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { identify, placeholderAttribute, type Identity, type Place } from "./attributes.ts";
import { resolveReferences } from "./dynamic-references.ts";
import { evaluate, truth, type Scope } from "./intrinsics.ts";
import type { Assembly, Stack, TemplateResource } from "./load.ts";
import { supportedTypes, typesWithoutLocalMeaning } from "./types.ts";

/** One resource of the template with every intrinsic function evaluated. */
export interface Resource extends Identity {
  stack: string;
  logicalId: string;
  /** The construct's name in the app, like `filing-worker`. */
  construct: string;
  type: string;
  properties: JsonObject;
}

/** The synthesized app as it will stand on this machine. */
export interface Deployment {
  place: Place;
  resources: readonly Resource[];
  ofType(...types: string[]): readonly Resource[];
  /** By `Ref`, ARN or physical name. */
  find(reference: Json | undefined, ...types: string[]): Resource | undefined;
  /** Absolute path of the asset with this object key. */
  asset(objectKey: string): string;
}

export interface DeploymentOptions {
  gateway: string;
  /** `https://` address of the first distribution is replaced by this one. */
  origin: string;
  /** Texts to replace wherever they stand in the template, as whole addresses: [as synthesized, here]. */
  addresses?: readonly (readonly [string, string])[];
  region?: string;
  /** Value of a secret by its name or ARN; without it, dynamic references stay as they are. */
  secretOf?: (id: string) => string | undefined;
}

/** Where the app leaves the account open, as the emulators number it. */
const localAccount = "000000000000";

/**
 * Evaluates the templates of all stacks together (exports included). Pure: creates nothing.
 * @throws StartFailure naming every resource of an unsupported type, or the intrinsic that could not be evaluated.
 */
export const planDeployment = (assembly: Assembly, options: DeploymentOptions): Deployment => {
  const region = options.region ?? mainRegion(assembly) ?? process.env["AWS_REGION"];
  const account = assembly.stacks.find((stack) => stack.account)?.account ?? localAccount;
  const place: Place = { account, region: region ?? "eu-central-1", gateway: options.gateway };
  refuseUnsupported(assembly);
  const scopes = new Scopes(assembly, place);
  const planned = assembly.stacks.flatMap((stack) => scopes.resources(stack));
  const { secretOf } = options;
  const resources = rewriteAddresses(planned, options).map((resource) =>
    secretOf && !(resource.type in typesWithoutLocalMeaning)
      ? { ...resource, properties: resolveReferences(resource, secretOf) }
      : resource,
  );
  return {
    place,
    resources,
    ofType: (...types) => resources.filter((resource) => types.includes(resource.type)),
    find: (reference, ...types) =>
      resources.find((resource) => types.includes(resource.type) && answersTo(resource, reference)),
    asset: (objectKey) => {
      const path = assembly.assets.get(objectKey);
      if (!path) throw new StartFailure(`The cloud assembly has no asset ${objectKey}; synthesize it again.`);
      return path;
    },
  };
};

/** Where most stacks are: what CloudFront wants in us-east-1 stands in a stack apart. */
const mainRegion = ({ stacks }: Assembly): string | undefined => {
  const regions = stacks.flatMap(({ region }) => region ?? []);
  const count = (region: string) => regions.filter((one) => one === region).length;
  return regions.toSorted((left, right) => count(right) - count(left))[0];
};

const answersTo = (resource: Resource, reference: Json | undefined): boolean =>
  resource.ref === reference || resource.name === reference || resource.attributes["Arn"] === reference;

const refuseUnsupported = (assembly: Assembly): void => {
  const unknown = assembly.stacks.flatMap((stack) =>
    Object.entries(stack.template.resources)
      .filter(([, { Type }]) => !supportedTypes.has(Type) && !(Type in typesWithoutLocalMeaning))
      .map(([logicalId, { Type }]) => `${logicalId} (${Type}, stack ${stack.name})`),
  );
  if (unknown.length === 0) return;
  throw new StartFailure(
    `The local runtime cannot stand in for: ${unknown.join(", ")}. ` +
      "Teach it the type, or list the type with a reason in local/assembly/types.ts.",
  );
};

/** Evaluates references inside and across stacks, each thing once and only when asked for. */
class Scopes {
  private readonly identities = new Map<string, Identity>();
  private readonly assembly: Assembly;
  private readonly place: Place;

  constructor(assembly: Assembly, place: Place) {
    this.assembly = assembly;
    this.place = place;
  }

  resources(stack: Stack): Resource[] {
    const scope = this.scope(stack);
    return Object.entries(stack.template.resources)
      .filter(([, resource]) => resource.Condition === undefined || scope.condition(resource.Condition))
      .map(([logicalId, resource]) => ({
        stack: stack.name,
        logicalId,
        construct: stack.constructs.get(logicalId) ?? logicalId,
        type: resource.Type,
        ...this.identity(stack, logicalId, resource),
        properties: evaluate(resource.Properties ?? {}, scope) as JsonObject,
      }));
  }

  private scope(stack: Stack): Scope {
    const scope: Scope = {
      mappings: stack.template.mappings,
      ref: (name) => this.ref(stack, name),
      getAtt: (logicalId, attribute) => this.getAtt(stack, logicalId, attribute),
      importValue: (name) => this.importValue(name),
      condition: (name) => truth(stack.template.conditions[name], scope),
    };
    return scope;
  }

  private ref(stack: Stack, name: string): Json {
    const pseudo = this.pseudoParameter(stack, name);
    if (pseudo !== undefined) return pseudo;
    const resource = stack.template.resources[name];
    if (resource) return this.identity(stack, name, resource).ref;
    const parameter = stack.template.parameters[name];
    if (parameter?.Default !== undefined) return parameter.Default;
    throw new StartFailure(`Stack ${stack.name} refers to ${name}, which has no value locally.`);
  }

  private pseudoParameter(stack: Stack, name: string): string | undefined {
    const values: Record<string, string> = {
      "AWS::AccountId": this.place.account,
      "AWS::Partition": "aws",
      "AWS::Region": this.place.region,
      "AWS::StackId": `arn:aws:cloudformation:${this.place.region}:${this.place.account}:stack/${stack.name}/local`,
      "AWS::StackName": stack.name,
      "AWS::URLSuffix": "amazonaws.com",
    };
    return values[name];
  }

  private getAtt(stack: Stack, logicalId: string, attribute: string): Json {
    const resource = stack.template.resources[logicalId];
    if (!resource)
      throw new StartFailure(`Stack ${stack.name} refers to ${logicalId}, which it does not have.`);
    const identity = this.identity(stack, logicalId, resource);
    const known = identity.attributes[attribute];
    if (known !== undefined) return known;
    if (resource.Type in typesWithoutLocalMeaning || resource.Type.startsWith("Custom::")) {
      return placeholderAttribute(identity, resource.Type, attribute, this.place);
    }
    if (attribute === "Id" || attribute === "Arn")
      return placeholderAttribute(identity, resource.Type, attribute, this.place);
    throw new StartFailure(
      `The local runtime does not know the attribute ${attribute} of ${logicalId} (${resource.Type}, stack ${stack.name}).`,
    );
  }

  private importValue(name: string): Json {
    for (const stack of this.assembly.stacks) {
      const scope = this.scope(stack);
      for (const output of Object.values(stack.template.outputs)) {
        if (output.Export && evaluate(output.Export.Name, scope) === name)
          return evaluate(output.Value, scope);
      }
    }
    throw new StartFailure(`No stack exports ${name}.`);
  }

  private identity(stack: Stack, logicalId: string, resource: TemplateResource): Identity {
    const key = `${stack.name}/${logicalId}`;
    const known = this.identities.get(key);
    if (known) return known;
    const scope = this.scope(stack);
    const property = (name: string): Json | undefined => {
      const value = resource.Properties?.[name];
      return value === undefined ? undefined : evaluate(value, scope);
    };
    const identity = identify({ stack: stack.name, logicalId, type: resource.Type, property }, this.place);
    this.identities.set(key, identity);
    return identity;
  }
}

/**
 * The template speaks of addresses in AWS (`https://<bucket>.s3.<region>.amazonaws.com` in a content security
 * policy, the distribution's own address as the origin); here they are the loopback ones.
 */
const rewriteAddresses = (resources: readonly Resource[], options: DeploymentOptions): Resource[] => {
  const addresses: (readonly [string, string])[] = [...(options.addresses ?? [])];
  for (const { type, attributes } of resources) {
    if (type === "AWS::S3::Bucket") {
      addresses.push([`https://${attributes["RegionalDomainName"]}`, options.gateway]);
      addresses.push([`https://${attributes["DomainName"]}`, options.gateway]);
    }
    if (type === "AWS::CloudFront::Distribution") {
      addresses.push([`https://${attributes["DomainName"]}`, options.origin]);
    }
  }
  return resources.map((resource) => ({
    ...resource,
    properties: replaceTexts(resource.properties, addresses) as JsonObject,
  }));
};

const replaceTexts = (value: Json, addresses: readonly (readonly [string, string])[]): Json => {
  if (typeof value === "string")
    return addresses.reduce((text, [from, to]) => text.replaceAll(from, to), value);
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => replaceTexts(item, addresses));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceTexts(item, addresses)]));
};
