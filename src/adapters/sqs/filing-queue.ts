import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { FilingQueue } from "../../app/filing/ports.ts";
import { patience } from "../patience.ts";

/** A submission waits for this call: better the sweeper sends later than a citizen waits on a dead queue. */
const client = new SQSClient(patience(2_000, 2));

/**
 * The FIFO queue `filing`. Message group = registry book, so that a book has one writer at a time.
 * The de-duplication id is the case (and attempt): it saves work, nothing relies on it.
 */
export const createFilingQueue = ({ queueUrl }: { queueUrl: string }): FilingQueue => ({
  send: async (message, attempt) => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify({ caseId: message.caseId, office: message.office, book: message.book }),
        MessageGroupId: `${message.office}/${message.book}`,
        MessageDeduplicationId: attempt === undefined ? message.caseId : `${message.caseId}-${attempt}`,
      }),
    );
  },
});
