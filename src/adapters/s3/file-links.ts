import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { FileLinks } from "../../app/casework/file-ports.ts";
import { attachmentKey } from "./attachment-key.ts";

/** Seconds; the browser follows it at once. */
const LIFETIME = 60;

/** RFC 6266: an ASCII name for everybody, and the real one in UTF-8. */
const disposition = (fileName: string): string => {
  const ascii = fileName.normalize("NFD").replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
};

/** Links to single versions in the attachments bucket. */
export const createS3FileLinks = ({ bucket }: { bucket: string }): FileLinks => {
  const client = new S3Client({});
  return {
    async linkTo(caseId, { id, objectVersion, fileName, contentType }, now) {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: attachmentKey(caseId, id),
        VersionId: objectVersion,
        ResponseContentDisposition: disposition(fileName),
        ResponseContentType: contentType,
        ResponseCacheControl: "no-store",
      });
      return { url: await getSignedUrl(client, command, { expiresIn: LIFETIME }), expiresAt: now + LIFETIME };
    },
  };
};
