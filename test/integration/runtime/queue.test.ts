import { SQSClient, GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { startFixture, type Fixture } from "./support.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

let sent = 0;
const send = async (group: string, name: string, more: object = {}): Promise<void> => {
  sent += 1;
  await fixture.act("send", { group, deduplication: `d${sent}`, message: { name, ...more } });
};

/** What the worker wrote for a group: `<message>#<attempt>/<messages in the batch>`. */
const entries = async (group: string): Promise<string[]> => {
  const { Item } = await fixture.act<{ Item?: { entries: { L: { S: string }[] } } }>("item", {
    id: `group-${group}`,
  });
  return (Item?.entries.L ?? []).map(({ S }) => S);
};

const waiting = async (logicalName: string): Promise<number> => {
  const { sdkEnvironment, references, region, endpoint } = fixture.portal.resources;
  const client = new SQSClient({
    region,
    endpoint,
    credentials: {
      accessKeyId: sdkEnvironment["AWS_ACCESS_KEY_ID"] ?? "",
      secretAccessKey: sdkEnvironment["AWS_SECRET_ACCESS_KEY"] ?? "",
    },
  });
  const [, queue] = Object.entries(references).find(([id]) => id.startsWith(logicalName)) ?? [];
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: ["ApproximateNumberOfMessages"] }),
  );
  return Number(Attributes?.["ApproximateNumberOfMessages"]);
};

it("delivers a group in order and in batches, never two batches of it at once", async () => {
  // The first one keeps the worker busy while the others queue up behind it.
  await send("order", "m0", { sleep: 1_000 });
  for (const name of ["m1", "m2", "m3", "m4"]) await send("order", name);
  const all = await eventually(
    () => entries("order"),
    (found) => found.length === 5,
  );
  expect(all).toEqual(["m0#1/1", "m1#1/4", "m2#1/4", "m3#1/4", "m4#1/4"]);
});

it("delivers again what the function reported as failed, and only that, in order", async () => {
  await send("partial", "busy", { sleep: 1_000 });
  await send("partial", "good");
  await send("partial", "bad", { failures: 1 });
  await send("partial", "behind");
  const all = await eventually(
    () => entries("partial"),
    (found) => found.length === 4,
  );
  expect(all).toEqual(["busy#1/1", "good#1/3", "bad#2/2", "behind#2/2"]);
});

it("moves on with another group while one waits for its visibility timeout", async () => {
  await send("stuck", "bad", { failures: 1 });
  await send("free", "good");
  expect(
    await eventually(
      () => entries("free"),
      (found) => found.length === 1,
    ),
  ).toEqual(["good#1/1"]);
  expect(await entries("stuck")).toEqual([]);
  expect(
    await eventually(
      () => entries("stuck"),
      (found) => found.length === 1,
    ),
  ).toEqual(["bad#2/1"]);
});

it("sets a message aside after as many deliveries as the template says", async () => {
  await send("poison", "never", { failures: 99 });
  await send("poison", "after");
  expect(
    await eventually(
      () => waiting("Dead"),
      (count) => count === 1,
    ),
  ).toBe(1);
  expect(
    await eventually(
      () => entries("poison"),
      (found) => found.length === 1,
    ),
  ).toEqual([expect.stringMatching(/^after#/)]);
});

it("delivers the batch of a worker that ran into its timeout again", async () => {
  await send("slow", "first", { sleep: 4_000, attempts: 1 });
  await send("slow", "second");
  const all = await eventually(
    () => entries("slow"),
    (found) => found.length === 2,
  );
  expect(all.map((entry) => entry.split("#")[0])).toEqual(["first", "second"]);
});

it("delivers the batch of a worker that was killed again", async () => {
  await send("killed", "message", { sleep: 1_900, attempts: 1 });
  await eventually(
    () => waiting("Work"),
    (count) => count === 0,
  );
  await fixture.portal.killSandboxes("worker");
  const all = await eventually(
    () => entries("killed"),
    (found) => found.length === 1,
  );
  expect(all).toEqual(["message#2/1"]);
});
