import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { FileLinks } from "../../app/casework/file-ports.ts";
import { attachmentKey } from "./attachment-key.ts";

/** Seconds; the browser follows it at once. */
const LIFETIME = 60;

/**
 * Saved, never shown in the portal's place. Its name stands in no address: access logs of the bucket keep those. Whoever asks
 * for the link has the name beside it.
 */
const DISPOSITION = "attachment";

/** Links to single versions in the attachments bucket. */
export const createS3FileLinks = ({ bucket }: { bucket: string }): FileLinks => {
  const client = new S3Client({});
  return {
    async linkTo(caseId, { id, objectVersion, contentType }, now) {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: attachmentKey(caseId, id),
        VersionId: objectVersion,
        ResponseContentDisposition: DISPOSITION,
        ResponseContentType: contentType,
        ResponseCacheControl: "no-store",
      });
      return { url: await getSignedUrl(client, command, { expiresIn: LIFETIME }), expiresAt: now + LIFETIME };
    },
  };
};
