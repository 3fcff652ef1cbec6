import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StartFailure } from "../../../local/failure.ts";
import { isAllowed, parsePolicy, wildcard } from "../../../local/gateway/iam.ts";
import { jsonOperation, s3Operation } from "../../../local/gateway/operations.ts";
import { keyNeeds } from "../../../local/gateway/keys.ts";
import type { Json } from "../../../local/json.ts";

const place = { account: "000000000000", region: "eu-central-1", gateway: "http://127.0.0.1:1" };
const tableArn = (name: string) => `arn:aws:dynamodb:eu-central-1:000000000000:table/${name}`;

const policy = (...statements: Json[]) => parsePolicy({ Statement: statements }, "role");
const allow = (Action: Json, Resource: Json, more: { [key: string]: Json } = {}): Json => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

describe("policies", () => {
  it.each([
    ["the very action and resource", "dynamodb:GetItem", tableArn("cases"), true],
    ["another action", "dynamodb:PutItem", tableArn("cases"), false],
    ["another table", "dynamodb:GetItem", tableArn("cases2"), false],
    ["an index, when only the table is granted", "dynamodb:GetItem", `${tableArn("cases")}/index/x`, false],
    ["an action in other letters", "DynamoDB:getitem", tableArn("cases"), true],
  ])("decide on %s", (_what, action, resource, expected) => {
    const statements = policy(allow("dynamodb:GetItem", tableArn("cases")));
    expect(isAllowed(statements, { action, resource })).toBe(expected);
  });

  it("allow nothing by themselves", () => {
    expect(isAllowed([], { action: "s3:GetObject", resource: "arn:aws:s3:::b/k" })).toBe(false);
  });

  it("know wildcards in actions and resources", () => {
    const statements = policy(allow(["s3:Get*", "s3:List?ucket"], "arn:aws:s3:::bucket/*"));
    expect(
      isAllowed(statements, { action: "s3:GetObjectVersion", resource: "arn:aws:s3:::bucket/a/b" }),
    ).toBe(true);
    expect(isAllowed(statements, { action: "s3:GetObject", resource: "arn:aws:s3:::bucket" })).toBe(false);
  });

  it("let a denial win over any allowance", () => {
    const deny = { Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::b/secret/*" };
    const statements = policy(allow("*", "*"), deny);
    expect(isAllowed(statements, { action: "s3:GetObject", resource: "arn:aws:s3:::b/secret/k" })).toBe(
      false,
    );
    expect(isAllowed(statements, { action: "s3:GetObject", resource: "arn:aws:s3:::b/open" })).toBe(true);
  });

  it("bind the use of a key to the service", () => {
    const statements = policy(
      allow("kms:Decrypt", "key", {
        Condition: { StringEquals: { "kms:ViaService": "sqs.eu-central-1.amazonaws.com" } },
      }),
    );
    const decrypt = (viaService: string) =>
      isAllowed(statements, { action: "kms:Decrypt", resource: "key", viaService });
    expect(decrypt("sqs.eu-central-1.amazonaws.com")).toBe(true);
    expect(decrypt("s3.eu-central-1.amazonaws.com")).toBe(false);
  });

  it.each<[string, Json]>([
    [
      "a condition that is not enforced",
      allow("*", "*", { Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }),
    ],
    ["NotAction", { Effect: "Allow", NotAction: "s3:*", Resource: "*" }],
  ])("stop the start when they use %s", (_what, statement) => {
    expect(() => policy(statement)).toThrow(StartFailure);
  });

  it("match literally whatever is no wildcard", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (pattern, text) => {
        fc.pre(!/[*?]/.test(pattern));
        expect(wildcard(pattern).test(text)).toBe(pattern === text);
      }),
      { seed: 3 },
    );
  });
});

const needs = (service: "dynamodb" | "sqs" | "secretsmanager", name: string, input: Json) =>
  jsonOperation(
    service,
    {
      method: "POST",
      url: "/",
      headers: { "x-amz-target": `Prefix.${name}` },
      body: Buffer.from(JSON.stringify(input)),
    },
    place,
  )?.needs.map(({ action, resource }) => `${action} ${resource}`);

describe("what an operation needs", () => {
  it("is the index for a query on an index", () => {
    expect(needs("dynamodb", "Query", { TableName: "t", IndexName: "i" })).toEqual([
      `dynamodb:Query ${tableArn("t")}/index/i`,
    ]);
  });

  it("is each item's own action for a transaction", () => {
    const TransactItems = [
      { Put: { TableName: "a" } },
      { ConditionCheck: { TableName: "b" } },
      { Update: { TableName: "a" } },
      { Delete: { TableName: tableArn("c") } },
    ];
    expect(needs("dynamodb", "TransactWriteItems", { TransactItems })).toEqual([
      `dynamodb:PutItem ${tableArn("a")}`,
      `dynamodb:ConditionCheckItem ${tableArn("b")}`,
      `dynamodb:UpdateItem ${tableArn("a")}`,
      `dynamodb:DeleteItem ${tableArn("c")}`,
    ]);
  });

  it("is every table of a batch", () => {
    expect(needs("dynamodb", "BatchGetItem", { RequestItems: { a: {}, b: {} } })).toEqual([
      `dynamodb:BatchGetItem ${tableArn("a")}`,
      `dynamodb:BatchGetItem ${tableArn("b")}`,
    ]);
  });

  it("is the single action for a batch of messages", () => {
    const QueueUrl = "http://127.0.0.1:1/000000000000/q.fifo";
    expect(needs("sqs", "SendMessageBatch", { QueueUrl })).toEqual([
      "sqs:SendMessage arn:aws:sqs:eu-central-1:000000000000:q.fifo",
    ]);
  });

  it.each([
    ["GET", "/b/a%20k?x-id=GetObject", {}, "s3:GetObject arn:aws:s3:::b/a k"],
    ["GET", "/b/k?versionId=1", {}, "s3:GetObjectVersion arn:aws:s3:::b/k"],
    ["HEAD", "/b/k", {}, "s3:GetObject arn:aws:s3:::b/k"],
    ["PUT", "/b/k", {}, "s3:PutObject arn:aws:s3:::b/k"],
    [
      "PUT",
      "/b/k",
      { "x-amz-copy-source": "other/x%20y" },
      "s3:PutObject arn:aws:s3:::b/k+s3:GetObject arn:aws:s3:::other/x y",
    ],
    ["DELETE", "/b/k", {}, "s3:DeleteObject arn:aws:s3:::b/k"],
    ["DELETE", "/b/k?versionId=1", {}, "s3:DeleteObjectVersion arn:aws:s3:::b/k"],
    ["GET", "/b?list-type=2", {}, "s3:ListBucket arn:aws:s3:::b"],
    ["GET", "/b/?list-type=2", {}, "s3:ListBucket arn:aws:s3:::b"],
  ])("%s %s", (method, url, headers, expected) => {
    const { needs: found } = s3Operation({ method, url, headers, body: Buffer.alloc(0) });
    expect(found.map(({ action, resource }) => `${action} ${resource}`).join("+")).toBe(expected);
  });

  it("includes the key of an encrypted table, of its indexes too", () => {
    const keys = new Map([[tableArn("t"), "key-arn"]]);
    const query = { action: "dynamodb:Query", resource: `${tableArn("t")}/index/i` };
    expect(keyNeeds([query], keys, "eu-central-1")).toEqual([
      { action: "kms:Decrypt", resource: "key-arn", viaService: "dynamodb.eu-central-1.amazonaws.com" },
    ]);
    expect(keyNeeds([{ ...query, resource: tableArn("other") }], keys, "eu-central-1")).toEqual([]);
  });
});
