import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { patience } from "../patience.ts";

/** Names of the account's buckets that begin with `prefix`. */
export const findBuckets = async (prefix: string): Promise<string[]> => {
  const { Buckets = [] } = await new S3Client(patience(10_000, 3)).send(
    new ListBucketsCommand({ Prefix: prefix }),
  );
  return Buckets.flatMap(({ Name }) => (Name?.startsWith(prefix) ? [Name] : []));
};
