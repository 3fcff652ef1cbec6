import type { PresignedPost } from "@aws-sdk/s3-presigned-post";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startFixture, type Fixture } from "./support.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

interface Failure {
  name: string;
  message: string;
}

const save = (id: string) => fixture.call("PUT", `/api/items/${id}`, { from: id });
const isPut = ({ operation }: { operation: string }) => operation === "PutItem";

const savesWithSeed = async (seed: number): Promise<number[]> => {
  const fault = { kind: "refuse", code: "InternalServerError" } as const;
  fixture.portal.gateway.setRules([{ when: isPut, fault, chance: 0.5 }], seed);
  const statuses: number[] = [];
  for (let index = 0; index < 8; index += 1) statuses.push((await save("seeded")).status);
  return statuses;
};

describe("injected faults", () => {
  afterEach(() => fixture.portal.gateway.setRules([]));

  it("refuses in the service's own shape, as often as the rule says", async () => {
    fixture.portal.gateway.setRules([
      { when: isPut, fault: { kind: "refuse", code: "ThrottlingException" }, skip: 1, times: 1 },
    ]);
    expect((await save("a")).status).toBe(200);
    expect(await save("b")).toMatchObject({ status: 500, body: { name: "ThrottlingException" } });
    expect((await save("c")).status).toBe(200);
  });

  it("loses the answer of a write that happened", async () => {
    fixture.portal.gateway.setRules([{ when: isPut, fault: { kind: "lose-answer" }, times: 1 }]);
    expect((await save("lost-answer")).status).toBe(500);
    expect((await fixture.call("GET", "/api/items/lost-answer")).status).toBe(200);
  });

  it("loses a request before anything happens", async () => {
    fixture.portal.gateway.setRules([{ when: isPut, fault: { kind: "lose-request" }, times: 1 }]);
    expect((await save("lost-request")).status).toBe(500);
    expect((await fixture.call("GET", "/api/items/lost-request")).status).toBe(404);
  });

  it("tells a rule who calls what with which input", async () => {
    const seen: unknown[] = [];
    const when = (call: object) => {
      seen.push(call);
      return false;
    };
    fixture.portal.gateway.setRules([{ when, fault: { kind: "lose-request" } }]);
    await save("watched");
    expect(seen).toContainEqual(
      expect.objectContaining({
        caller: "items",
        service: "dynamodb",
        operation: "PutItem",
        resources: [expect.stringMatching(/:table\/Data-Items/)],
        input: expect.objectContaining({ Item: expect.anything() as unknown }) as unknown,
      }),
    );
  });

  it("repeats the same faults for the same seed", async () => {
    const first = await savesWithSeed(42);
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await savesWithSeed(42)).toEqual(first);
  });

  it("refuses with further fields of the error", async () => {
    const details = { CancellationReasons: [{ Code: "TransactionConflict" }] };
    fixture.portal.gateway.setRules([
      { when: isPut, fault: { kind: "refuse", code: "TransactionCanceledException", details } },
    ]);
    expect((await save("conflict")).body).toMatchObject({ name: "TransactionCanceledException" });
  });

  it("measures the capacity DynamoDB says it consumed", async () => {
    fixture.portal.gateway.tally.reset();
    fixture.portal.gateway.measureCapacity = true;
    await save("measured");
    fixture.portal.gateway.measureCapacity = false;
    expect(fixture.portal.gateway.tally.capacity()).toEqual({ "items dynamodb:PutItem": 1 });
  });

  it("counts what was carried out", async () => {
    fixture.portal.gateway.tally.reset();
    await save("counted");
    expect(Object.entries(fixture.portal.gateway.tally.counts())).toContainEqual([
      "items dynamodb:PutItem",
      1,
    ]);
  });
});

const offer = (key: string) => fixture.act<PresignedPost>("offer", { key });

interface Upload {
  body?: string;
  origin?: string;
  change?: Record<string, string>;
}

