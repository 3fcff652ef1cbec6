import { randomUUID } from "node:crypto";
import type { EnvironmentKey } from "../../functions/manifest/definition.ts";
import { createSetAsideMessages } from "../../src/adapters/sqs/set-aside-messages.ts";
import { redrive as redriveMessages } from "../../src/app/operations/redrive.ts";
import { readSettings } from "./settings.ts";
import { type Command, readWords, UsageError } from "./usage.ts";

const HELP = `Usage: FILING_QUEUE_URL=<url> npx ohp redrive filing [--limit <n>]
       DELIVERY_QUEUE_URL=<url> npx ohp redrive delivery [--limit <n>]

Gives the messages of the dead-letter queue back to their queue, after the cause was mended. Safe to repeat and to break
off: no message is lost, and what was done before is not done twice. AWS credentials and region come from the environment;
AWS_ENDPOINT_URL_SQS names another endpoint.`;

const queues: Readonly<Record<string, EnvironmentKey>> = {
  filing: "FILING_QUEUE_URL",
  delivery: "DELIVERY_QUEUE_URL",
};

const readLimit = (limit: string | undefined): number => {
  if (limit === undefined) return Number.POSITIVE_INFINITY;
  if (!/^[1-9]\d{0,6}$/.test(limit))
    throw new UsageError(`--limit must be a whole number above 0\n\n${HELP}`);
  return Number(limit);
};

export const redrive: Command = {
  summary: "gives a queue's dead letters back to it",
  help: HELP,
  run: async (words) => {
    const { positionals, values } = readWords(words, { limit: { type: "string" } }, 1, HELP);
    const key = Object.hasOwn(queues, positionals[0] ?? "") ? queues[positionals[0] ?? ""] : undefined;
    if (key === undefined) throw new UsageError(HELP);
    const limit = readLimit(values.limit);
    const { [key]: queueUrl } = readSettings([key], HELP);
    const messages = await createSetAsideMessages({ queueUrl });
    const { moved, refused } = await redriveMessages(messages, { attempt: randomUUID(), limit });
    console.log(`${moved} messages given back`);
    if (refused > 0) console.error(`${refused} messages were refused by the queue and stay where they are`);
    return refused > 0 ? 1 : 0;
  },
};
