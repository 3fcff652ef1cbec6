import { FilterPattern, type ILogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { RegionConfig } from "../region.ts";
import { ALARM_PERIOD, type Alarms } from "./alarms.ts";

/**
 * Tells the operator of cases that were given up on their way to a specialist system. To the worker that is no error: a
 * failed message would hold up all others of that system until it is handed out again.
 */
export class UndeliveredCases extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { log, alarms, region }: { log: ILogGroup; alarms: Alarms; region: RegionConfig },
  ) {
    super(scope, id);
    const undelivered = new MetricFilter(this, "Filter", {
      logGroup: log,
      filterPattern: FilterPattern.stringValue("$.code", "=", "set-aside"),
      metricNamespace: `Portal/${region.name}`,
      metricName: "CasesUndelivered",
      metricValue: "1",
    });
    alarms.add(this, "Alarm", {
      metric: undelivered.metric({ period: ALARM_PERIOD, statistic: "Sum" }),
      threshold: 1,
      impact:
        "A specialist system did not take a case for three days, or said that it never will: the case was set aside. The " +
        "office sees it, the system does not. Read the worker's log for the case and the reason, mend it, then have the " +
        "case delivered again (docs/operations.md); delivering twice does no harm.",
    });
  }
}