const upload = (
  { url, fields }: PresignedPost,
  { body = "hello", origin = fixture.portal.origin, change = {} }: Upload = {},
) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...change })) form.set(name, value);
  form.set("file", new Blob([body]));
  return fetch(url, { method: "POST", body: form, headers: { origin } });
};

describe("uploads from the browser", () => {
  it("stores a file under a version that stays readable after it was replaced or deleted", async () => {
    await upload(await offer("one/á b.txt"), { body: "first" });
    const first = await fixture.act<{ VersionId: string }>("head", { Key: "one/á b.txt" });
    await upload(await offer("one/á b.txt"), { body: "second" });
    const read = (more: object = {}) =>
      fixture.act<{ text: string }>("read", { Key: "one/á b.txt", ...more });
    expect((await read()).text).toBe("second");
    expect((await read({ VersionId: first.VersionId })).text).toBe("first");
    await fixture.act("remove", { Key: "one/á b.txt" });
    expect(await read()).toMatchObject({ name: "NoSuchKey" });
    expect((await read({ VersionId: first.VersionId })).text).toBe("first");
  });

  it("brings back the version under a deleted one, but not from under a deletion", async () => {
    const Key = "versions/one.txt";
    const read = async () => (await fixture.act<{ text?: string }>("read", { Key })).text;
    const store = async (body: string) => {
      await upload(await offer(Key), { body });
      return (await fixture.act<{ VersionId: string }>("head", { Key })).VersionId;
    };
    const remove = (VersionId?: string) =>
      fixture.act<{ VersionId: string; DeleteMarker?: boolean }>("remove", {
        Key,
        ...(VersionId && { VersionId }),
      });
    const first = await store("first");
    const second = await store("second");
    await remove(second);
    expect(await read()).toBe("first");
    const marker = await remove();
    expect(marker.DeleteMarker).toBe(true);
    const third = await store("third");
    await remove(third);
    expect(await read()).toBeUndefined();
    await remove(marker.VersionId);
    expect(await read()).toBe("first");
    await remove(first);
    expect(await read()).toBeUndefined();
  });

  it("answers CORS for the origin of the template only", async () => {
    const good = await upload(await offer("cors.txt"));
    expect(good.headers.get("access-control-allow-origin")).toBe(fixture.portal.origin);
    const foreign = await upload(await offer("cors.txt"), { origin: "https://elsewhere.example" });
    expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
    const preflight = (method: string) =>
      fetch(good.url, {
        method: "OPTIONS",
        headers: { origin: fixture.portal.origin, "access-control-request-method": method },
      });
    expect((await preflight("POST")).status).toBe(200);
    expect((await preflight("DELETE")).status).toBe(403);
  });

  it.each([
    ["another key", { change: { key: "other.txt" } }, 403, "AccessDenied"],
    ["another content type", { change: { "Content-Type": "text/html" } }, 403, "AccessDenied"],
    ["a field the policy does not mention", { change: { "x-amz-meta-more": "1" } }, 403, "AccessDenied"],
    ["a changed policy", { change: { Policy: "e30=" } }, 403, "SignatureDoesNotMatch"],
    ["a file that is too long", { body: "x".repeat(21) }, 400, "EntityTooLarge"],
    ["an empty file", { body: "" }, 400, "EntityTooSmall"],
  ])("refuses %s", async (_what, difference, status, code) => {
    const answer = await upload(await offer("refused.txt"), difference);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(`<Code>${code}</Code>`);
    expect(await fixture.act<Failure>("head", { Key: "refused.txt" })).toMatchObject({ name: "NotFound" });
  });
});

it("gives the generated secret, and nothing to who may not read it", async () => {
  expect(await fixture.act("secret")).toEqual({ length: 40 });
  expect(await fixture.act("foreignSecret")).toMatchObject({ name: "AccessDeniedException" });
});
