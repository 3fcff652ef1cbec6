import { paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import type { StoredFile, VaultListing } from "../../app/cases/attachment-ports.ts";
import { patience } from "../patience.ts";
import { ATTACHMENT_PREFIX, parseAttachmentKey } from "./attachment-key.ts";

/** What lies in the attachments bucket, by key: S3 lists in the order of UTF-8 bytes. Needs the right to list it. */
export const createS3VaultListing = ({ bucket }: { bucket: string }): VaultListing => {
  const client = new S3Client(patience(10_000, 3));
  return {
    async *pages(after) {
      const pages = paginateListObjectsV2(
        { client },
        { Bucket: bucket, Prefix: ATTACHMENT_PREFIX, StartAfter: after },
      );
      for await (const { Contents = [] } of pages) {
        yield Contents.flatMap(({ Key = "", LastModified }): StoredFile[] => {
          const file = parseAttachmentKey(Key);
          // An object nobody can tell the age of is not one that is known to be old.
          if (!file || !LastModified) return [];
          return [{ ...file, position: Key, modifiedAt: Math.floor(LastModified.getTime() / 1000) }];
        });
      }
    },
  };
};
