import { ChangeMessageVisibilityBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { patience } from "../patience.ts";

const client = new SQSClient(patience(2_000, 2));

/** Seconds until the next delivery: five of them are over within a minute. */
const SOON = 5;

/**
 * Messages of the queue (by their receipts, ten at most) are delivered again in a few seconds instead of after the
 * queue's visibility timeout. Never throws: what cannot be given back comes again by itself.
 */
export const createGiveBack =
  ({ queueUrl, report }: { queueUrl: string; report: (error: unknown) => void }) =>
  async (receipts: readonly string[]): Promise<void> => {
    try {
      await client.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: queueUrl,
          Entries: receipts.map((ReceiptHandle, index) => ({
            Id: String(index),
            ReceiptHandle,
            VisibilityTimeout: SOON,
          })),
        }),
      );
    } catch (error) {
      report(error);
    }
  };
