import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import * as v from "valibot";
import { deliverCase, type DeliveryDependencies } from "../../src/app/delivery/deliver-case.ts";
import type { DeliveryMessage } from "../../src/app/delivery/ports.ts";
import type { Log } from "../../src/http/log.ts";
import { CaseIdText, OfficeIdText } from "../message-ids.ts";

const MessageSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    caseId: CaseIdText,
    office: OfficeIdText,
    system: v.pipe(v.string(), v.minLength(1)),
  }),
);

const readMessage = ({ body }: SQSRecord): DeliveryMessage | undefined => {
  const message = v.safeParse(MessageSchema, body);
  return message.success ? message.output : undefined;
};

const levels = {
  delivered: "info",
  dropped: "info",
  changed: "info",
  paused: "warn",
  failed: "warn",
  "set-aside": "error",
} as const;

const deliver = async (
  dependencies: DeliveryDependencies,
  logger: Log,
  message: DeliveryMessage,
): Promise<void> => {
  const { caseId, office, system } = message;
  const { code, reason } = await deliverCase(dependencies, message);
  logger[levels[code]]("delivery", { caseId, office, system, code, ...(reason !== undefined && { reason }) });
};

/**
 * Tries to deliver the case each message names. A try the system did not take, and a case given up (`set-aside`, which the
 * operator's alarm finds in the log), are done all the same: a failed message would hold up the system's other cases. What
 * fails for a reason of our own throws, and the queue hands the message out again.
 */
export const createHandler =
  ({ logger, ...dependencies }: DeliveryDependencies & { logger: Log }) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const unreadable: SQSRecord[] = [];
    for (const record of event.Records) {
      const message = readMessage(record);
      if (message) await deliver(dependencies, logger, message);
      else unreadable.push(record);
    }
    if (unreadable.length > 0)
      logger.error("delivery", { code: "unreadable-message", count: unreadable.length });
    return { batchItemFailures: unreadable.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
