import { afterAll, beforeAll } from "vitest";
import { publishContract } from "../../unit/catalogue/publish-contract.ts";
import { startBuckets } from "./bucket.ts";

let buckets: Awaited<ReturnType<typeof startBuckets>>;

beforeAll(async () => {
  buckets = await startBuckets();
});
afterAll(() => buckets.stop());

publishContract("S3", () => buckets.emptyStore());
