import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { afterAll, beforeAll, expect, it } from "vitest";
import { scratchDirectory, startFixture, type Fixture } from "./support.ts";

const scratch = scratchDirectory();
let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture({}, { directory: scratch.path });
});
afterAll(async () => {
  await fixture.stop();
  scratch.remove();
});

const keySeenByApi = async (headers: Record<string, string> = {}): Promise<string | undefined> => {
  const answer = await fetch(`${fixture.portal.origin}/api/echo/x`, { headers });
  const { event } = (await answer.json()) as { event: APIGatewayProxyEventV2 };
  return event.headers["x-origin-key"];
};

const keyOfFunction = () => fixture.portal.environment("items")["ORIGIN_KEY"] ?? "";

it("a secret named in the template is the same in the distribution's header and in the function's environment", async () => {
  expect(keyOfFunction()).toMatch(/^[A-Za-z0-9]{40}$/);
  expect(await keySeenByApi()).toBe(keyOfFunction());
});

it("replaces what the viewer sends under the header's name", async () => {
  expect(await keySeenByApi({ "x-origin-key": "mine" })).toBe(keyOfFunction());
});

it("stays the same after a restart", async () => {
  const before = keyOfFunction();
  await fixture.stop();
  fixture = await startFixture({}, { directory: scratch.path });
  expect(keyOfFunction()).toBe(before);
});
