import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { attachmentKey, parseAttachmentKey } from "../../../src/adapters/s3/attachment-key.ts";
import { createS3AttachmentVault } from "../../../src/adapters/s3/attachment-vault.ts";
import { harmfulFiles } from "../../support/harmful-files.ts";
import { attachment, attachmentId, caseId, now } from "./fixtures.ts";

beforeEach(() => {
  vi.stubEnv("AWS_REGION", "eu-central-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
});

const key = `cases/${caseId()}/${attachmentId()}`;
const pdf = Buffer.from("%PDF-1.7\n");
const hex = (content: Buffer) => createHash("sha256").update(content).digest("hex");
const base64 = (content: Buffer) => createHash("sha256").update(content).digest("base64");
const announce = (content: Buffer, contentType = "application/pdf") =>
  attachment({ size: content.length, sha256: hex(content), contentType });
const gone = (status: number) =>
  new S3ServiceException({ name: "NotFound", $fault: "client", $metadata: { httpStatusCode: status } });

const range = (content: Buffer, wanted = ""): Buffer => {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(wanted) ?? [];
  if (from === undefined) return content;
  return from === "" ? content.subarray(-Number(to)) : content.subarray(Number(from), Number(to) + 1);
};

/** What the SDK gives as a body, as far as it is used. */
const body = (content: Buffer) =>
  Object.assign(Readable.from([content]), { transformToByteArray: async () => new Uint8Array(content) });

/** A bucket that holds `content`, as S3 (checksum, version) or as a plainer store would tell. */
const setup = (content?: Buffer, told: object = {}) => {
  const s3 = mockClient(S3Client);
  const head = {
    ContentLength: content?.length,
    ContentType: "application/pdf",
    ETag: '"e"',
    VersionId: "v7",
    ...(content && { ChecksumSHA256: base64(content), ChecksumType: "FULL_OBJECT" as const }),
    ...told,
  };
  if (content) s3.on(HeadObjectCommand).resolves(head);
  else s3.on(HeadObjectCommand).rejects(gone(404));
  s3.on(GetObjectCommand).callsFake(({ Range }: { Range?: string }) => ({
    Body: body(range(content ?? Buffer.alloc(0), Range)),
  }));
  return { s3, vault: createS3AttachmentVault({ bucket: "files" }) };
};
const reads = (s3: ReturnType<typeof setup>["s3"]) =>
  s3.commandCalls(GetObjectCommand).map((call) => call.args[0].input);

describe("the key of a file", () => {
  it("leads back to it", () => {
    expect(attachmentKey(caseId(), attachmentId())).toBe(key);
    expect(parseAttachmentKey(key)).toEqual({ caseId: caseId(), attachment: attachmentId() });
  });

  it.each([
    "",
    "cases/",
    `cases/${caseId()}`,
    `cases/${caseId()}/`,
    `${key}/more`,
    `${key}/`,
    `/${key}`,
    `other/${key}`,
    key.toLowerCase(),
    `cases/../${attachmentId()}`,
    "malware-protection-resource-validation-object",
  ])("is not %j", (other) => {
    expect(parseAttachmentKey(other)).toBeUndefined();
  });
});

describe("permitUpload", () => {
  it("permits one key, type, length and content, for five minutes", async () => {
    const { vault } = setup();
    const file = announce(pdf);
    const before = Date.now();
    const { url, fields, expiresAt } = await vault.permitUpload(
      caseId(),
      { ...file, fileName: "../é.pdf" },
      now,
    );
    expect(expiresAt).toBe(now + 300);
    expect(url).toContain("files");
    expect(fields).toMatchObject({
      key,
      "Content-Type": "application/pdf",
      "x-amz-checksum-sha256": base64(pdf),
    });
    const policy = JSON.parse(Buffer.from(fields["Policy"] ?? "", "base64").toString()) as {
      expiration: string;
      conditions: unknown[];
    };
    expect(Date.parse(policy.expiration)).toBeLessThanOrEqual(before + 305_000);
    for (const condition of [
      ["content-length-range", pdf.length, pdf.length],
      { bucket: "files" },
      { key },
      { "Content-Type": "application/pdf" },
      { "x-amz-checksum-algorithm": "SHA256" },
      { "x-amz-checksum-sha256": base64(pdf) },
    ])
      expect(policy.conditions).toContainEqual(condition);
    expect(JSON.stringify(policy)).not.toContain("starts-with");
  });
});

describe("inspect", () => {
  it("accepts what was announced, bound to the version it looked at", async () => {
    const { vault, s3 } = setup(pdf);
    const inspected = await vault.inspect(caseId(), announce(pdf));
    expect(inspected).toEqual({ ok: true, value: { objectVersion: "v7" } });
    expect(reads(s3)).toEqual([{ Bucket: "files", Key: key, VersionId: "v7", Range: "bytes=0-15" }]);
  });

  it("reads a file through where the store has no checksum, or only one of parts", async () => {
    for (const told of [{ ChecksumSHA256: undefined }, { ChecksumType: "COMPOSITE" as const }]) {
      const { vault, s3 } = setup(pdf, told);
      expect(await vault.inspect(caseId(), announce(pdf))).toMatchObject({ ok: true });
      expect(reads(s3)[0]).toEqual({ Bucket: "files", Key: key, VersionId: "v7" });
      const other = { ...announce(pdf), sha256: hex(Buffer.from("else")) };
      expect(await vault.inspect(caseId(), other)).toMatchObject({ failure: { code: "file-damaged" } });
    }
  });

  it("wants a bucket with versions: a scan releases a version, nothing else", async () => {
    const { vault } = setup(pdf, { VersionId: undefined });
    await expect(vault.inspect(caseId(), announce(pdf))).rejects.toThrow("no versions");
  });

  it.each([404, 403])("says that nothing has arrived on %d", async (status) => {
    const { vault, s3 } = setup();
    s3.on(HeadObjectCommand).rejects(gone(status));
    expect(await vault.inspect(caseId(), announce(pdf))).toMatchObject({
      failure: { code: "upload-missing" },
    });
  });

  it.each([
    ["longer", { ContentLength: 10 }, "file-too-large"],
    ["shorter", { ContentLength: 8 }, "file-damaged"],
    ["empty", { ContentLength: 0 }, "file-damaged"],
    ["of another type", { ContentType: "text/html" }, "file-type-forbidden"],
    ["of other content", { ChecksumSHA256: base64(Buffer.from("else")) }, "file-damaged"],
  ])("refuses a file that is %s than announced", async (_, told, code) => {
    const { vault } = setup(pdf, told);
    expect(await vault.inspect(caseId(), announce(pdf))).toEqual({ ok: false, failure: { code } });
  });

  it.each(Object.entries(harmfulFiles))("refuses %s named as a document", async (_, content) => {
    const { vault } = setup(Buffer.from(content));
    const inspected = await vault.inspect(caseId(), announce(Buffer.from(content)));
    expect(inspected).toEqual({ ok: false, failure: { code: "file-type-forbidden" } });
  });

  it("does not take trouble of the store for a fault of the file", async () => {
    const { vault, s3 } = setup();
    s3.on(HeadObjectCommand).rejects(gone(503));
    await expect(vault.inspect(caseId(), announce(pdf))).rejects.toBeInstanceOf(S3ServiceException);
  });
});

describe("remove", () => {
  it("removes every version, the newest first", async () => {
    const { vault, s3 } = setup();
    s3.on(HeadObjectCommand)
      .resolvesOnce({ VersionId: "v2" })
      .resolvesOnce({ VersionId: "v1" })
      .rejects(gone(404));
    s3.on(DeleteObjectCommand).resolves({});
    await vault.remove(caseId(), attachmentId());
    const removed = s3.commandCalls(DeleteObjectCommand).map((call) => call.args[0].input);
    expect(removed).toEqual(["v2", "v1"].map((VersionId) => ({ Bucket: "files", Key: key, VersionId })));
  });
});
