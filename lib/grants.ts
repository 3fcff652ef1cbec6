import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Grant, GrantResource, QueueName } from "../functions/manifest/definition.ts";
import type { MailIdentity } from "./constructs/mail-identity.ts";
import type { DataStack } from "./stacks/data-stack.ts";

/** Total, as the environment: a resource the manifest may grant and nobody knows the ARN of does not compile. */
export const resourceArns = (
  data: DataStack,
  queueArns: Record<QueueName, string>,
  mail: MailIdentity,
): Record<GrantResource, string | readonly string[]> => ({
  "sessions-table": data.sessions.tableArn,
  "accounts-table": data.accounts.tableArn,
  "cases-table": data.cases.tableArn,
  "cases-table/by-owner": `${data.cases.tableArn}/index/by-owner`,
  "cases-table/pending": `${data.cases.tableArn}/index/pending`,
  "cases-table/worklist": `${data.cases.tableArn}/index/worklist`,
  "cases-table/by-name": `${data.cases.tableArn}/index/by-name`,
  "registry-table": data.registry.tableArn,
  "attachments-bucket": data.attachments.bucketArn,
  "attachments-bucket/*": data.attachments.arnForObjects("*"),
  "catalogue-bucket/*": data.catalogue.arnForObjects("*"),
  "filing-queue": queueArns.filing,
  "delivery-queue": queueArns.delivery,
  // Sending with a configuration set needs leave to use both.
  "mail-identity": [mail.identityArn, mail.settingsArn],
  "oidc-client-secret": data.broker.clientSecret.secretArn,
  "webhook-secrets": data.webhookSecrets.secretArn,
});

/** What Lambda's poller needs to feed a function from a queue; the role is the function's. */
export const consumeQueue = (queue: QueueName): Grant => ({
  resource: `${queue}-queue`,
  actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
});

/** One statement per grant, exactly as the manifest has it. */
export const grantStatements = (
  grants: readonly Grant[],
  arns: ReturnType<typeof resourceArns>,
): PolicyStatement[] =>
  grants.map(
    ({ resource, actions }) =>
      new PolicyStatement({ actions: [...actions], resources: [arns[resource]].flat() }),
  );

const readKey = ["kms:Decrypt"];
const writeKey = ["kms:Decrypt", "kms:GenerateDataKey"];

/**
 * What a service asks of the key on the caller's behalf. Sources: the "encryption at rest" page of each
 * service's developer guide. DynamoDB always decrypts its table key; writing may also ask for Encrypt.
 */
const keyActions: Readonly<Record<string, readonly string[]>> = {
  "dynamodb:GetItem": [...readKey, "kms:DescribeKey"],
  "dynamodb:BatchGetItem": [...readKey, "kms:DescribeKey"],
  "dynamodb:Query": [...readKey, "kms:DescribeKey"],
  "dynamodb:ConditionCheckItem": [...readKey, "kms:DescribeKey"],
  "dynamodb:PutItem": [...writeKey, "kms:Encrypt", "kms:DescribeKey"],
  "dynamodb:UpdateItem": [...writeKey, "kms:Encrypt", "kms:DescribeKey"],
  "dynamodb:DeleteItem": [...writeKey, "kms:Encrypt", "kms:DescribeKey"],
  "s3:GetObject": readKey,
  "s3:GetObjectVersion": readKey,
  "s3:PutObject": writeKey,
  "s3:DeleteObject": [],
  "s3:DeleteObjectVersion": [],
  "s3:ListBucket": [],
  "sqs:SendMessage": writeKey,
  "sqs:ReceiveMessage": readKey,
  "sqs:DeleteMessage": [],
  "sqs:ChangeMessageVisibility": [],
  "sqs:GetQueueAttributes": [],
  "secretsmanager:GetSecretValue": readKey,
  "ses:SendEmail": [],
};

/** The catalogue is public and encrypted with S3's own key. */
const withoutOurKey: readonly GrantResource[] = ["catalogue-bucket/*"];

/**
 * Use of the customer-managed key that the grants imply: one statement per service, usable only through that
 * service, so that no function can decrypt anything by calling KMS itself.
 * @throws for an action whose use of the key nobody has thought about yet
 */
export const keyStatements = (
  grants: readonly Grant[],
  keyArn: string,
  awsRegion: string,
): PolicyStatement[] => {
  const byService = new Map<string, Set<string>>();
  for (const { resource, actions } of grants) {
    if (withoutOurKey.includes(resource)) continue;
    for (const action of actions) {
      const service = action.split(":")[0] ?? "";
      const needed = byService.get(service) ?? new Set();
      for (const keyAction of keyActionsOf(action)) needed.add(keyAction);
      byService.set(service, needed);
    }
  }
  return [...byService]
    .filter(([, actions]) => actions.size > 0)
    .map(
      ([service, actions]) =>
        new PolicyStatement({
          actions: [...actions].toSorted(),
          resources: [keyArn],
          conditions: { StringEquals: { "kms:ViaService": `${service}.${awsRegion}.amazonaws.com` } },
        }),
    );
};

const keyActionsOf = (action: string): readonly string[] => {
  const needed = keyActions[action];
  if (needed === undefined) throw new Error(`lib/grants.ts does not say which KMS actions ${action} needs`);
  return needed;
};
