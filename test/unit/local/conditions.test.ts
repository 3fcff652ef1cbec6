import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { withConditions } from "../../../local/emulators/conditions.ts";
import { startFauxqs } from "../../../local/emulators/fauxqs.ts";
import { archiveOf, withVersions } from "../../../local/emulators/versions.ts";
import { s3Operation } from "../../../local/gateway/operations.ts";
import type { WireHeaders } from "../../../local/gateway/wire.ts";
import { provisionBuckets } from "../../../local/provision/buckets.ts";

const BUCKET = "catalogue";
const URL = `/${BUCKET}/catalogue/current.json`;

const stopping: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stopping.splice(0)) await stop();
});

const setup = async (versioned: boolean) => {
  const directory = mkdtempSync(join(tmpdir(), "conditions-"));
  const fauxqs = await startFauxqs(directory, "eu-central-1");
  stopping.push(async () => {
    await fauxqs.close();
    rmSync(directory, { recursive: true, force: true });
  });
  await provisionBuckets([BUCKET, archiveOf(BUCKET)], fauxqs.upstream);
  const s3 = withConditions(withVersions(fauxqs.upstream, new Set(versioned ? [BUCKET] : [])));
  const call = (method: string, headers: WireHeaders = {}, body = "") =>
    s3({ method, url: URL, headers, body: Buffer.from(body) });
  return {
    put: (body: string, headers: WireHeaders = {}) => call("PUT", headers, body),
    read: async () => (await call("GET")).body.toString("utf8"),
    remove: () => call("DELETE"),
  };
};

const codeOf = (answer: { status: number; body: Buffer }) => [
  answer.status,
  /<Code>(\w+)/.exec(answer.body.toString("utf8"))?.[1],
];

describe.each([true, false])("conditional writes (bucket with versions: %s)", (versioned) => {
  it("If-None-Match: * writes what is not there, and refuses to replace", async () => {
    const { put, read, remove } = await setup(versioned);
    expect((await put("first", { "if-none-match": "*" })).status).toBe(200);
    expect(codeOf(await put("second", { "if-none-match": "*" }))).toEqual([412, "PreconditionFailed"]);
    expect(await read()).toBe("first");
    await remove();
    expect((await put("third", { "if-none-match": "*" })).status).toBe(200);
  });

  it("If-Match replaces what was read, and nothing else", async () => {
    const { put, read } = await setup(versioned);
    const etag = (await put("first")).headers["etag"] ?? "";
    expect((await put("second", { "if-match": etag })).status).toBe(200);
    expect(codeOf(await put("third", { "if-match": etag }))).toEqual([412, "PreconditionFailed"]);
    expect(await read()).toBe("second");
  });

  it("If-Match on what is not there is NoSuchKey", async () => {
    const { put } = await setup(versioned);
    expect(codeOf(await put("first", { "if-match": '"d41d8cd98f00b204e9800998ecf8427e"' }))).toEqual([
      404,
      "NoSuchKey",
    ]);
  });

  it("of many writers with the same condition one wins", async () => {
    const { put, read } = await setup(versioned);
    const etag = (await put("0")).headers["etag"] ?? "";
    const writers = ["1", "2", "3", "4", "5", "6"];
    const answers = await Promise.all(writers.map((body) => put(body, { "if-match": etag })));
    const won = writers.filter((_, index) => answers[index]?.status === 200);
    expect(won).toHaveLength(1);
    expect(await read()).toBe(won[0]);
  });

  it("a write without a condition waits its turn, too", async () => {
    const { put } = await setup(versioned);
    const etag = (await put("0")).headers["etag"] ?? "";
    const [plain, conditional] = await Promise.all([put("1"), put("2", { "if-match": etag })]);
    expect([plain.status, conditional.status]).toEqual([200, 412]);
  });
});

it("only * is a condition of If-None-Match", async () => {
  const { put } = await setup(true);
  expect(codeOf(await put("1", { "if-none-match": '"abc"' }))).toEqual([501, "NotImplemented"]);
});

it("If-Match needs the permission to read", () => {
  const request = { method: "PUT", url: URL, headers: { "if-match": '"a"' }, body: Buffer.alloc(0) };
  expect(s3Operation(request).needs.map(({ action }) => action)).toEqual(["s3:PutObject", "s3:GetObject"]);
});
