import { StartFailure } from "../failure.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";

/** `{{resolve:service:…}}`; what comes after the service is the service's own. */
const reference = /\{\{resolve:([^:}]+):([^}]*)\}\}/g;

/** Name or ARN of the secret; then, each of them optional: `SecretString`, key in it, version stage, version id. */
const secretReference =
  /^(arn:(?:[^:]+:){5}[^:]+|[^:]+)(?::SecretString(?::([^:]*))?(?::[^:]*)?(?::[^:]*)?)?$/;

/** What a reference stands in, for messages. */
interface Owner {
  stack: string;
  logicalId: string;
  properties: JsonObject;
}

/**
 * The properties of a resource with the dynamic references in them replaced by what they refer to, as CloudFormation
 * does when it creates the resource: the value is the same on both sides and stands in no template.
 * Source: CloudFormation user guide, "Get a secret or secret value from Secrets Manager".
 * @throws StartFailure on a reference to another service, or to a secret the template does not have
 */
export const resolveReferences = (owner: Owner, secretOf: (id: string) => string | undefined): JsonObject => {
  const resolve = (service: string, id: string): string => {
    const what = `${owner.logicalId} (stack ${owner.stack}) refers to {{resolve:${service}:${id}}}`;
    const [, secretId, key = ""] = secretReference.exec(id) ?? [];
    if (service !== "secretsmanager" || secretId === undefined) {
      throw new StartFailure(`${what}; only references to secrets are resolved locally.`);
    }
    const secret = secretOf(secretId);
    const value = key === "" ? secret : entry(secret, key);
    if (value === undefined) throw new StartFailure(`${what}, which no secret of the template has.`);
    return value;
  };
  const replace = (value: Json): Json => {
    if (typeof value === "string") {
      return value.replaceAll(reference, (_, service: string, id: string) => resolve(service, id));
    }
    if (Array.isArray(value)) return (value as readonly Json[]).map(replace);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replace(item)]));
  };
  return replace(owner.properties) as JsonObject;
};

const entry = (secret: string | undefined, key: string): string | undefined => {
  const values = JSON.parse(secret ?? "{}") as JsonObject;
  const value = Object.hasOwn(values, key) ? values[key] : undefined;
  return typeof value === "string" ? value : undefined;
};
