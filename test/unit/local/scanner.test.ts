import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LocalClock } from "../../../local/clock/local-clock.ts";
import type { Upstream, WireResponse } from "../../../local/gateway/wire.ts";
import type { Json } from "../../../local/json.ts";
import { protects, watchWrites, type WrittenObject } from "../../../local/scanner/protection.ts";
import { Scanner } from "../../../local/scanner/scanner.ts";
import { judge } from "../../../local/scanner/verdict.ts";
import { eicar, harmfulFiles, pdfWith } from "../../support/harmful-files.ts";

const place = { account: "000000000000", region: "eu-central-1", gateway: "http://127.0.0.1:1" };
const plan = { arn: "arn:plan", bucket: "files", prefixes: ["cases/"] };
const object = { bucket: "files", key: "cases/1/é", version: "v1", etag: "e" };
const answer = (status: number, body: Buffer = Buffer.alloc(0), headers = {}): WireResponse => ({
  status,
  headers,
  body,
});

describe("what is found", () => {
  it.each([
    ["a plain document", pdfWith(Buffer.from("terv")), "NO_THREATS_FOUND"],
    ["the anti-virus test file", eicar, "THREATS_FOUND"],
    ["the same inside a document", pdfWith(eicar), "THREATS_FOUND"],
    ["a document with a password", pdfWith(Buffer.from("/Encrypt 5 0 R")), "UNSUPPORTED"],
    ["a text that speaks of /Encrypt", Buffer.from("/Encrypt"), "NO_THREATS_FOUND"],
    ["a program", Buffer.from(harmfulFiles["a Windows program"]), "NO_THREATS_FOUND"],
  ])("in %s", (_, content, status) => {
    expect(judge(content).status).toBe(status);
  });
});

describe("what is scanned", () => {
  it("lies in the protected bucket, under one of the prefixes", () => {
    expect(protects(plan, object)).toBe(true);
    expect(protects(plan, { ...object, bucket: "other" })).toBe(false);
    expect(protects(plan, { ...object, key: "elsewhere/cases/1" })).toBe(false);
    expect(protects({ ...plan, prefixes: [] }, { ...object, key: "x" })).toBe(true);
  });

  it.each<[string, string, string, number, boolean]>([
    ["an object put", "PUT", "/files/cases/1", 200, true],
    ["a multipart upload completed", "POST", "/files/cases/1?uploadId=u", 200, true],
    ["a part of one", "PUT", "/files/cases/1?uploadId=u&partNumber=1", 200, false],
    ["a multipart upload begun", "POST", "/files/cases/1?uploads", 200, false],
    ["tags", "PUT", "/files/cases/1?tagging", 200, false],
    ["a bucket made", "PUT", "/files", 200, false],
    ["a put that was refused", "PUT", "/files/cases/1", 403, false],
    ["a read", "GET", "/files/cases/1", 200, false],
    ["a deletion", "DELETE", "/files/cases/1", 204, false],
  ])("is noticed: %s", async (_, method, url, status, noticed) => {
    const written: WrittenObject[] = [];
    const headers = { etag: '"e"', "x-amz-version-id": "v1" };
    const s3: Upstream = async () => answer(status, undefined, headers);
    await watchWrites(
      s3,
      (one) => void written.push(one),
    )({ method, url, headers: {}, body: Buffer.alloc(0) });
    expect(written).toEqual(noticed ? [{ bucket: "files", key: "cases/1", version: "v1", etag: "e" }] : []);
  });
});

/** A bucket that answers each read like this, and a scanner in front of it. */
const setup = (content: Buffer = pdfWith(Buffer.from("terv")), status = 200) => {
  const told: Json[] = [];
  const asked: string[] = [];
  const s3: Upstream = async ({ url }) => {
    asked.push(url);
    return answer(status, content);
  };
  const publish = async (event: Json) => void told.push(event);
  const scanner = new Scanner({ plans: [plan], s3, place, clock: new LocalClock(), publish });
  return { scanner, told, asked };
};
const result = (scanStatus: string, scanResultStatus: string) => ({
  detail: { scanStatus, scanResultDetails: { scanResultStatus } },
});

describe("the scanner", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("tells what it found in exactly the version that was written, half a second later", async () => {
    const { scanner, told, asked } = setup(eicar);
    scanner.written(object);
    await vi.advanceTimersByTimeAsync(499);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual(["/files/cases/1/%C3%A9?versionId=v1"]);
    expect(told).toEqual([
      {
        version: "0",
        id: expect.any(String),
        "detail-type": "GuardDuty Malware Protection Object Scan Result",
        source: "aws.guardduty",
        account: place.account,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        region: place.region,
        resources: ["arn:plan"],
        detail: {
          schemaVersion: "1.0",
          scanStatus: "COMPLETED",
          resourceType: "S3_OBJECT",
          s3ObjectDetails: {
            bucketName: "files",
            objectKey: "cases/1/é",
            eTag: "e",
            versionId: "v1",
            s3Throttled: false,
          },
          scanResultDetails: {
            scanResultStatus: "THREATS_FOUND",
            threats: [{ name: "EICAR-Test-File" }],
            statusReasons: null,
          },
        },
      },
    ]);
  });

  it("passes over what no plan protects", async () => {
    const { scanner, told } = setup();
    scanner.written({ ...object, bucket: "other" });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toEqual([]);
  });

  it("cannot look into what is gone when its turn comes", async () => {
    const { scanner, told } = setup(Buffer.alloc(0), 404);
    scanner.written(object);
    await vi.advanceTimersByTimeAsync(500);
    expect(told).toMatchObject([result("SKIPPED", "ACCESS_DENIED")]);
  });

  it("can be late, wrong or hang, and go well again", async () => {
    const { scanner, told } = setup();
    scanner.setFaults({ delay: 5_000, status: "FAILED" });
    scanner.written(object);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(told).toMatchObject([result("FAILED", "FAILED")]);
    scanner.setFaults({ hang: true });
    scanner.written(object);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(told).toHaveLength(1);
    scanner.setFaults();
    expect(await scanner.deliver()).toHaveLength(1);
    expect(told).toHaveLength(2);
    expect(await scanner.deliver()).toEqual([]);
  });

  it("tells nothing any more once it is closed", async () => {
    const { scanner, told } = setup();
    scanner.written(object);
    await scanner.close();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toEqual([]);
  });
});
