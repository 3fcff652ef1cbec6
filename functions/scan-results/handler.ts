import type { EventBridgeEvent } from "aws-lambda";
import * as v from "valibot";
import { parseAttachmentKey } from "../../src/adapters/s3/attachment-key.ts";
import type { ScanStore } from "../../src/app/cases/attachment-ports.ts";
import { recordScan } from "../../src/app/cases/record-scan.ts";
import type { ScanResult } from "../../src/domain/case/scan.ts";
import type { Log } from "../../src/http/log.ts";

/**
 * As much of the event as counts. Source: GuardDuty user guide, "Monitoring S3 object scans with Amazon EventBridge",
 * schema version 1.0.
 */
const DetailSchema = v.object({
  scanStatus: v.string(),
  s3ObjectDetails: v.object({
    bucketName: v.string(),
    objectKey: v.string(),
    versionId: v.nullish(v.string()),
  }),
  scanResultDetails: v.object({ scanResultStatus: v.string() }),
});
type Detail = v.InferOutput<typeof DetailSchema>;

const results: Readonly<Record<string, ScanResult>> = {
  NO_THREATS_FOUND: "clean",
  THREATS_FOUND: "threats",
  // A password, a bomb, something larger or deeper than the scanner goes.
  UNSUPPORTED: "unscannable",
  ACCESS_DENIED: "failed",
  FAILED: "failed",
};

/** Clean is only what a scan that came to its end says so. */
const resultOf = ({ scanStatus, scanResultDetails }: Detail): ScanResult | undefined => {
  const { scanResultStatus } = scanResultDetails;
  const result = Object.hasOwn(results, scanResultStatus) ? results[scanResultStatus] : undefined;
  return result === "clean" && scanStatus !== "COMPLETED" ? undefined : result;
};

const levels = { clean: "info", threats: "warn", unscannable: "warn", failed: "error" } as const;

export interface ScanResultDependencies {
  scans: ScanStore;
  bucket: string;
  log: Log;
}

/**
 * Notes one scan result. Objects of other buckets, without a version, or that are no file's, are passed over. Fails
 * on what it cannot understand: Lambda tries again, then sets the event aside where an alarm sees it.
 */
export const createHandler =
  ({ scans, bucket, log }: ScanResultDependencies) =>
  async (event: EventBridgeEvent<string, unknown>): Promise<void> => {
    const detail = v.safeParse(DetailSchema, event.detail);
    const result = detail.success ? resultOf(detail.output) : undefined;
    if (!detail.success || !result) throw new Error("A scan result of no known shape");
    const { bucketName, objectKey, versionId } = detail.output.s3ObjectDetails;
    const file = bucketName === bucket ? parseAttachmentKey(objectKey) : undefined;
    if (!file || !versionId) return log.info("scan", { code: "not-a-file" });
    const outcome = await recordScan(scans, { ...file, objectVersion: versionId }, result);
    const code = outcome === "noted" ? result : outcome;
    log[outcome === "noted" ? levels[result] : "info"]("scan", { caseId: file.caseId, code });
  };
