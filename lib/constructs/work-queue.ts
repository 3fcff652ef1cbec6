import { Duration } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { EventSourceMapping, type IFunction } from "aws-cdk-lib/aws-lambda";
import {
  DeduplicationScope,
  FifoThroughputLimit,
  Queue,
  QueueEncryption,
  type QueueProps,
} from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { FunctionDefinition } from "../../functions/manifest/definition.ts";
import { removalPolicy } from "../removal.ts";
import type { RegionConfig } from "../region.ts";
import { ALARM_PERIOD, type Alarms } from "./alarms.ts";

type QueueFunctionDefinition = Extract<FunctionDefinition, { trigger: "queue" }>;

export interface WorkQueueProps {
  worker: QueueFunctionDefinition;
  /** Deliveries before a message is set aside in the dead-letter queue. AWS advises at least 5 for Lambda. */
  maxReceiveCount: number;
  /** Oldest message, in seconds, from which on people notice the delay. */
  maxAgeSeconds: number;
  impact: {
    /** What it means for people that a message was set aside, and what to do. */
    setAside: string;
    /** What it means for people that messages wait too long. */
    delayed: string;
  };
  encryptionKey: IKey;
  region: RegionConfig;
  alarms: Alarms;
}

/** Messages in flight must not come back while the worker is still at it; AWS advises 6 × the timeout. */
const VISIBILITY_FACTOR = 6;

/**
 * A FIFO queue that cannot exist without a dead-letter queue, a limit of deliveries, and alarms that say
 * what they mean. One writer per message group; the groups are independent of each other.
 */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly #worker: QueueFunctionDefinition;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    this.#worker = props.worker;
    const common: QueueProps = {
      fifo: true,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: props.encryptionKey,
      enforceSSL: true,
      removalPolicy: removalPolicy(props.region),
    };
    this.deadLetters = new Queue(this, "DeadLetters", { ...common, retentionPeriod: Duration.days(14) });
    this.queue = new Queue(this, "Queue", {
      ...common,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(VISIBILITY_FACTOR * props.worker.timeout),
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.maxReceiveCount },
    });
    props.alarms.add(this, "SetAside", {
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({
        period: ALARM_PERIOD,
        statistic: "Maximum",
      }),
      threshold: 1,
      impact: props.impact.setAside,
    });
    props.alarms.add(this, "Delayed", {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: ALARM_PERIOD, statistic: "Maximum" }),
      threshold: props.maxAgeSeconds,
      impact: props.impact.delayed,
    });
  }

  /** Has Lambda poll the queue for the function; its role needs `consumeQueue` of lib/grants.ts. */
  feed(worker: IFunction): void {
    new EventSourceMapping(this, "Mapping", {
      target: worker,
      eventSourceArn: this.queue.queueArn,
      batchSize: this.#worker.batchSize,
      reportBatchItemFailures: this.#worker.reportBatchItemFailures,
    });
  }
}
