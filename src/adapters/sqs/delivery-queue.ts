import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { DeliveryQueue } from "../../app/delivery/ports.ts";
import { destinationName } from "../../domain/delivery/handover.ts";

const client = new SQSClient({
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
  maxAttempts: 2,
});

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
