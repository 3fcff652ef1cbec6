import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { DeliveryQueue } from "../../app/delivery/ports.ts";
import { destinationName } from "../../domain/delivery/handover.ts";
import { patience } from "../patience.ts";

const client = new SQSClient(patience(2_000, 2));

/**
 * The FIFO queue `delivery`. Message group = specialist system: what one of them does not take in time delays nobody
 * else's.
 */
export const createDeliveryQueue = ({ queueUrl }: { queueUrl: string }): DeliveryQueue => ({
  send: async ({ caseId, office, system }, attempt) => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify({ caseId, office, system }),
        MessageGroupId: destinationName({ office, system }),
        MessageDeduplicationId: `${caseId}-${attempt}`,
      }),
    );
  },
});
