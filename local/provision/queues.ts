import type { Deployment, Resource } from "../assembly/deployment.ts";
import { ServiceError, type ServiceCall } from "../gateway/client.ts";
import { asText, isObject, type JsonObject } from "../json.ts";

/** Properties of the template that are attributes of the queue under the same name. */
const plainAttributes = [
  "ContentBasedDeduplication",
  "DelaySeconds",
  "MaximumMessageSize",
  "MessageRetentionPeriod",
  "ReceiveMessageWaitTimeSeconds",
  "VisibilityTimeout",
];
/** The same, but only said when the queue is made: the emulator cannot change them, and acts on neither. */
const creationAttributes = ["DeduplicationScope", "FifoQueue", "FifoThroughputLimit"];

/** Creates the queues the template declares; existing ones get its attributes. */
export const provisionQueues = async (deployment: Deployment, sqs: ServiceCall): Promise<void> => {
  const queues = deployment.ofType("AWS::SQS::Queue");
  for (const queue of queues) await createQueue(sqs, queue);
  // Only now does every dead-letter queue exist.
  for (const queue of queues) await setAttributes(deployment, sqs, queue);
};

const attributesOf = (queue: Resource, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = queue.properties[name];
      return value === undefined ? [] : [[name, asText(value)] as const];
    }),
  );

const createQueue = async (sqs: ServiceCall, queue: Resource): Promise<void> => {
  try {
    await sqs("GetQueueUrl", { QueueName: queue.name });
  } catch (error) {
    if (!(error instanceof ServiceError) || !/QueueDoesNotExist|NonExistentQueue/.test(error.code))
      throw error;
    const Attributes = attributesOf(queue, [...plainAttributes, ...creationAttributes]);
    await sqs("CreateQueue", { QueueName: queue.name, Attributes });
  }
};

const setAttributes = async (deployment: Deployment, sqs: ServiceCall, queue: Resource): Promise<void> => {
  const redrive = queue.properties["RedrivePolicy"];
  const RedrivePolicy = isObject(redrive)
    ? JSON.stringify(await toRedrivePolicy(deployment, sqs, redrive))
    : "";
  const Attributes = { ...attributesOf(queue, plainAttributes), RedrivePolicy };
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
