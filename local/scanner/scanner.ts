import { randomUUID } from "node:crypto";
import type { Place } from "../assembly/attributes.ts";
import type { LocalClock } from "../clock/local-clock.ts";
import type { Upstream } from "../gateway/wire.ts";
import type { Json } from "../json.ts";
import { protects, type ProtectionPlan, type WrittenObject } from "./protection.ts";
import { judge, type ScanStatus, type Verdict } from "./verdict.ts";

/** What goes wrong with scans, for tests. */
export interface ScanFaults {
  /** Results are kept back until `deliver`. */
  hang?: boolean;
  /** Every scan ends like this, whatever is in the file. */
  status?: ScanStatus;
  /** Milliseconds a scan takes. */
  delay?: number;
}

export interface ScannerOptions {
  plans: readonly ProtectionPlan[];
  /** To read what is scanned. */
  s3: Upstream;
  place: Place;
  clock: LocalClock;
  publish(event: Json): Promise<void>;
}

/** Milliseconds a scan takes without faults: long enough to be seen, short enough not to be in the way. */
const usualDelay = 500;

const scanStatuses: Readonly<Record<ScanStatus, string>> = {
  NO_THREATS_FOUND: "COMPLETED",
  THREATS_FOUND: "COMPLETED",
  UNSUPPORTED: "SKIPPED",
  ACCESS_DENIED: "SKIPPED",
  FAILED: "FAILED",
};

/**
 * In the place of GuardDuty Malware Protection for S3: "scans" every version written to a protected bucket and tells
 * the result on the event bus. What has not been told when the portal stops is never told, as after a lost event.
 */
export class Scanner {
  private readonly options: ScannerOptions;
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private held: Json[] = [];
  private faults: ScanFaults = {};

  constructor(options: ScannerOptions) {
    this.options = options;
  }

  /** From now on; without an argument scans go as they should. */
  setFaults(faults: ScanFaults = {}): void {
    this.faults = faults;
  }

  /** Takes the results that hang, in the order of the writes, to be told by the test itself or never. */
  async take(): Promise<readonly Json[]> {
    await Promise.all(this.running);
    return this.held.splice(0);
  }

  /** Tells the results that hang, in the order of the writes; gives them. Resolves when functions have handled them. */
  async deliver(): Promise<readonly Json[]> {
    const events = await this.take();
    for (const event of events) await this.options.publish(event);
    return events;
  }

  written(object: WrittenObject): void {
    const plan = this.options.plans.find((one) => protects(one, object));
    if (!plan) return;
    const faults = this.faults;
    if (faults.hang) return this.run(() => this.hold(plan, object, faults));
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.run(async () => this.options.publish(await this.scan(plan, object, faults)));
    }, faults.delay ?? usualDelay);
    this.timers.add(timer);
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.all(this.running);
  }

  private run(work: () => Promise<void>): void {
    const scan = work();
    this.running.add(scan);
    void scan.finally(() => this.running.delete(scan));
  }

  private async hold(plan: ProtectionPlan, object: WrittenObject, faults: ScanFaults): Promise<void> {
    this.held.push(await this.scan(plan, object, faults));
  }

  private async scan(plan: ProtectionPlan, object: WrittenObject, { status }: ScanFaults): Promise<Json> {
    const path = object.key.split("/").map(encodeURIComponent).join("/");
    const query = object.version === "null" ? "" : `?versionId=${object.version}`;
    const url = `/${object.bucket}/${path}${query}`;
    const answer = await this.options.s3({ method: "GET", url, headers: {}, body: Buffer.alloc(0) });
    // Removed before its turn came.
    const found: Verdict = answer.status === 200 ? judge(answer.body) : { status: "ACCESS_DENIED" };
    return this.describe(plan, object, status === undefined ? found : { status });
  }

  /** Source: GuardDuty user guide, "Monitoring S3 object scans with Amazon EventBridge". */
  private describe(plan: ProtectionPlan, object: WrittenObject, verdict: Verdict): Json {
    const { place, clock } = this.options;
    return {
      version: "0",
      id: randomUUID(),
      "detail-type": "GuardDuty Malware Protection Object Scan Result",
      source: "aws.guardduty",
      account: place.account,
      time: clock
        .now()
        .toISOString()
        .replace(/\.\d+Z$/, "Z"),
      region: place.region,
      resources: [plan.arn],
      detail: {
        schemaVersion: "1.0",
        scanStatus: scanStatuses[verdict.status],
        resourceType: "S3_OBJECT",
        s3ObjectDetails: {
          bucketName: object.bucket,
          objectKey: object.key,
          eTag: object.etag,
          versionId: object.version,
          s3Throttled: false,
        },
        scanResultDetails: {
          scanResultStatus: verdict.status,
          threats: verdict.threats?.map((name) => ({ name })) ?? null,
          statusReasons: verdict.reasons ?? null,
        },
      },
    };
  }
}
