import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import * as v from "valibot";
import {
  fileBatch,
  type FileBatchDependencies,
  type FilingDelivery,
  type FilingOutcome,
} from "../../src/app/filing/file-batch.ts";
import type { Log } from "../../src/http/log.ts";
import { CaseIdText, OfficeIdText } from "../message-ids.ts";

const MessageSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    caseId: CaseIdText,
    office: OfficeIdText,
    book: v.pipe(v.string(), v.minLength(1)),
  }),
);

const readDelivery = ({ body, attributes }: SQSRecord): FilingDelivery | undefined => {
  const message = v.safeParse(MessageSchema, body);
  return message.success
    ? { message: message.output, deliveries: Number(attributes.ApproximateReceiveCount) }
    : undefined;
};

/** Lets the queue deliver messages again sooner than by itself. Must not throw: it only saves time. */
export type GiveBack = (receipts: readonly string[]) => Promise<void>;

const well: ReadonlySet<FilingOutcome["code"]> = new Set(["filed", "already-filed", "waiting", "dropped"]);
const finished: ReadonlySet<FilingOutcome["code"]> = new Set([...well, "parked"]);

/**
 * Files the cases of one batch and fails exactly the messages that are not finished: those the queue delivers
 * again, and in the end hands to the dead-letter queue.
 *
 * What order means here. The queue keeps the order of a book (message group), and a batch is numbered in the
 * order of submission, so in normal operation numbers follow submissions. The law asks for less: numbers ascend
 * in the order of *registration*, without a gap. So a case that cannot be filed now does not hold up those behind
 * it: they are filed in the same transaction and acknowledged, and it gets a later number when it is well.
 * Whatever is not filed is failed with everything behind it that is not filed either, and since all cases of a
 * book stand in one transaction, a failure of the transaction fails the whole rest of the group by itself.
 *
 * Behind a failed message its group waits until the message can be delivered again, minutes by itself. That is right
 * while the store is down; a message that is bad for a reason of its own is given back at once, so that its book goes on
 * until it is parked or set aside.
 */
export const createHandler =
  ({ log, giveBack, ...dependencies }: FileBatchDependencies & { log: Log; giveBack: GiveBack }) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const records = event.Records.map((record) => ({
      id: record.messageId,
      receipt: record.receiptHandle,
      delivery: readDelivery(record),
    }));
    const deliveries = records.flatMap(({ delivery }) => delivery ?? []);
    const outcomes = await fileBatch(dependencies, deliveries);
    for (const [caseId, { code, reason }] of outcomes) {
      const level = well.has(code) ? "info" : "error";
      log[level]("filing", { caseId, code: reason ? `${code}:${reason}` : code });
    }
    const outcomeOf = ({ delivery }: (typeof records)[number]): FilingOutcome | undefined =>
      delivery && outcomes.get(delivery.message.caseId);
    const failed = records.filter((record) => !finished.has(outcomeOf(record)?.code ?? "unknown-case"));
    const bad = failed.filter((record) => {
      const outcome = outcomeOf(record);
      return !outcome || outcome.code === "unknown-case" || outcome.isOwnFault;
    });
    if (bad.length > 0) await giveBack(bad.map(({ receipt }) => receipt));
    const unreadable = records.length - deliveries.length;
    if (unreadable > 0) log.error("filing", { code: "unreadable-message", count: unreadable });
    return { batchItemFailures: failed.map(({ id }) => ({ itemIdentifier: id })) };
  };
