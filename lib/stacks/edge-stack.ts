import { Stack, type StackProps } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { Key } from "aws-cdk-lib/aws-kms";
import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import { ALARM_PERIOD, Alarms } from "../constructs/alarms.ts";
import { allowAlarms } from "../constructs/alarm-key.ts";
import { firewallRules, type Limit, limitReachedBody, withoutSamples } from "../constructs/firewall-rules.ts";
import type { RegionConfig } from "../region.ts";
import { removalPolicy } from "../removal.ts";

export interface EdgeStackProps extends StackProps {
  region: RegionConfig;
}

/** Blocked requests within five minutes from which on an operator should look; a few are every day's scanning. */
const BLOCKED_ALARM = 100;

const METRIC = "Firewall";

const impactOfLimits: Record<Limit, string> = {
  LoginsPerAddress:
    "Many logins or e-mail confirmations from one address are refused: an attack, or citizens behind one address " +
    "(office, school, mobile network) who cannot log in for some minutes.",
  RequestsPerAddress:
    "Many requests from one address are refused: an attack, or citizens behind one address (office, school, mobile " +
    "network) who see that they must wait. What they type stays in their browser.",
  RequestsPerSession:
    "One session asks far more than a person does and is refused: a program uses it, or the front end has a fault.",
};

/**
 * The firewall before the distribution. CloudFront takes web ACLs from us-east-1 only, so they stand in a stack of
 * their own there (docs/adr/0006).
 */
export class EdgeStack extends Stack {
  readonly webAclArn: string;

  constructor(scope: Construct, id: string, { region, ...props }: EdgeStackProps) {
    super(scope, id, props);
    const acl = new CfnWebACL(this, "Firewall", {
      description: `Portal ${region.name}`,
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      customResponseBodies: limitReachedBody,
      rules: firewallRules(region.firewall),
      visibilityConfig: withoutSamples(METRIC),
    });
    this.webAclArn = acl.attrArn;
    this.#watch(region);
  }

  #watch(region: RegionConfig): void {
    const key = new Key(this, "FirewallKey", {
      description: `Portal ${region.name}: alarms of the firewall`,
      enableKeyRotation: true,
      removalPolicy: removalPolicy(region),
    });
    allowAlarms(key);
    const alarms = new Alarms(this, "FirewallAlarms", { email: region.alarms.email, key });
    for (const [rule, impact] of Object.entries(impactOfLimits)) {
      alarms.add(this, `${rule}Reached`, {
        metric: new Metric({
          namespace: "AWS/WAFV2",
          metricName: "BlockedRequests",
          dimensionsMap: { WebACL: METRIC, Rule: rule },
          statistic: "Sum",
          period: ALARM_PERIOD,
        }),
        threshold: BLOCKED_ALARM,
        impact,
      });
    }
  }
}
