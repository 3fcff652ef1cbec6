import { HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Portal } from "../../../local/runtime.ts";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import { harmfulFiles } from "../../support/harmful-files.ts";
import { startTestPortal } from "../../support/portal.ts";
import { type Client, describeFile, logIn, type Offered, problemOf, upload } from "./client.ts";

let portal: Portal;
let anna: Client;
let bela: Client;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
  // What scans say is another test's matter (scans.test.ts).
  portal.scanner.setFaults({ hang: true });
  [anna, bela] = [await logIn(portal, "Anna"), await logIn(portal, "Béla")];
});
afterAll(() => portal.stop());

const pdf = Buffer.from("%PDF-1.7\n%âãÏÓ\nterv\n%%EOF\n");

/** Nothing at all is not even announced (below). */
const documentsInNameOnly = Object.entries(harmfulFiles).filter(([, content]) => content.length > 0);

const read = async (id: string) => (await anna.call<CaseDetail>("GET", `/api/cases/${id}`)).body;

const offer = (id: string, version: number, changes: object = {}, client = anna) =>
  client.call<Offered>("POST", `/api/cases/${id}/attachments`, { version, ...describeFile(pdf), ...changes });

const verify = (id: string, attachment: string, client = anna) =>
  client.call<{ version: number; attachments: { state: string }[] }>(
    "POST",
    `/api/cases/${id}/attachments/${attachment}/verify`,
  );

const remove = (id: string, attachment: string, client = anna) =>
  client.call("DELETE", `/api/cases/${id}/attachments/${attachment}`);

/** Whether anything lies at the file's key, seen with the right to list. */
const lies = async (id: string, attachment: string): Promise<boolean> => {
  const { ATTACHMENTS_BUCKET: Bucket } = portal.environment("attachments");
  const client = new S3Client({});
  try {
    await client.send(new HeadObjectCommand({ Bucket, Key: `cases/${id}/${attachment}` }));
    return true;
  } catch (error) {
    if ((error as Error).name === "NotFound") return false;
    throw error;
  }
};

/** A draft with an offered file. */
const offered = async (changes: object = {}) => {
  const { id } = await anna.start();
  const { status, body } = await offer(id, 0, changes);
  expect(status).toBe(201);
  return { id, file: body.attachment.id, ...body };
};

describe("a file", () => {
  it("is announced, posted to the bucket, verified and shown, under a harmless name", async () => {
    const { id, file, upload: permit } = await offered({ fileName: "../é\u0301.pdf" });
    expect(permit.fields["key"]).toBe(`cases/${id}/${file}`);
    expect(await upload(permit, pdf)).toBe(204);
    const verified = await verify(id, file);
    expect(verified).toMatchObject({
      status: 200,
      body: { version: 2, attachments: [{ state: "scanning" }] },
    });
    expect((await verify(id, file)).body).toEqual(verified.body);
    const { attachments, version } = await read(id);
    expect(version).toBe(2);
    expect(attachments).toMatchObject([{ fileName: "é\u0301.pdf".normalize("NFC"), size: pdf.length }]);
  });

  it("that has not arrived stays awaited", async () => {
    const { id, file } = await offered();
    expect(problemOf(await verify(id, file))).toEqual({ status: 409, code: "upload-missing" });
    expect((await read(id)).attachments).toMatchObject([{ state: "pending" }]);
  });

  it("cannot be another one than announced", async () => {
    const { upload: permit } = await offered();
    const other = Buffer.from(pdf);
    other[10] = 0;
    expect(await upload(permit, other)).toBe(400);
    expect(await upload(permit, Buffer.concat([pdf, pdf]))).toBe(400);
    expect(await upload(permit, Buffer.alloc(0))).toBe(400);
    expect(await upload(permit, pdf, { "Content-Type": "text/html" })).toBe(403);
    expect(await upload(permit, pdf, { key: "cases/elsewhere" })).toBe(403);
    expect(await upload(permit, pdf, { "x-amz-meta-more": "x" })).toBe(403);
  });

  it.each(documentsInNameOnly)("that only claims to be a document is thrown away: %s", async (_, content) => {
    const { id, file, version, upload: permit } = await offered(describeFile(content));
    expect(await upload(permit, content)).toBe(204);
    expect(problemOf(await verify(id, file))).toEqual({ status: 422, code: "file-type-forbidden" });
    expect(await lies(id, file)).toBe(false);
    expect(await read(id)).toMatchObject({ version, attachments: [] });
    expect(problemOf(await verify(id, file))).toEqual({ status: 404, code: "not-found" });
    expect((await offer(id, version)).status).toBe(201);
  });

  it("removed is gone from the draft and the bucket; again changes nothing", async () => {
    const { id, file, upload: permit } = await offered();
    await upload(permit, pdf);
    await verify(id, file);
    expect(await lies(id, file)).toBe(true);
    const removed = await remove(id, file);
    expect(removed).toMatchObject({ status: 200, body: { version: 3, attachments: [] } });
    expect(await lies(id, file)).toBe(false);
    expect((await remove(id, file)).body).toEqual(removed.body);
  });

  it("goes with a discarded draft", async () => {
    const { id, file, upload: permit } = await offered();
    await upload(permit, pdf);
    expect((await anna.call("DELETE", `/api/cases/${id}`)).status).toBe(204);
    expect(await lies(id, file)).toBe(false);
  });

  it("of 25 MB is taken, one byte more is not", async () => {
    const limit = 25 * 1024 * 1024;
    const large = Buffer.concat([pdf, Buffer.alloc(limit - pdf.length)]);
    const { id, file, upload: permit } = await offered(describeFile(large));
    expect(await upload(permit, large)).toBe(204);
    expect((await verify(id, file)).status).toBe(200);
    const tooLarge = await offer(id, 2, { size: limit + 1 });
    expect(tooLarge).toMatchObject({
      status: 422,
      body: { code: "file-too-large", errors: [{ field: "size", code: "too-large", params: { limit } }] },
    });
  });
});

