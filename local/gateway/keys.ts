import type { Deployment, Resource } from "../assembly/deployment.ts";
import { asList, isObject, type Json, type JsonObject } from "../json.ts";
import type { Permission } from "./iam.ts";

/** Which customer-managed key encrypts what: ARN of a table, queue, bucket or secret → ARN of the key. */
export type EncryptionKeys = ReadonlyMap<string, string>;

const objectAt = (value: Json | undefined, key: string): Json | undefined =>
  isObject(value) ? value[key] : undefined;

/** The key a resource names, in the property its type has for it. */
const keyOf = ({ type, properties }: Resource): Json | undefined => {
  switch (type) {
    case "AWS::DynamoDB::GlobalTable": {
      const replicas = asList(properties["Replicas"]) as readonly JsonObject[];
      return replicas.map((replica) => objectAt(replica["SSESpecification"], "KMSMasterKeyId")).find(Boolean);
    }
    case "AWS::DynamoDB::Table":
      return objectAt(properties["SSESpecification"], "KMSMasterKeyId");
    case "AWS::SQS::Queue":
      return properties["KmsMasterKeyId"];
    case "AWS::SecretsManager::Secret":
      return properties["KmsKeyId"];
    case "AWS::S3::Bucket": {
      const rules = objectAt(properties["BucketEncryption"], "ServerSideEncryptionConfiguration");
      const [rule] = asList(rules);
      return objectAt(objectAt(rule, "ServerSideEncryptionByDefault"), "KMSMasterKeyID");
    }
    default:
      return undefined;
  }
};

export const encryptionKeys = (deployment: Deployment): EncryptionKeys =>
  new Map(
    deployment.resources.flatMap((resource): [string, string][] => {
      const key = deployment.find(keyOf(resource), "AWS::KMS::Key");
      const arn = resource.attributes["Arn"];
      return key && arn !== undefined ? [[arn, key.attributes["Arn"] ?? ""]] : [];
    }),
  );

/** What a service does with the key on the caller's behalf. Sources: "Encryption at rest" in each service's guide. */
const keyActions = ({ action }: Permission): readonly string[] => {
  if (/^dynamodb:|^s3:GetObject|^sqs:ReceiveMessage$|^secretsmanager:GetSecretValue$/.test(action)) {
    return ["kms:Decrypt"];
  }
  return /^s3:PutObject$|^sqs:SendMessage$/.test(action) ? ["kms:GenerateDataKey"] : [];
};

/** `…:table/name/index/x` and `arn:aws:s3:::bucket/key` are encrypted as the table and the bucket are. */
const owner = (arn: string): string =>
  arn.startsWith("arn:aws:s3:::") ? (arn.split("/")[0] ?? arn) : arn.replace(/\/index\/.*$/, "");

/** What the caller must be allowed to do with keys, besides the thing itself. */
export const keyNeeds = (needs: readonly Permission[], keys: EncryptionKeys, region: string): Permission[] =>
  needs.flatMap((need) => {
    const key = keys.get(owner(need.resource));
    if (key === undefined) return [];
    const viaService = `${need.action.split(":")[0]}.${region}.amazonaws.com`;
    return keyActions(need).map((action) => ({ action, resource: key, viaService }));
  });
