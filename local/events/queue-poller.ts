import { setTimeout as sleep } from "node:timers/promises";
import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import type { Deployment, Resource } from "../assembly/deployment.ts";
import { StartFailure } from "../failure.ts";
import type { ServiceCall } from "../gateway/client.ts";
import { asText, asList, isObject, type JsonObject } from "../json.ts";
import type { FunctionPool } from "../lambda/pool.ts";

/** An event source mapping of the template: which queue feeds which function, and how. */
export interface QueueMapping {
  queue: Resource;
  pool: FunctionPool;
  batchSize: number;
  reportsFailures: boolean;
  concurrency: number;
  region: string;
}

export interface Poller {
  /** Resolves when the batches under way are done. */
  stop(): Promise<void>;
}

/** Lambda begins with five; two keep different message groups moving side by side on a small machine. */
const defaultConcurrency = 2;
/** SQS gives ten messages at most per receive. */
const largestReceive = 10;
/** Seconds. */
const longPoll = 5;

export const planQueueMappings = (deployment: Deployment, pools: readonly FunctionPool[]): QueueMapping[] =>
  deployment
    .ofType("AWS::Lambda::EventSourceMapping")
    .filter(({ properties }) => properties["Enabled"] !== false)
    .map((mapping) => planMapping(deployment, pools, mapping));

const planMapping = (
  deployment: Deployment,
  pools: readonly FunctionPool[],
  mapping: Resource,
): QueueMapping => {
  const { EventSourceArn, FunctionName, BatchSize, FunctionResponseTypes, ScalingConfig } =
    mapping.properties;
  const queue = deployment.find(EventSourceArn, "AWS::SQS::Queue");
  const pool = pools.find(({ definition }) =>
    [definition.name, definition.arn].includes(asText(FunctionName)),
  );
  if (!queue || !pool) {
    throw new StartFailure(`${mapping.logicalId} does not lead from a queue to a function of the template.`);
  }
  if ("FilterCriteria" in mapping.properties) {
    throw new StartFailure(`${mapping.logicalId} filters messages, which does not run locally.`);
  }
  const most = isObject(ScalingConfig) ? ScalingConfig["MaximumConcurrency"] : undefined;
  return {
    queue,
    pool,
    batchSize: Math.min(Number(BatchSize ?? largestReceive), largestReceive),
    reportsFailures: asList(FunctionResponseTypes).includes("ReportBatchItemFailures"),
    concurrency: Math.min(typeof most === "number" ? most : defaultConcurrency, defaultConcurrency),
    region: deployment.place.region,
  };
};

/** Polls a queue for a function as Lambda's event source mapping does. */
export const startPoller = (mapping: QueueMapping, sqs: ServiceCall): Poller => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        const records = await receive(mapping, sqs, signal);
        if (records.length > 0) await handleBatch(mapping, sqs, records);
      } catch {
        // The queue cannot be reached or refuses: what was received becomes visible again by itself.
        await sleep(500, undefined, { signal }).catch(() => undefined);
      }
    }
  };
  const loops = Array.from({ length: mapping.concurrency }, loop);
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
    },
  };
};

const receive = async (
  mapping: QueueMapping,
  sqs: ServiceCall,
  signal: AbortSignal,
): Promise<SQSRecord[]> => {
  const wish = {
    QueueUrl: mapping.queue.ref,
    MaxNumberOfMessages: mapping.batchSize,
    WaitTimeSeconds: longPoll,
    MessageSystemAttributeNames: ["All"],
    MessageAttributeNames: ["All"],
  };
  const answer = await sqs("ReceiveMessage", wish, signal);
  return (asList(answer["Messages"]) as readonly JsonObject[]).map((message) => toRecord(mapping, message));
};

const toRecord = (mapping: QueueMapping, message: JsonObject): SQSRecord => ({
  messageId: asText(message["MessageId"]),
  receiptHandle: asText(message["ReceiptHandle"]),
  body: asText(message["Body"]),
  attributes: message["Attributes"] as unknown as SQSRecord["attributes"],
  messageAttributes: Object.fromEntries(
    Object.entries((message["MessageAttributes"] ?? {}) as Record<string, JsonObject>).map(
      ([name, attribute]) => [
        name,
        {
          ...(typeof attribute["StringValue"] === "string" && { stringValue: attribute["StringValue"] }),
          ...(typeof attribute["BinaryValue"] === "string" && { binaryValue: attribute["BinaryValue"] }),
          stringListValues: [],
          binaryListValues: [],
          dataType: asText(attribute["DataType"]),
        },
      ],
    ),
  ),
  md5OfBody: asText(message["MD5OfBody"]),
  eventSource: "aws:sqs",
  eventSourceARN: String(mapping.queue.attributes["Arn"]),
  awsRegion: mapping.region,
});

const handleBatch = async (
  mapping: QueueMapping,
  sqs: ServiceCall,
  records: readonly SQSRecord[],
): Promise<void> => {
  const outcome = await mapping.pool.invoke({ Records: records });
  if (!outcome.ok) return;
  const failed = mapping.reportsFailures ? failedMessages(outcome.payload, records) : new Set<string>();
  const done = records.filter(({ messageId }) => !failed.has(messageId));
  if (done.length === 0) return;
  await sqs("DeleteMessageBatch", {
    QueueUrl: mapping.queue.ref,
    Entries: done.map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle })),
  });
};

/**
 * Message ids a function reports as failed. Everything counts as failed when the report cannot be understood or
 * names a message that was not in the batch. Source: Lambda developer guide, "Implementing partial batch responses".
 */
export const failedMessages = (payload: string, records: readonly { messageId: string }[]): Set<string> => {
  const all = new Set(records.map(({ messageId }) => messageId));
  const result = JSON.parse(payload) as Partial<SQSBatchResponse> | null;
  const failures: unknown = result?.batchItemFailures;
  if (failures === undefined || failures === null) return new Set();
  if (!Array.isArray(failures)) return all;
  const ids = failures.map((failure: { itemIdentifier?: unknown } | null) => failure?.itemIdentifier);
  const known = ids.every((id): id is string => typeof id === "string" && all.has(id));
  return known ? new Set(ids) : all;
};
