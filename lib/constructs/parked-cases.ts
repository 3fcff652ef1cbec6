import { FilterPattern, type ILogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { RegionConfig } from "../region.ts";
import { ALARM_PERIOD, type Alarms } from "./alarms.ts";

/**
 * Tells the operator of cases that were parked: nothing failed for the worker, so none of its other alarms rings. Counted in
 * its log (functions/filing-worker/handler.ts), which names the case and the reason.
 */
export class ParkedCases extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { log, alarms, region }: { log: ILogGroup; alarms: Alarms; region: RegionConfig },
  ) {
    super(scope, id);
    const parked = new MetricFilter(this, "Filter", {
      logGroup: log,
      filterPattern: FilterPattern.stringValue("$.code", "=", "parked*"),
      metricNamespace: `Portal/${region.name}`,
      metricName: "CasesParked",
      metricValue: "1",
    });
    alarms.add(this, "Alarm", {
      metric: parked.metric({ period: ALARM_PERIOD, statistic: "Sum" }),
      threshold: 1,
      impact:
        "A submitted case cannot be registered as it is, and was parked: it has no registry number, and only the office's " +
        "review list shows it. It is stored. Read the worker's log for the case and the reason, mend it, then send the " +
        "case to filing again (docs/operations.md).",
    });
  }
}
