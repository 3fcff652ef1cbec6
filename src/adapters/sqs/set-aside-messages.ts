import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import * as v from "valibot";
import type { SetAsideMessage, SetAsideMessages } from "../../app/operations/redrive.ts";
import { patience } from "../patience.ts";

/** An emulator names its queues by addresses that lead nowhere; the endpoint is the one that was asked for. */
const client = new SQSClient({ useQueueUrlAsEndpoint: false, ...patience(10_000, 3) });

/** Messages of one receive. */
const MOST = 10;
/** Seconds in which a taken message is moved. */
const VISIBILITY = 60;
/** Seconds a receive waits: a short one asks only some of the queue's machines. */
const WAIT = 2;

const RedrivePolicy = v.pipe(v.string(), v.parseJson(), v.object({ deadLetterTargetArn: v.string() }));

/** The queue itself says where its dead letters go. */
const findDeadLetters = async (queueUrl: string): Promise<string> => {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["RedrivePolicy"] }),
  );
  const policy = v.safeParse(RedrivePolicy, Attributes?.["RedrivePolicy"]);
  if (!policy.success) throw new Error("The queue has no dead-letter queue");
  const name = policy.output.deadLetterTargetArn.split(":").at(-1);
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
  if (QueueUrl === undefined) throw new Error("The dead-letter queue has no address");
  return QueueUrl;
};

/** The dead letters of a FIFO queue, which may stand at any endpoint. */
export const createSetAsideMessages = async ({
  queueUrl,
}: {
  queueUrl: string;
}): Promise<SetAsideMessages> => {
  const deadLetters = await findDeadLetters(queueUrl);
  return {
    async take(most) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: deadLetters,
          MaxNumberOfMessages: Math.min(most, MOST),
          VisibilityTimeout: VISIBILITY,
          WaitTimeSeconds: WAIT,
          MessageSystemAttributeNames: ["MessageGroupId"],
        }),
      );
      return Messages.map(
        ({ MessageId = "", Body = "", ReceiptHandle = "", Attributes }): SetAsideMessage => ({
          id: MessageId,
          body: Body,
          group: Attributes?.MessageGroupId ?? "",
          receipt: ReceiptHandle,
        }),
      );
    },
    async sendAgain(messages, attempt) {
      const { Successful = [] } = await client.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: messages.map(({ id, body, group }, index) => ({
            Id: String(index),
            MessageBody: body,
            MessageGroupId: group,
            // The message keeps its id for life: without the attempt a second redrive would be swallowed as a repetition.
            MessageDeduplicationId: `${attempt}-${id}`,
          })),
        }),
      );
      const stored = new Set(Successful.map(({ Id }) => Id));
      return messages.filter((_, index) => stored.has(String(index)));
    },
    async remove(messages) {
      if (messages.length === 0) return;
      await client.send(
        new DeleteMessageBatchCommand({
          QueueUrl: deadLetters,
          Entries: messages.map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt })),
        }),
      );
    },
  };
};
