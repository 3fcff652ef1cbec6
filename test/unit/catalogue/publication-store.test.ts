import {
  GetObjectCommand,
  HeadObjectCommand,
  type GetObjectCommandOutput,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { mockClient } from "aws-sdk-client-mock";
import { afterEach, describe, expect, it } from "vitest";
import { createS3PublicationStore } from "../../../src/adapters/s3/publication-store.ts";
import type { CataloguePointer } from "../../../src/domain/settlement/settlement.ts";

const s3 = mockClient(S3Client);
afterEach(() => {
  s3.reset();
});

const refused = (status: number, name = "Refused") =>
  new S3ServiceException({
    name,
    message: "Refused",
    $fault: "client",
    $metadata: { httpStatusCode: status },
  });

const holding = (text: string) =>
  s3.on(GetObjectCommand).resolves({
    ETag: '"tag"',
    Body: { transformToString: () => Promise.resolve(text) },
  } as unknown as GetObjectCommandOutput);

const setup = () => createS3PublicationStore({ bucket: "bucket" });
const inputs = () => s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);
const pointer = { version: 1 } as CataloguePointer;

describe("createS3PublicationStore", () => {
  it("stores an object once and for all, to be kept for ever, and takes one that is there", async () => {
    s3.on(PutObjectCommand).resolvesOnce({}).rejectsOnce(refused(412));
    const store = setup();
    await store.put("catalogue/crest.abc.webp", new Uint8Array([1]));
    await store.put("catalogue/form.abc.json", "{}");
    expect(inputs()).toMatchObject([
      { IfNoneMatch: "*", ContentType: "image/webp", CacheControl: "public, max-age=31536000, immutable" },
      { IfNoneMatch: "*", ContentType: "application/json" },
    ]);
  });

  it("asks again while somebody else writes the same object, whose fate is not known", async () => {
    s3.on(PutObjectCommand).rejectsOnce(refused(409)).resolvesOnce({});
    await setup().put("catalogue/form.abc.json", "{}");
    expect(inputs()).toHaveLength(2);
    s3.on(PutObjectCommand).rejects(refused(409));
    await expect(setup().put("catalogue/form.abc.json", "{}")).rejects.toThrow("somebody else");
  });

  it("switches the pointer only from the state that was read, seen within the minute", async () => {
    s3.on(PutObjectCommand).resolves({});
    const store = setup();
    expect(await store.switchPointer(pointer, undefined)).toBe(true);
    expect(await store.switchPointer(pointer, '"tag"')).toBe(true);
    expect(inputs()).toMatchObject([{ IfNoneMatch: "*" }, { IfMatch: '"tag"' }]);
    expect(inputs()[1]).not.toHaveProperty("IfNoneMatch");
    expect(inputs()[1]?.CacheControl).toBe("public, max-age=0, s-maxage=30, must-revalidate");
  });

  it.each([409, 412])("has not switched it on status %d", async (status) => {
    s3.on(PutObjectCommand).rejects(refused(status));
    expect(await setup().switchPointer(pointer, '"tag"')).toBe(false);
  });

  it("reads only what an object's name says it holds", async () => {
    holding("{}");
    expect(await setup().read("catalogue/office.44136fa355b3678a.json")).toEqual({});
    for (const text of ["{ }", "{", "null", ""]) {
      holding(text);
      await expect(setup().read("catalogue/office.44136fa355b3678a.json")).rejects.toThrow(
        "catalogue/office.44136fa355b3678a.json in the catalogue's bucket is damaged",
      );
    }
  });

  it.each(["", "{", "[1]", "null", '{"version":1}'])("takes no damaged pointer for one: %s", async (text) => {
    holding(text);
    await expect(setup().current()).rejects.toThrow(
      "catalogue/current.json in the catalogue's bucket is damaged",
    );
  });

  it("takes a missing pointer for no publication yet, but no missing bucket", async () => {
    s3.on(GetObjectCommand).rejects(refused(404, "NoSuchKey"));
    expect(await setup().current()).toBeUndefined();
    s3.on(GetObjectCommand).rejects(refused(404, "NoSuchBucket"));
    await expect(setup().current()).rejects.toThrow("The catalogue's bucket bucket answers 404 NoSuchBucket");
  });

  it("says that the bucket is not reached", async () => {
    s3.on(GetObjectCommand).rejects(new Error("socket hang up"));
    await expect(setup().current()).rejects.toThrow(
      "The catalogue's bucket bucket is not reached: socket hang up",
    );
  });

  it("knows that an object is not there, and takes any other for one that may be", async () => {
    s3.on(HeadObjectCommand).resolvesOnce({}).rejectsOnce(refused(404)).rejectsOnce(refused(403));
    const store = setup();
    const has = () => store.has("catalogue/office.44136fa355b3678a.json");
    expect([await has(), await has(), await has()]).toEqual([true, false, true]);
    s3.on(HeadObjectCommand).rejects(refused(500));
    await expect(has()).rejects.toThrow("The catalogue's bucket bucket answers 500");
  });

  it("throws whatever else goes wrong", async () => {
    s3.on(PutObjectCommand).rejects(refused(403));
    await expect(setup().switchPointer(pointer, '"tag"')).rejects.toThrow("Refused");
    await expect(setup().put("catalogue/form.abc.json", "{}")).rejects.toThrow("Refused");
    await expect(setup().put("catalogue/form.abc.exe", "{}")).rejects.toThrow("no kind of file");
  });
});
