import { createHash } from "node:crypto";
import type { Json } from "../json.ts";

/** Where the deployed thing would be, and where its local stand-ins listen. */
export interface Place {
  account: string;
  region: string;
  /** Origin of the gateway in front of the emulated services, like `http://127.0.0.1:40123`. */
  gateway: string;
}

/** What `Ref` and `Fn::GetAtt` of a resource give, all known before anything is created. */
export interface Identity {
  /** Physical name: the template's own, or `<stack>-<logical id>`, so it stays the same between starts. */
  name: string;
  ref: string;
  attributes: Readonly<Record<string, string>>;
}

interface Subject {
  stack: string;
  logicalId: string;
  type: string;
  /** Reads one property of the resource, evaluated. */
  property(name: string): Json | undefined;
}

type Describe = (name: string, place: Place, subject: Subject) => Omit<Identity, "name">;

const digest = (text: string, length: number): string =>
  createHash("sha256").update(text).digest("hex").slice(0, length);

/** Which property holds the physical name, when the app gives one. */
const nameProperties: Readonly<Record<string, string>> = {
  "AWS::ApiGatewayV2::DomainName": "DomainName",
  "AWS::DynamoDB::GlobalTable": "TableName",
  "AWS::DynamoDB::Table": "TableName",
  "AWS::SQS::Queue": "QueueName",
  "AWS::S3::Bucket": "BucketName",
  "AWS::SecretsManager::Secret": "Name",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::CloudFront::Function": "Name",
  "AWS::IAM::Role": "RoleName",
  "AWS::Logs::LogGroup": "LogGroupName",
  "AWS::SES::ConfigurationSet": "Name",
  "AWS::SES::EmailIdentity": "EmailIdentity",
  "AWS::SNS::Topic": "TopicName",
  "AWS::ApiGatewayV2::Stage": "StageName",
};

/** Resources AWS itself names with an opaque id. */
const opaqueIds: ReadonlySet<string> = new Set([
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::ApiMapping",
  "AWS::ApiGatewayV2::Integration",
  "AWS::ApiGatewayV2::Route",
  "AWS::CloudFront::Distribution",
  "AWS::GuardDuty::MalwareProtectionPlan",
]);

const physicalName = (subject: Subject): string => {
  const property = nameProperties[subject.type];
  const given = property && subject.property(property);
  if (typeof given === "string" && given !== "") return given;
  const generated = `${subject.stack}-${subject.logicalId}`;
  if (opaqueIds.has(subject.type)) return digest(generated, 10);
  if (subject.type === "AWS::S3::Bucket") return bucketName(generated);
  return subject.type === "AWS::SQS::Queue" && subject.property("FifoQueue") === true
    ? `${generated}.fifo`
    : generated;
};

/** Bucket names are lower-case and at most 63 characters. */
const bucketName = (generated: string): string => {
  const lower = generated.toLowerCase();
  return lower.length <= 63 ? lower : `${lower.slice(0, 54)}-${digest(generated, 8)}`;
};

const table: Describe = (name, { region, account }) => {
  const arn = `arn:aws:dynamodb:${region}:${account}:table/${name}`;
  return { ref: name, attributes: { Arn: arn, TableId: digest(arn, 32) } };
};

/** Name and ARN, for everything whose `Ref` is its name. */
const named =
  (arn: (name: string, place: Place) => string): Describe =>
  (name, place) => ({ ref: name, attributes: { Arn: arn(name, place) } });

/** For everything whose `Ref` is its ARN; the attribute names under which the ARN can also be had. */
const byArn =
  (arn: (name: string, place: Place) => string, ...aliases: string[]): Describe =>
  (name, place) => ({
    ref: arn(name, place),
    attributes: Object.fromEntries(["Arn", "Id", ...aliases].map((alias) => [alias, arn(name, place)])),
  });

