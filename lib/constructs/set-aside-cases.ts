import { FilterPattern, type ILogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { FunctionName } from "../../functions/manifest.ts";
import type { RegionConfig } from "../region.ts";
import { ALARM_PERIOD, type Alarms } from "./alarms.ts";

interface SetAside {
  /** Of the alarm, as the operator knows it (docs/operations.md). */
  id: string;
  /** Field `code` of the log line that tells of a case; the line names the case and the reason. */
  code: string;
  metricName: string;
  /** As in lib/impact.ts. */
  impact: string;
}

/**
 * Workers that put a case aside when its own time is up. Nothing fails for them, so none of their other alarms rings: a
 * failed message would hold up all others of its group.
 */
export const setAside: Partial<Record<FunctionName, SetAside>> = {
  "filing-worker": {
    id: "ParkedCases",
    code: "parked*",
    metricName: "CasesParked",
    impact:
      "A submitted case cannot be registered as it is, and was parked: it has no registry number, and only the office's " +
      "review list shows it. It is stored. Read the worker's log for the case and the reason, mend it, then send the " +
      "case to filing again (docs/operations.md).",
  },
  "delivery-worker": {
    id: "UndeliveredCases",
    code: "set-aside",
    metricName: "CasesUndelivered",
    impact:
      "A specialist system did not take a case for three days, or said that it never will: the case was set aside. The " +
      "office sees it, the system does not. Read the worker's log for the case and the reason, mend it, then have the " +
      "case delivered again (docs/operations.md); delivering twice does no harm.",
  },
};

interface SetAsideCasesProps {
  of: SetAside;
  log: ILogGroup;
  alarms: Alarms;
  region: RegionConfig;
}

/** Tells the operator of cases that were set aside, by counting them in the worker's log. */
export class SetAsideCases extends Construct {
  constructor(scope: Construct, { of, log, alarms, region }: SetAsideCasesProps) {
    super(scope, of.id);
    const cases = new MetricFilter(this, "Filter", {
      logGroup: log,
      filterPattern: FilterPattern.stringValue("$.code", "=", of.code),
      metricNamespace: `Portal/${region.name}`,
      metricName: of.metricName,
      metricValue: "1",
    });
    alarms.add(this, "Alarm", {
      metric: cases.metric({ period: ALARM_PERIOD, statistic: "Sum" }),
      threshold: 1,
      impact: of.impact,
    });
  }
}
