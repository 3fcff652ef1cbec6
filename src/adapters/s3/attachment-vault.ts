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
import { type FileSample, matchesType, SAMPLE_SIZE } from "../../domain/case/file-type.ts";
import type { AttachmentId, CaseId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";

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
  VersionId?: string;
  /** In a bucket without versions: what is read is still what was looked at. */
  IfMatch?: string;
}

/** Ids only: no name a user gave ever stands in a key. */
const keyOf = (caseId: CaseId, attachment: AttachmentId): string => `cases/${caseId}/${attachment}`;

const toBase64 = (hex: string): string => Buffer.from(hex, "hex").toString("base64");

const permitUpload =
  ({ client, bucket }: Vault): AttachmentVault["permitUpload"] =>
  async (caseId, { id, contentType, sha256, size }, now) => {
    const { url, fields } = await createPresignedPost(client, {
      Bucket: bucket,
      Key: keyOf(caseId, id),
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

const read = async ({ client }: Vault, object: StoredObject, Range: string): Promise<Uint8Array> => {
  const { Body } = await client.send(new GetObjectCommand({ ...object, Range }));
  if (!Body) throw new Error("S3 gave an object without content");
  return Body.transformToByteArray();
};

const sample = async (vault: Vault, object: StoredObject, size: number): Promise<FileSample> => {
  const start = await read(vault, object, `bytes=0-${SAMPLE_SIZE - 1}`);
  return { start, end: size <= SAMPLE_SIZE ? start : await read(vault, object, `bytes=-${SAMPLE_SIZE}`) };
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
  return matchesType(announced.contentType, await sample(vault, object, size))
    ? undefined
    : "file-type-forbidden";
};

const inspect =
  (vault: Vault): AttachmentVault["inspect"] =>
  async (caseId, attachment): Promise<Result<{ objectVersion?: string }, InspectionRefusal>> => {
    const Key = keyOf(caseId, attachment.id);
    const stored = await head(vault, Key);
    if (!stored) return failure({ code: "upload-missing" });
    const { VersionId, ETag } = stored;
    const version = VersionId ? { VersionId } : ETag ? { IfMatch: ETag } : {};
    const code = await compare(vault, { Bucket: vault.bucket, Key, ...version }, stored, attachment);
    if (code) return failure({ code });
    return success(VersionId ? { objectVersion: VersionId } : {});
  };

/**
 * Every version, for good: a delete marker would leave what a client took back. Deleting the current version
 * makes the one before it current, so this needs no right to list the bucket.
 */
const remove =
  (vault: Vault): AttachmentVault["remove"] =>
  async (caseId, attachment) => {
    const Key = keyOf(caseId, attachment);
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
  const client = new S3Client({
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
    maxAttempts: 3,
  });
  const vault = { client, bucket };
  return { permitUpload: permitUpload(vault), inspect: inspect(vault), remove: remove(vault) };
};