const describers: Readonly<Record<string, Describe>> = {
  "AWS::DynamoDB::GlobalTable": table,
  "AWS::DynamoDB::Table": table,
  "AWS::SQS::Queue": (name, { region, account, gateway }) => {
    const url = `${gateway}/${account}/${name}`;
    const arn = `arn:aws:sqs:${region}:${account}:${name}`;
    return { ref: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
  },
  "AWS::S3::Bucket": (name, { region }) => ({
    ref: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
    },
  }),
  "AWS::SecretsManager::Secret": byArn(
    (name, { region, account }) =>
      `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${digest(name, 6)}`,
  ),
  "AWS::Lambda::Function": named((name, { region, account }) => functionArn(name, region, account)),
  "AWS::ApiGatewayV2::Api": (name, { region }) => ({
    ref: name,
    attributes: { ApiId: name, ApiEndpoint: `https://${name}.execute-api.${region}.amazonaws.com` },
  }),
  "AWS::ApiGatewayV2::DomainName": (name, { region }) => ({
    ref: name,
    attributes: {
      RegionalDomainName: `d-${digest(name, 10)}.execute-api.${region}.amazonaws.com`,
      RegionalHostedZoneId: digest(name, 14).toUpperCase(),
    },
  }),
  "AWS::CloudFront::Distribution": (name) => ({
    ref: name,
    attributes: { Id: name, DomainName: `${name}.cloudfront.net` },
  }),
  "AWS::CloudFront::Function": byArn(
    (name, { account }) => `arn:aws:cloudfront::${account}:function/${name}`,
    "FunctionARN",
  ),
  "AWS::GuardDuty::MalwareProtectionPlan": (name, { region, account }) => ({
    ref: name,
    attributes: {
      Arn: `arn:aws:guardduty:${region}:${account}:malware-protection-plan/${name}`,
      MalwareProtectionPlanId: name,
    },
  }),
  "AWS::IAM::Role": (name, { account }) => ({
    ref: name,
    attributes: { Arn: `arn:aws:iam::${account}:role/${name}`, RoleId: digest(name, 20) },
  }),
  "AWS::IAM::ManagedPolicy": byArn(
    (name, { account }) => `arn:aws:iam::${account}:policy/${name}`,
    "PolicyArn",
  ),
  "AWS::Events::Rule": named(
    (name, { region, account }) => `arn:aws:events:${region}:${account}:rule/${name}`,
  ),
  "AWS::Scheduler::Schedule": named(
    (name, { region, account }) => `arn:aws:scheduler:${region}:${account}:schedule/default/${name}`,
  ),
  "AWS::KMS::Key": (name, { region, account }) => ({
    ref: name,
    attributes: { KeyId: name, Arn: `arn:aws:kms:${region}:${account}:key/${name}` },
  }),
  "AWS::Logs::LogGroup": named(
    (name, { region, account }) => `arn:aws:logs:${region}:${account}:log-group:${name}:*`,
  ),
  "AWS::SNS::Topic": byArn(
    (name, { region, account }) => `arn:aws:sns:${region}:${account}:${name}`,
    "TopicArn",
  ),
  "AWS::SES::EmailIdentity": (name, { region, account }) => ({
    ref: name,
    attributes: { Arn: `arn:aws:ses:${region}:${account}:identity/${name}`, ...dkimRecords(name) },
  }),
  "AWS::CertificateManager::Certificate": byArn(
    (name, { region, account }) => `arn:aws:acm:${region}:${account}:certificate/${name}`,
  ),
};

/** SES gives a domain three pairs, to be published in its zone. */
const dkimRecords = (domain: string): Record<string, string> =>
  Object.fromEntries(
    [1, 2, 3].flatMap((number) => [
      [`DkimDNSTokenName${number}`, `local${number}._domainkey.${domain}`],
      [`DkimDNSTokenValue${number}`, `local${number}.dkim.amazonses.com`],
    ]),
  );

const functionArn = (name: string, region: string, account: string): string =>
  `arn:aws:lambda:${region}:${account}:function:${name}`;

export const identify = (subject: Subject, place: Place): Identity => {
  const name = physicalName(subject);
  const describe = describers[subject.type];
  return { name, ...(describe ? describe(name, place, subject) : { ref: name, attributes: {} }) };
};

/**
 * An attribute of a resource that has no local counterpart (a key, an alarm, a web ACL): some stable text of the
 * right form, because nothing local will ever look at it.
 */
export const placeholderAttribute = (
  identity: Identity,
  type: string,
  attribute: string,
  place: Place,
): string => {
  const service = type.split("::")[1]?.toLowerCase() ?? "local";
  return attribute.endsWith("Arn")
    ? `arn:aws:${service}:${place.region}:${place.account}:${identity.name}`
    : `${identity.name}-${attribute}`;
};
