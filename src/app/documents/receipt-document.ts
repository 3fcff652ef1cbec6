import type { SubmittedRecord } from "../../domain/case/submit.ts";
import { invalidationOf } from "../../domain/case/timeline.ts";
import {
  addressFacts,
  attachmentBlocks,
  fact,
  frame,
  heading,
  instant,
  sealBlocks,
  submitterBlocks,
} from "./common-blocks.ts";
import type { Fact, PrintedDocument } from "./printed-document.ts";
import { type DocumentSetting, localize, type SealedSubmission } from "./sealed-submission.ts";
import { documentTexts } from "./texts.ts";

/** The three numbers of a case, each with its instant as soon as there is one, and whether it still holds. */
const numberFacts = (
  { submission, arrival, registration, events }: SubmittedRecord,
  setting: DocumentSetting,
): Fact[] => {
  const texts = documentTexts[setting.language];
  const given = (name: string, when: string, number: { number: string; at: number } | undefined): Fact => {
    if (!number) return { ...fact(name, texts.pending), isEmpty: true };
    const gone = invalidationOf(events, number.number);
    const dates = [`${when}: ${instant(number.at, setting)}`];
    if (gone) dates.push(`${texts.invalidated}: ${instant(gone.at, setting)}`);
    return fact(name, number.number, ...dates);
  };
  return [
    given(texts.submissionNumber, texts.submittedAt, submission),
    given(texts.arrivalNumber, texts.receivedAt, arrival),
    given(texts.registryNumber, texts.registeredAt, registration),
  ];
};

/** The office as it was published when the case was begun. */
const officeFacts = (submission: SealedSubmission, setting: DocumentSetting): Fact[] => {
  const texts = documentTexts[setting.language];
  const { office } = submission.settlement;
  const { contact } = office;
  const address = addressFacts(submission, setting);
  return [
    { ...address.office, values: [localize(office.name, setting.language)] },
    fact(texts.mailbox, office.krid),
    fact(texts.address, contact.address),
    ...(contact.email === undefined ? [] : [fact(texts.email, contact.email)]),
    ...(contact.phone === undefined ? [] : [fact(texts.phone, contact.phone)]),
    ...(contact.website === undefined ? [] : [fact(texts.website, contact.website)]),
    address.settlement,
  ];
};

/**
 * Receipt of the submission (feladási igazolás): what was submitted to whom and when, the numbers it has by now,
 * the files and the seal by which the content can be checked, and what comes next.
 */
export const receiptDocument = (submission: SealedSubmission, setting: DocumentSetting): PrintedDocument => {
  const { content } = submission;
  const texts = documentTexts[setting.language];
  const address = addressFacts(submission, setting);
  return {
    ...frame(submission, setting),
    title: { text: texts.receiptTitle },
    subtitle: localize(content.record.catalogue.form.title, setting.language),
    blocks: [
      { kind: "text", text: { text: texts.receiptLead } },
      heading(texts.numbers),
      { kind: "facts", facts: numberFacts(content.record, setting) },
      heading(texts.addressee),
      { kind: "facts", facts: officeFacts(submission, setting) },
      heading(texts.what),
      { kind: "facts", facts: [address.form, address.version] },
      ...submitterBlocks(content, setting, false),
      ...attachmentBlocks(submission, setting),
      ...sealBlocks(submission, setting),
      heading(texts.nextTitle),
      { kind: "steps", steps: texts.next.map((text) => ({ text })) },
    ],
  };
};
