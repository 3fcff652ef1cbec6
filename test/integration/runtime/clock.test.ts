import type { PresignedPost } from "@aws-sdk/s3-presigned-post";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { startFixture, type Fixture } from "./support.ts";

const lines: string[] = [];
let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture({}, { report: (line) => lines.push(line) });
});
afterEach(() => fixture.portal.shiftClock(0));
afterAll(() => fixture.stop());

const hour = 3600;

interface Seen {
  now: number;
  constructed: number;
  text: number;
  whole: boolean;
  /** Milliseconds a timer of 20 ms took. */
  timer: number;
}

/** Seconds the function's clock is ahead of this process's, by every way to ask, to whole minutes. */
const ahead = async () => {
  const { now, constructed, text, whole, timer } = await fixture.act<Seen>("clock");
  expect(whole).toBe(true);
  expect(timer).toBeGreaterThan(10);
  return [now, constructed, text].map((time) => Math.round((time - Date.now()) / 60_000) * 60 || 0);
};

const post = (body: string, headers: Record<string, string> = { "content-type": "application/json" }) =>
  fetch(`${fixture.portal.origin}/local/clock`, { method: "POST", headers, body });

const uploadFor = async ({ url, fields }: PresignedPost): Promise<number> => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", new Blob(["hello"]));
  return (await fetch(url, { method: "POST", body: form })).status;
};

it("is the machine's own at the start", async () => {
  expect(await ahead()).toEqual([0, 0, 0]);
});

it("put ahead is seen by a sandbox that runs already, and back again", async () => {
  await ahead();
  fixture.portal.shiftClock(31 * 60);
  expect(await ahead()).toEqual([1860, 1860, 1860]);
  fixture.portal.shiftClock(2 * hour);
  expect(await ahead()).toEqual([7200, 7200, 7200]);
  fixture.portal.shiftClock(0);
  expect(await ahead()).toEqual([0, 0, 0]);
});

it("put ahead is seen by a new sandbox", async () => {
  fixture.portal.shiftClock(hour);
  await fixture.portal.killSandboxes("items");
  expect(await ahead()).toEqual([3600, 3600, 3600]);
});

it("put ahead takes no time from a function's own limit", async () => {
  fixture.portal.shiftClock(hour);
  const { body } = await fixture.call("GET", "/api/echo/x");
  const { remaining } = body as { remaining: number };
  expect(remaining).toBeGreaterThan(0);
  expect(remaining).toBeLessThanOrEqual(2000);
});

it("is never that of the process the tests run in", async () => {
  const before = Date.now();
  fixture.portal.shiftClock(24 * hour);
  await ahead();
  expect(Date.now() - before).toBeLessThan(hour * 1000);
});

it("is shown and set over HTTP, and said on the console", async () => {
  const answer = await post('{"shiftSeconds": 7200}');
  expect(answer.status).toBe(200);
  const shown = (await (await fetch(`${fixture.portal.origin}/local/clock`)).json()) as { now: string };
  expect(shown).toEqual({ shiftSeconds: 7200, now: expect.any(String) });
  expect(Math.round((Date.parse(shown.now) - Date.now()) / 60_000)).toBe(120);
  expect(await ahead()).toEqual([7200, 7200, 7200]);
  expect(lines.some((line) => line.includes("7200 s"))).toBe(true);
});

it.each([
  "",
  "{",
  "[]",
  "{}",
  '{"shiftSeconds": "60"}',
  '{"shiftSeconds": 1.5}',
  '{"shiftSeconds": -1}',
  '{"shiftSeconds": 1e12}',
])("is not set by %s, and the answer says why", async (body) => {
  const answer = await post(body);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({ error: expect.stringContaining("shiftSeconds") });
  expect(await ahead()).toEqual([0, 0, 0]);
});

it("is not set by a form", async () => {
  expect((await post('{"shiftSeconds": 60}', { "content-type": "text/plain" })).status).toBe(415);
  expect(await ahead()).toEqual([0, 0, 0]);
});

it("lets an upload expire, and one be made and used under a shift", async () => {
  const offer = () => fixture.act<PresignedPost>("offer", { key: "a.txt" });
  const early = await offer();
  fixture.portal.shiftClock(hour);
  expect(await uploadFor(early)).toBe(403);
  expect(await uploadFor(await offer())).toBe(204);
});

it("signs requests that are answered, however far it is ahead", async () => {
  fixture.portal.shiftClock(9 * 365 * 24 * hour);
  expect((await fixture.call("PUT", "/api/items/later", { colour: "red" })).status).toBe(200);
  expect((await fixture.call("GET", "/api/items/later")).body).toEqual({ colour: "red" });
  expect(await uploadFor(await fixture.act<PresignedPost>("offer", { key: "b.txt" }))).toBe(204);
});

it("is what the services' answers tell, or SDK clients would correct theirs by it", async () => {
  fixture.portal.shiftClock(hour);
  const { headers } = await fetch(fixture.portal.resources.endpoint);
  const apart = Date.parse(headers.get("date") ?? "") - Date.now();
  expect(Math.round(apart / 60_000)).toBe(60);
});
