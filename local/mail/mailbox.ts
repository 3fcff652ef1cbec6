import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { LocalClock } from "../clock/local-clock.ts";
import { serviceError } from "../gateway/errors.ts";
import { parseObject } from "../gateway/operations.ts";
import { jsonAnswer, type Upstream } from "../gateway/wire.ts";
import { asList, asText, isObject, type Json, type JsonObject } from "../json.ts";
import { bareAddress, identityOf, type SenderIdentity } from "./identities.ts";

/** An e-mail that would have been sent. */
export interface Mail {
  /** As SES names it. */
  id: string;
  /** ISO 8601, by the local clock. */
  sentAt: string;
  from: string;
  to: readonly string[];
  subject: string;
  text: string;
}

export interface Mailbox {
  /** Answers `SendEmail` of SES. */
  upstream: Upstream;
  /** Newest first. */
  mails(): readonly Mail[];
}

export interface MailboxOptions {
  /** One JSON document per line; made with the first e-mail. */
  file: string;
  identities: readonly SenderIdentity[];
  region: string;
  clock: LocalClock;
  /** Tells the person at the console that an e-mail came. */
  report: (line: string) => void;
}

/** What SES takes in one e-mail. Source: SES developer guide, "Service quotas". */
const mostRecipients = 50;

const read = (file: string): Mail[] =>
  existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Mail)
    : [];

/** SES whose e-mails stay on this machine, where everybody who may look at the state directory can read them. */
export const openMailbox = ({ file, identities, region, clock, report }: MailboxOptions): Mailbox => {
  const mails = read(file);
  return {
    mails: () => mails.toReversed(),
    upstream: async (request) => {
      const sent = parseMail(parseObject(request.body) ?? {});
      if (typeof sent === "string") return serviceError("ses", 400, "BadRequestException", sent);
      if (!identityOf(identities, sent.from)) return unverified(sent.from, region);
      const mail: Mail = { id: randomUUID(), sentAt: clock.now().toISOString(), ...sent };
      appendFileSync(file, `${JSON.stringify(mail)}\n`, { mode: 0o600 });
      mails.push(mail);
      report(`an e-mail came: ${mail.subject}`);
      return jsonAnswer(200, { MessageId: mail.id }, { "content-type": "application/json" });
    },
  };
};

const unverified = (from: string, region: string) =>
  serviceError(
    "ses",
    400,
    "MessageRejected",
    "Email address is not verified. The following identities failed the check in region " +
      `${region.toUpperCase()}: ${bareAddress(from)}`,
  );

const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** One address, in plain ASCII: SES takes neither lists in one text nor other letters in a domain. */
const isAddress = (text: string): boolean => /^[\x21-\x7E]+@[\w.-]+$/.test(bareAddress(text));

/** The e-mail in a request, or why there is none. */
const parseMail = (input: JsonObject): Omit<Mail, "id" | "sentAt"> | string => {
  const from = asText(input["FromEmailAddress"]);
  const destination = objectOf(input["Destination"]);
  const to = ["ToAddresses", "CcAddresses", "BccAddresses"].flatMap((kind) =>
    asList(destination[kind]).map(asText),
  );
  const simple = objectOf(objectOf(input["Content"])["Simple"]);
  const subject = objectOf(simple["Subject"])["Data"];
  const text = objectOf(objectOf(simple["Body"])["Text"])["Data"];
  if (typeof subject !== "string" || typeof text !== "string") {
    return "Only simple e-mails with a subject and a plain text body are taken locally.";
  }
  if (/[\r\n]/.test(subject)) return "The subject must be one line.";
  if (to.length === 0 || to.length > mostRecipients)
    return `There must be 1 to ${mostRecipients} recipients.`;
  const wrong = [from, ...to].find((address) => !isAddress(address));
  return wrong === undefined ? { from, to, subject, text } : `Not an e-mail address: ${wrong}`;
};
