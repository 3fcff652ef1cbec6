import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";

/** Names of the account's buckets that begin with `prefix`. */
export const findBuckets = async (prefix: string): Promise<string[]> => {
  const { Buckets = [] } = await new S3Client({}).send(new ListBucketsCommand({ Prefix: prefix }));
  return Buckets.flatMap(({ Name }) => (Name?.startsWith(prefix) ? [Name] : []));
};
