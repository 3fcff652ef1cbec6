import { describe, expect, it } from "vitest";
import type {
  FunctionDefinition,
  Grant,
  GrantResource,
  QueueName,
} from "../../functions/manifest/definition.ts";
import { keyStatements } from "../../lib/grants.ts";
import type { Resource } from "./deployment.ts";
import { manifest, synthesize } from "./support.ts";

const { deployment } = await synthesize("nyugat");

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: unknown;
}

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** Every statement of a role, wherever it stands. */
const statementsOf = (role: Resource): Statement[] => {
  const inline = (role.properties["Policies"] ?? []) as unknown as {
    PolicyDocument: { Statement: Statement[] };
  }[];
  const attached = deployment
    .ofType("AWS::IAM::Policy")
    .filter(({ properties }) => (properties["Roles"] as string[]).includes(role.name))
    .map(({ properties }) => properties as unknown as { PolicyDocument: { Statement: Statement[] } });
  return [...inline, ...attached].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
};

/** `action on resource`, one line for each pair a policy allows. */
const pairs = (statements: Statement[]): string[] =>
  statements
    .flatMap(({ Action, Resource }) =>
      list(Action).flatMap((action) => list(Resource).map((resource) => `${action} on ${resource}`)),
    )
    .toSorted();

const roleOf = (name: string) => deployment.named(`${name.replaceAll("-", "")}Role`);
const isKeyUse = ({ Action }: Statement) => list(Action).every((action) => action.startsWith("kms:"));

/** What the manifest's words mean in the template; written down here a second time on purpose. */
const arns: Record<GrantResource, string | string[]> = {
  "sessions-table": "Sessions.Arn",
  "accounts-table": "Accounts.Arn",
  "cases-table": "Cases.Arn",
  "cases-table/by-owner": "Cases.Arn/index/by-owner",
  "cases-table/pending": "Cases.Arn/index/pending",
  "cases-table/worklist": "Cases.Arn/index/worklist",
  "cases-table/by-name": "Cases.Arn/index/by-name",
  "registry-table": "Registry.Arn",
  "attachments-bucket": "Attachments.Arn",
  "attachments-bucket/*": "Attachments.Arn/*",
  "catalogue-bucket/*": "Catalogue.Arn/*",
  "filing-queue": "FilingQueue.Arn",
  "delivery-queue": "DeliveryQueue.Arn",
  "mail-identity": [
    "arn:aws:ses:eu-central-1:123456789012:identity/nyugat.example.org",
    "arn:aws:ses:eu-central-1:123456789012:configuration-set/MailSettings",
  ],
  "oidc-client-secret": "OidcClientSecret",
  "webhook-secrets": "WebhookSecrets",
};

const fedFromQueue = (queue: QueueName): string[] =>
  ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"].map(
    (action) => `${action} on ${list(arns[`${queue}-queue`])[0]}`,
  );

const expectedPairs = (name: string, definition: FunctionDefinition): string[] => {
  const granted = definition.grants.flatMap(({ resource, actions }: Grant) =>
    actions.flatMap((action) => list(arns[resource]).map((arn) => `${action} on ${arn}`)),
  );
  const ownLog = ["logs:CreateLogStream", "logs:PutLogEvents"].map(
    (action) => `${action} on ${name.replaceAll("-", "")}Log.Arn`,
  );
  // Lambda sets aside in the function's name what the function failed on.
  const setAside = `sqs:SendMessage on ${name.replaceAll("-", "")}eventsDeadLetters.Arn`;
  return [
    ...granted,
    ...ownLog,
    ...(definition.trigger === "queue" ? fedFromQueue(definition.queue) : []),
    ...(definition.trigger === "event" ? [setAside] : []),
  ].toSorted();
};

describe.each(manifest)("role of %s", (name, definition) => {
  const statements = statementsOf(roleOf(name));

  it("belongs to this function alone", () => {
    const users = deployment
      .ofType("AWS::Lambda::Function")
      .filter(({ properties }) => properties["Role"] === `${roleOf(name).name}.Arn`);
    expect(users.map((fn) => fn.name)).toEqual([deployment.function(name).name]);
    expect(roleOf(name).properties).not.toHaveProperty("ManagedPolicyArns");
  });

  it("allows exactly what the manifest grants, and its own log", () => {
    expect(pairs(statements.filter((statement) => !isKeyUse(statement)))).toEqual(
      expectedPairs(name, definition),
    );
  });

  it("uses the key only through the services it is granted", () => {
    const services = new Set(
      definition.grants
        .filter(({ resource }: Grant) => !["catalogue-bucket/*", "mail-identity"].includes(resource))
        .flatMap(({ actions }: Grant) => actions.map((action) => action.split(":")[0])),
    );
    if (definition.trigger === "queue") services.add("sqs");
    const keyUse = statements.filter(isKeyUse);
    expect(new Set(keyUse.map(({ Condition }) => JSON.stringify(Condition)))).toEqual(
      new Set(
        [...services].map((service) =>
          JSON.stringify({ StringEquals: { "kms:ViaService": `${service}.eu-central-1.amazonaws.com` } }),
        ),
      ),
    );
    for (const { Resource, Effect } of keyUse)
      expect({ Resource, Effect }).toEqual({ Resource: "Key.Arn", Effect: "Allow" });
  });
});

it("no role of the portal has an action or a whole resource by wildcard", () => {
  for (const role of deployment.ofType("AWS::IAM::Role")) {
    for (const pair of pairs(statementsOf(role))) {
      expect(pair, role.name).not.toMatch(/\*.* on /);
      expect(pair, role.name).not.toMatch(/ on \*$/);
    }
  }
});

it("nothing that publishes files can delete or overwrite by wildcard", () => {
  expect(pairs(statementsOf(deployment.named("PublisherRole")))).toEqual(
    [
      "logs:CreateLogStream on PublisherLog.Arn",
      "logs:PutLogEvents on PublisherLog.Arn",
      "s3:AbortMultipartUpload on Site.Arn/*",
      "s3:GetObject on arn:aws:s3:::cdk-hnb659fds-assets-123456789012-eu-central-1/*",
      "s3:ListBucket on Site.Arn",
      "s3:PutObject on Site.Arn/*",
    ].toSorted(),
  );
});

const keyUse = (resource: GrantResource, action: string) =>
  keyStatements([{ resource, actions: [action] }], "key", "eu-central-1").map((statement) =>
    statement.toStatementJson(),
  );

describe("use of the key that grants imply", () => {
  it.each<[GrantResource, string, string[]]>([
    ["cases-table", "dynamodb:Query", ["kms:Decrypt", "kms:DescribeKey"]],
    [
      "cases-table",
      "dynamodb:PutItem",
      ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
    ],
    ["attachments-bucket/*", "s3:PutObject", ["kms:Decrypt", "kms:GenerateDataKey"]],
    ["filing-queue", "sqs:SendMessage", ["kms:Decrypt", "kms:GenerateDataKey"]],
  ])("%s %s", (resource, action, expected) => {
    expect(keyUse(resource, action)).toMatchObject([{ Action: expected, Resource: "key" }]);
  });

  it("is none for the public catalogue, for deleting and for e-mails", () => {
    expect(keyUse("mail-identity", "ses:SendEmail")).toEqual([]);
    expect(keyUse("catalogue-bucket/*", "s3:GetObject")).toEqual([]);
    expect(keyUse("attachments-bucket/*", "s3:DeleteObjectVersion")).toEqual([]);
  });

  it("is refused for an action nobody has thought about", () => {
    expect(() => keyUse("cases-table", "dynamodb:Scan")).toThrow("dynamodb:Scan");
  });
});
