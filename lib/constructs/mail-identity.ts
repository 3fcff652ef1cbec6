import { CfnOutput, Duration, Stack } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { PublicHostedZone } from "aws-cdk-lib/aws-route53";
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EasyDkimSigningKeyLength,
  DkimIdentity,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import type { RegionConfig } from "../region.ts";
import type { Alarms } from "./alarms.ts";

export interface MailIdentityProps {
  region: RegionConfig;
  alarms: Alarms;
}

/** Amazon reviews an account from 5 % bounces and 0.1 % complaints on, so people look before that. */
const BOUNCE_RATE = 0.03;
const COMPLAINT_RATE = 0.0008;

/**
 * The domain the portal's e-mails come from, proved by DKIM, and how they are sent: over TLS or not at all, never to
 * an address that bounced or complained, and with nothing in them that reports who opened or clicked.
 */
export class MailIdentity extends Construct {
  readonly identityArn: string;
  readonly settingsArn: string;

  constructor(scope: Construct, id: string, { region, alarms }: MailIdentityProps) {
    super(scope, id);
    const settings = new ConfigurationSet(this, "Settings", {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    const domain = region.mail.from.slice(region.mail.from.lastIndexOf("@") + 1);
    const identity = new EmailIdentity(this, "Domain", {
      identity: this.#identity(domain, region),
      configurationSet: settings,
      dkimIdentity: DkimIdentity.easyDkim(EasyDkimSigningKeyLength.RSA_2048_BIT),
      // Counted, and watched below.
      feedbackForwarding: false,
    });
    const arn = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: "ses", resource, resourceName });
    this.identityArn = arn("identity", domain);
    this.settingsArn = arn("configuration-set", settings.configurationSetName);
    this.#watch(settings.configurationSetName, alarms);
    identity.dkimRecords.forEach(({ name, value }, index) => {
      new CfnOutput(this, `Dkim${index + 1}`, { value: `${name} CNAME ${value}` });
    });
  }

  /** With the zone of the domain at hand, the DKIM records are written into it. */
  #identity(domain: string, { portal: { hostedZone } }: RegionConfig): Identity {
    if (hostedZone?.name !== domain) return Identity.domain(domain);
    return Identity.publicHostedZone(
      PublicHostedZone.fromPublicHostedZoneAttributes(this, "Zone", {
        hostedZoneId: hostedZone.id,
        zoneName: hostedZone.name,
      }),
    );
  }

  #watch(settings: string, alarms: Alarms): void {
    const rate = (name: string) =>
      new Metric({
        namespace: "AWS/SES",
        metricName: `Reputation.${name}Rate`,
        dimensionsMap: { "ses:configuration-set": settings },
        statistic: "Maximum",
        period: Duration.hours(1),
      });
    alarms.add(this, "Bounces", {
      metric: rate("Bounce"),
      threshold: BOUNCE_RATE,
      impact:
        "Many of the portal's e-mails go to addresses that do not exist. Amazon may stop all e-mails of the " +
        "account, and nobody could confirm an e-mail address any more. Cases and logins are not touched.",
    });
    alarms.add(this, "Complaints", {
      metric: rate("Complaint"),
      threshold: COMPLAINT_RATE,
      impact:
        "Recipients mark the portal's e-mails as unwanted: somebody may be entering other people's addresses. " +
        "Amazon may stop all e-mails of the account. Cases and logins are not touched.",
    });
  }
}
