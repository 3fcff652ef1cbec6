import type { Deployment, Resource } from "../assembly/deployment.ts";
import { ServiceError, type ServiceCall } from "../gateway/client.ts";
import { asText, isObject, type JsonObject } from "../json.ts";

/** Properties of the template that are attributes of the queue under the same name. */
const plainAttributes = [
  "ContentBasedDeduplication",
  "DeduplicationScope",
  "DelaySeconds",
  "FifoThroughputLimit",
  "MaximumMessageSize",
  "MessageRetentionPeriod",
  "ReceiveMessageWaitTimeSeconds",
  "VisibilityTimeout",
];

/** Creates the queues the template declares; existing ones get its attributes. */
export const provisionQueues = async (deployment: Deployment, sqs: ServiceCall): Promise<void> => {
  const queues = deployment.ofType("AWS::SQS::Queue");
  for (const queue of queues) await createQueue(sqs, queue);
  // Only now does every dead-letter queue exist.
  for (const queue of queues) await setAttributes(deployment, sqs, queue);
};

const createQueue = async (sqs: ServiceCall, queue: Resource): Promise<void> => {
  try {
    await sqs("GetQueueUrl", { QueueName: queue.name });
  } catch (error) {
    if (!(error instanceof ServiceError) || !/QueueDoesNotExist|NonExistentQueue/.test(error.code))
      throw error;
    const fifo = queue.properties["FifoQueue"] === true ? { FifoQueue: "true" } : {};
    await sqs("CreateQueue", { QueueName: queue.name, Attributes: fifo });
  }
};

const setAttributes = async (deployment: Deployment, sqs: ServiceCall, queue: Resource): Promise<void> => {
  const attributes = plainAttributes.flatMap((name) => {
    const value = queue.properties[name];
    return value === undefined ? [] : [[name, asText(value)] as const];
  });
  const redrive = queue.properties["RedrivePolicy"];
  const policy = isObject(redrive) ? JSON.stringify(await toRedrivePolicy(deployment, sqs, redrive)) : "";
  const Attributes = { ...Object.fromEntries(attributes), RedrivePolicy: policy };
  await sqs("SetQueueAttributes", { QueueUrl: queue.ref, Attributes });
};

/** Emulators number accounts as they like, so the target's ARN is asked for. */
const toRedrivePolicy = async (
  deployment: Deployment,
  sqs: ServiceCall,
  redrive: JsonObject,
): Promise<JsonObject> => {
  const target = deployment.find(redrive["deadLetterTargetArn"], "AWS::SQS::Queue");
  const { Attributes } = await sqs("GetQueueAttributes", {
    QueueUrl: target?.ref ?? null,
    AttributeNames: ["QueueArn"],
  });
  const arn = isObject(Attributes) ? Attributes["QueueArn"] : undefined;
  return { ...redrive, deadLetterTargetArn: arn ?? null };
};
