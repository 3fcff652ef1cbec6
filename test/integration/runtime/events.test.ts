import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { startFixture, type Fixture } from "./support.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
  Object.assign(process.env, fixture.portal.resources.sdkEnvironment);
});
afterAll(() => fixture.stop());

const reference = (logicalName: string): string => {
  const { references } = fixture.portal.resources;
  return Object.entries(references).find(([id]) => id.startsWith(logicalName))?.[1] ?? "";
};

const heard = async (): Promise<string[]> => {
  const { Item } = await fixture.act<{ Item?: { entries: { L: { S: string }[] } } }>("item", { id: "heard" });
  return (Item?.entries.L ?? []).map(({ S }) => S);
};

const put = (Key: string) =>
  new S3Client({}).send(new PutObjectCommand({ Bucket: reference("Uploads"), Key, Body: "x" }));

it("events reach the function of the rule they match, and no other", async () => {
  await fixture.portal.publish({ source: "fixture", detail: { name: "one" } });
  await fixture.portal.publish({ source: "elsewhere", detail: { name: "two" } });
  expect(await heard()).toEqual(["fixture one"]);
});

it("an event a function fails on is set aside where the template says", async () => {
  const event = { source: "fixture", detail: { name: "three", fail: true } };
  await fixture.portal.publish(event);
  const { Messages = [] } = await new SQSClient({}).send(
    new ReceiveMessageCommand({ QueueUrl: reference("Unheard"), MessageAttributeNames: ["All"] }),
  );
  expect(Messages.map(({ Body = "" }) => JSON.parse(Body) as unknown)).toEqual([event]);
});

it("what is written to a protected part of a bucket is scanned, and nothing else", async () => {
  const before = (await heard()).length;
  await put("elsewhere/file");
  await put("protected/file");
  const all = await eventually(heard, (found) => found.length > before);
  expect(all.slice(before)).toEqual(["aws.guardduty protected/file"]);
});
