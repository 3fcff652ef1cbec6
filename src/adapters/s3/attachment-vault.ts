import { createHash } from "node:crypto";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import type { AttachmentVault, InspectionRefusal } from "../../app/cases/ports.ts";
import type { Attachment } from "../../domain/case/case.ts";
import { matchesType, SAMPLE_SIZE } from "../../domain/case/file-type.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { patience } from "../patience.ts";
import { attachmentKey } from "./attachment-key.ts";

/** Seconds a browser has to begin its upload. */
const PERMIT_LIFETIME = 300;
/** More uploads of one file than a person can make while the permit lasts. */
const MAX_VERSIONS = 100;

interface Vault {
  client: S3Client;
  bucket: string;
}

/** Where a file lies, at exactly one version. */
interface StoredObject {
  Bucket: string;
  Key: string;
  VersionId: string;
}

const toBase64 = (hex: string): string => Buffer.from(hex, "hex").toString("base64");

const permitUpload =
  ({ client, bucket }: Vault): AttachmentVault["permitUpload"] =>
  async (caseId, { id, contentType, sha256, size }, now) => {
    const { url, fields } = await createPresignedPost(client, {
      Bucket: bucket,
      Key: attachmentKey(caseId, id),
      // Each field is also a condition: S3 takes exactly this type and content, or nothing.
      Fields: {
        "Content-Type": contentType,
        "x-amz-checksum-algorithm": "SHA256",
        "x-amz-checksum-sha256": toBase64(sha256),
      },
      Conditions: [["content-length-range", size, size]],
      Expires: PERMIT_LIFETIME,
    });
    return { url, fields, expiresAt: now + PERMIT_LIFETIME };
  };

/** Whoever may not list a bucket is told 403 instead of 404 about a key that is not there. */
const MISSING: readonly (number | undefined)[] = [403, 404];

const head = async ({ client, bucket }: Vault, Key: string): Promise<HeadObjectCommandOutput | undefined> => {
  try {
    return await client.send(new HeadObjectCommand({ Bucket: bucket, Key, ChecksumMode: "ENABLED" }));
  } catch (error) {
    if (error instanceof S3ServiceException && MISSING.includes(error.$metadata.httpStatusCode))
      return undefined;
    throw error;
  }
};

const readStart = async ({ client }: Vault, object: StoredObject): Promise<Uint8Array> => {
  const { Body } = await client.send(
    new GetObjectCommand({ ...object, Range: `bytes=0-${SAMPLE_SIZE - 1}` }),
  );
  if (!Body) throw new Error("S3 gave an object without content");
  return Body.transformToByteArray();
};

/** Base64. S3 has checked the checksum it stores at upload; a store that has none is read through. */
const checksum = async (
  { client }: Vault,
  object: StoredObject,
  stored: HeadObjectCommandOutput,
): Promise<string> => {
  if (stored.ChecksumSHA256 && stored.ChecksumType === "FULL_OBJECT") return stored.ChecksumSHA256;
  const { Body } = await client.send(new GetObjectCommand(object));
  const hash = createHash("sha256");
  if (Body) for await (const chunk of Body as AsyncIterable<Uint8Array>) hash.update(chunk);
  return hash.digest("base64");
};

const compare = async (
  vault: Vault,
  object: StoredObject,
  stored: HeadObjectCommandOutput,
  announced: Attachment,
): Promise<InspectionRefusal["code"] | undefined> => {
  const size = stored.ContentLength ?? 0;
  if (size > announced.size) return "file-too-large";
  if (size < announced.size) return "file-damaged";
  if (stored.ContentType !== announced.contentType) return "file-type-forbidden";
  if ((await checksum(vault, object, stored)) !== toBase64(announced.sha256)) return "file-damaged";
  return matchesType(announced.contentType, await readStart(vault, object))
    ? undefined
    : "file-type-forbidden";
};

const inspect =
  (vault: Vault): AttachmentVault["inspect"] =>
  async (caseId, attachment): Promise<Result<{ objectVersion: string }, InspectionRefusal>> => {
    const Key = attachmentKey(caseId, attachment.id);
    const stored = await head(vault, Key);
    if (!stored) return failure({ code: "upload-missing" });
    const { VersionId } = stored;
    // Scans speak of versions: without one, nothing could ever be released.
    if (!VersionId) throw new Error("The attachments bucket keeps no versions");
    const code = await compare(vault, { Bucket: vault.bucket, Key, VersionId }, stored, attachment);
    return code ? failure({ code }) : success({ objectVersion: VersionId });
  };

/**
 * Every version, for good: a delete marker would leave what a client took back. Deleting the current version
 * makes the one before it current, so this needs no right to list the bucket.
 */
const remove =
  (vault: Vault): AttachmentVault["remove"] =>
  async (caseId, attachment) => {
    const Key = attachmentKey(caseId, attachment);
    for (let count = 0; count < MAX_VERSIONS; count++) {
      const stored = await head(vault, Key);
      if (!stored) return;
      const { VersionId } = stored;
      await vault.client.send(
        new DeleteObjectCommand({ Bucket: vault.bucket, Key, ...(VersionId && { VersionId }) }),
      );
    }
  };

/** The attachments bucket: versioned, written by browsers with presigned POSTs, read by nobody else. */
export const createS3AttachmentVault = ({ bucket }: { bucket: string }): AttachmentVault => {
  const client = new S3Client(patience(5_000, 3));
  const vault = { client, bucket };
  return { permitUpload: permitUpload(vault), inspect: inspect(vault), remove: remove(vault) };
};
