import type { ActingRecord } from "../../domain/acting/capacity.ts";
import type { SubmittedContent } from "../../domain/case/seal.ts";
import { formatDay, formatInstant } from "../../domain/format/instants.ts";
import { formatSize } from "../../domain/format/numbers.ts";
import type { Block, Fact, Phrase, PrintedDocument } from "./printed-document.ts";
import { type DocumentSetting, localize, type SealedSubmission } from "./sealed-submission.ts";
import { documentTexts } from "./texts.ts";

export const fact = (name: string, ...values: (string | Phrase)[]): Fact => ({
  name: { text: name },
  values: values.map((value) => (typeof value === "string" ? { text: value } : value)),
});

export const heading = (text: string): Block => ({ kind: "heading", level: 2, text: { text } });

/** Name, tax number and short name of the party, as far as it has them. */
const partyText = ({ party }: ActingRecord, { language }: DocumentSetting): string => {
  const texts = documentTexts[language];
  const numbers = [
    party.taxNumber && texts.taxNumber(party.taxNumber),
    party.shortName && texts.shortName(party.shortName),
  ].filter((part) => part !== undefined && part !== "");
  return numbers.length === 0 ? party.name : `${party.name} (${numbers.join(", ")})`;
};

const whoActed = ({ acting }: SubmittedContent, setting: DocumentSetting): Fact[] => {
  const texts = documentTexts[setting.language];
  return [
    fact(texts.inNameOf, partyText(acting, setting)),
    fact(texts.capacity, texts.kinds[acting.party.kind]),
    fact(texts.basis, texts.bases[acting.basis.kind]),
  ];
};

/** Who submitted, in whose name and on what basis; `isWhole` with all natural identification data. */
export const submitterBlocks = (
  content: SubmittedContent,
  setting: DocumentSetting,
  isWhole: boolean,
): Block[] => {
  const texts = documentTexts[setting.language];
  const { submitter } = content;
  const identity = [
    fact(texts.birthName, submitter.birthName),
    fact(texts.mothersName, submitter.mothersName),
    fact(texts.placeOfBirth, submitter.placeOfBirth),
    fact(texts.dateOfBirth, formatDay(setting.language, submitter.dateOfBirth)),
  ];
  const facts = [
    fact(texts.name, submitter.name),
    ...(isWhole ? identity : []),
    ...whoActed(content, setting),
  ];
  return [heading(texts.who), { kind: "facts", facts }];
};

/** Every file with its size and hash, under the question it was attached to. */
export const attachmentBlocks = (
  { content, form }: SealedSubmission,
  { language }: DocumentSetting,
): Block[] => {
  const texts = documentTexts[language];
  const title = heading(texts.attachments);
  const facts = form.attachments.flatMap((slot) =>
    content.attachments
      .filter((file) => file.slot === slot.id)
      .map((file) => ({
        name: localize(slot.label, language),
        values: [
          { text: `${file.fileName} (${formatSize(language, file.size)})` },
          { text: texts.sha256(file.sha256) },
        ],
      })),
  );
  if (facts.length === 0) return [title, { kind: "text", text: { text: texts.noAttachments } }];
  return [title, { kind: "facts", facts }];
};

export const sealBlocks = ({ seal }: SealedSubmission, { language }: DocumentSetting): Block[] => {
  const texts = documentTexts[language];
  return [
    heading(texts.seal),
    { kind: "facts", facts: [fact(texts.sealValue, seal)] },
    { kind: "text", text: { text: texts.sealCheck } },
  ];
};

/** The office, the settlement, the form and its version. */
export const addressFacts = ({ content }: SealedSubmission, { language }: DocumentSetting) => {
  const texts = documentTexts[language];
  const { office, settlement, form } = content.record.catalogue;
  return {
    settlement: fact(texts.settlement, localize(settlement.name, language)),
    office: fact(texts.office, localize(office.name, language)),
    form: fact(texts.form, localize(form.title, language)),
    version: fact(texts.formVersion, `${form.id} ${form.version}`),
  };
};

/** What both documents have at their edges, and the date they are given. */
export const frame = (
  { content: { record }, seal }: SealedSubmission,
  { language }: DocumentSetting,
): Omit<PrintedDocument, "title" | "subtitle" | "blocks"> => {
  const texts = documentTexts[language];
  const { number, at } = record.submission;
  return {
    language,
    footer: texts.footer(number),
    pageNumber: texts.pageNumber,
    missingCharacters: texts.missingCharacters,
    createdAt: at,
    reference: `${number} ${seal}`,
  };
};

export const instant = (at: number, { language, timeZone }: DocumentSetting): string =>
  formatInstant(language, at, timeZone);
