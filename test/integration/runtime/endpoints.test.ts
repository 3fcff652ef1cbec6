import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { startFixture, type Fixture } from "./support.ts";

// One portal plays the AWS account of the other: everything the second one does ends up in the first one's emulators.
let account: Fixture;
let portal: Fixture;
beforeAll(async () => {
  account = await startFixture();
  const { endpoint, sdkEnvironment } = account.portal.resources;
  portal = await startFixture(
    {},
    {
      environment: {
        ...sdkEnvironment,
        AWS_ENDPOINT_URL_DYNAMODB: endpoint,
        AWS_ENDPOINT_URL_SQS: endpoint,
        AWS_ENDPOINT_URL_S3: endpoint,
      },
    },
  );
});
afterAll(async () => {
  await portal.stop();
  await account.stop();
});

it("keeps items, messages and files at the endpoints given in the environment", async () => {
  await portal.call("PUT", "/api/items/elsewhere", { colour: "red" });
  expect(await account.call("GET", "/api/items/elsewhere")).toMatchObject({
    status: 200,
    body: { colour: "red" },
  });

  await portal.act("send", { group: "elsewhere", deduplication: "1", message: { name: "m" } });
  const written = await eventually(
    () => account.act<{ Item?: object }>("item", { id: "group-elsewhere" }),
    ({ Item }) => Item !== undefined,
  );
  expect(written.Item).toBeDefined();

  const offer = await portal.act<{ url: string; fields: Record<string, string> }>("offer", {
    key: "elsewhere.txt",
  });
  const form = new FormData();
  for (const [name, value] of Object.entries(offer.fields)) form.set(name, value);
  form.set("file", new Blob(["hello"]));
  expect((await fetch(offer.url, { method: "POST", body: form })).status).toBe(204);
  expect(await account.act("read", { Key: "elsewhere.txt" })).toMatchObject({ text: "hello" });
});

it("publishes files there and serves them", async () => {
  expect(await (await fetch(`${portal.portal.origin}/`)).text()).toContain("<title>fixture</title>");
});

it("still enforces the role's policies", async () => {
  expect(await portal.act("foreignSecret")).toMatchObject({ name: "AccessDeniedException" });
});
