import { Duration, Validations } from "aws-cdk-lib";
import { type EventPattern, Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as LambdaTarget } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { FunctionDefinition } from "../../functions/manifest/definition.ts";
import { removalPolicy } from "../removal.ts";
import type { RegionConfig } from "../region.ts";
import { ALARM_PERIOD, type Alarms } from "./alarms.ts";

export type EventFunctionDefinition = Extract<FunctionDefinition, { trigger: "event" }>;

export interface EventFeedProps {
  pattern: EventPattern;
  /** What it means for people that an event was set aside, and what to do. */
  impact: string;
  region: RegionConfig;
  alarms: Alarms;
}

/**
 * Events for one function. It cannot exist without a place for what could not be delivered or handled, and an alarm
 * that says what that means.
 */
export class EventFeed extends Construct {
  readonly deadLetters: Queue;
  /** What the function's role needs so that Lambda may set aside what the function failed on. */
  readonly setAside: PolicyStatement;
  readonly #pattern: EventPattern;

  constructor(scope: Construct, id: string, { pattern, impact, region, alarms }: EventFeedProps) {
    super(scope, id);
    this.#pattern = pattern;
    this.deadLetters = new Queue(this, "DeadLetters", {
      // Ids only; with the region's key EventBridge would have to be let at everything that key protects.
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: removalPolicy(region),
    });
    Validations.of(this.deadLetters).acknowledge({
      id: "AwsSolutions-SQS3",
      reason: "It is the dead-letter queue of a rule and its function, which are not queues.",
    });
    this.setAside = new PolicyStatement({
      actions: ["sqs:SendMessage"],
      resources: [this.deadLetters.queueArn],
    });
    alarms.add(this, "SetAside", {
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({
        period: ALARM_PERIOD,
        statistic: "Maximum",
      }),
      threshold: 1,
      impact,
    });
  }

  /** Has EventBridge call the function, trying for a day. */
  feed(fn: IFunction): void {
    const target = new LambdaTarget(fn, {
      deadLetterQueue: this.deadLetters,
      retryAttempts: 185,
      maxEventAge: Duration.hours(24),
    });
    new Rule(this, "Rule", { eventPattern: this.#pattern, targets: [target] });
  }
}