describe("an announcement", () => {
  it.each([
    [{ contentType: "image/svg+xml" }, { status: 422, code: "file-type-forbidden" }],
    [{ contentType: "application/x-msdownload" }, { status: 422, code: "file-type-forbidden" }],
    [{ contentType: "application/zip" }, { status: 422, code: "file-type-forbidden" }],
    [{ contentType: "application/pdf; charset=x" }, { status: 422, code: "file-type-forbidden" }],
    [{ size: 0 }, { status: 422, code: "invalid-fields" }],
    [{ size: -1 }, { status: 422, code: "invalid-fields" }],
    [{ size: 1.5 }, { status: 422, code: "invalid-fields" }],
    [{ slot: "elsewhere" }, { status: 422, code: "invalid-fields" }],
    [{ fileName: "\u202E" }, { status: 422, code: "invalid-fields" }],
    [{ fileName: "..\0/é.pdf" }, { status: 400, code: "invalid-json" }],
    [{ sha256: "00" }, { status: 422, code: "invalid-fields" }],
    [{ state: "verified" }, { status: 422, code: "invalid-fields" }],
    [{ objectVersion: "v1" }, { status: 422, code: "invalid-fields" }],
    [{ version: 7 }, { status: 409, code: "draft-changed" }],
  ])("of %j is refused", async (changes, refusal) => {
    const { id } = await anna.start();
    expect(problemOf(await offer(id, 0, changes))).toEqual(refusal);
    expect((await read(id)).version).toBe(0);
  });

  it("is refused when all files together would be larger than 100 MB", async () => {
    const { id } = await anna.start();
    const size = 25 * 1024 * 1024;
    for (let version = 0; version < 4; version++)
      expect((await offer(id, version, { size })).status).toBe(201);
    expect(await offer(id, 4, { size: 1 })).toMatchObject({
      status: 409,
      body: {
        code: "attachments-too-large",
        errors: [{ field: "size", code: "too-large", params: { limit: 104_857_600 } }],
      },
    });
  });

  it("is refused once the slot is full, also when all come at once", async () => {
    const { id } = await anna.start();
    for (let version = 0; version < 10; version++) expect((await offer(id, version)).status).toBe(201);
    expect(problemOf(await offer(id, 10))).toEqual({ status: 409, code: "too-many-attachments" });
    const { id: other } = await anna.start();
    const offers = await Promise.all(Array.from({ length: 5 }, () => offer(other, 0)));
    expect(offers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await read(other)).attachments).toHaveLength(1);
  });
});

it("verifying many files at once takes them all", async () => {
  const { id } = await anna.start();
  const files: string[] = [];
  for (let version = 0; version < 4; version++) {
    const { body } = await offer(id, version);
    await upload(body.upload, pdf);
    files.push(body.attachment.id);
  }
  const verified = await Promise.all(files.map((file) => verify(id, file)));
  expect(verified.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect((await read(id)).attachments.map(({ state }) => state)).toEqual(files.map(() => "scanning"));
});

it("nothing of it is anybody else's", async () => {
  const { id, file, upload: permit } = await offered();
  await upload(permit, pdf);
  const notFound = { status: 404, code: "not-found" };
  expect(problemOf(await offer(id, 1, {}, bela))).toEqual(notFound);
  expect(problemOf(await verify(id, file, bela))).toEqual(notFound);
  expect(problemOf(await remove(id, file, bela))).toEqual(notFound);
  expect(await lies(id, file)).toBe(true);
});
