import type { CaseDocument, Delivery } from "../../domain/case/case-document.ts";
import type { CaseEvent } from "../../domain/case/case.ts";
import { isSubmitted } from "../../domain/case/submit.ts";
import { formatDay } from "../../domain/format/instants.ts";
import { formatSize } from "../../domain/format/numbers.ts";
import type { PublishedSettlement } from "../../domain/settlement/settlement.ts";
import { toLocalDate } from "../../domain/time.ts";
import type { CaseFile } from "../casework/ports.ts";
import { fact, heading, instant } from "./common-blocks.ts";
import { letterTexts } from "./letter-texts.ts";
import type { Block, Fact, PrintedDocument } from "./printed-document.ts";
import { type DocumentSetting, localize } from "./sealed-submission.ts";
import { documentTexts } from "./texts.ts";

/** A later document of a case, with the case and the settlement as published when it was begun. */
export interface Letter {
  document: CaseDocument;
  file: CaseFile;
  settlement: PublishedSettlement;
}

const optional = (name: string, value: string | undefined): Fact[] =>
  value === undefined ? [] : [fact(name, value)];

const dataFacts = ({ document, file, settlement }: Letter, setting: DocumentSetting): Fact[] => {
  const { language } = setting;
  const texts = letterTexts[language];
  const common = documentTexts[language];
  const { record, acting } = file;
  return [
    ...optional(texts.number, document.number),
    fact(texts.date, instant(document.at, setting)),
    fact(texts.author, document.author),
    fact(common.office, localize(settlement.office.name, language)),
    fact(common.address, settlement.office.contact.address),
    fact(texts.client, record.partyName ?? acting.party.name),
    fact(texts.matter, localize(record.catalogue.form.title, language)),
    ...optional(texts.caseNumber, record.registration?.number),
    ...optional(common.submissionNumber, record.submission?.number),
    ...(document.dueOn === undefined ? [] : [fact(texts.dueOn, formatDay(language, document.dueOn))]),
    ...(document.invalidated
      ? [
          fact(
            texts.invalidated,
            instant(document.invalidated.at, setting),
            `${document.invalidated.by}: ${document.invalidated.reason}`,
          ),
        ]
      : []),
  ];
};

/** What was written, paragraph by paragraph, in the language of the office. */
const textBlocks = ({ text, from }: CaseDocument, { language }: DocumentSetting): Block[] => {
  if (text === "") return [{ kind: "text", text: { text: letterTexts[language].noText } }];
  const isForeign = from === "office" && language !== "hu";
  return text.split(/\n{2,}/).map((paragraph) => ({
    kind: "text",
    text: { text: paragraph, ...(isForeign && { language: "hu" as const }) },
  }));
};

const fileBlocks = ({ document, file }: Letter, { language }: DocumentSetting): Block[] => {
  const attached = file.laterFiles.filter(({ id }) => document.files.includes(id));
  if (attached.length === 0) return [];
  const facts = attached.map(({ fileName, size, sha256 }) =>
    fact(fileName, formatSize(language, size), documentTexts[language].sha256(sha256)),
  );
  return [heading(letterTexts[language].files), { kind: "facts", facts }];
};

const howDelivered = (
  { state, deliveredAt }: Delivery,
  takenOver: CaseEvent | undefined,
  setting: DocumentSetting,
): Fact[] => {
  const texts = letterTexts[setting.language];
  const at = deliveredAt === undefined ? "" : instant(deliveredAt, setting);
  // By rule it is delivered on a day, not at a moment of it.
  if (state === "deemed" && deliveredAt !== undefined)
    return [fact(texts.deemed, formatDay(setting.language, toLocalDate(deliveredAt, setting.timeZone)))];
  if (state === "sent") return [fact(texts.sent, "–")];
  return [fact(texts.takenOver, at), ...optional(texts.takenOverBy, takenOver?.note)];
};

/** The proof of delivery, as far as there is one. */
const deliveryBlocks = ({ document, file }: Letter, setting: DocumentSetting): Block[] => {
  const { delivery } = document;
  if (!delivery) return [];
  const texts = letterTexts[setting.language];
  const takenOver = file.record.events.find(
    (event) => event.type === "taken-over" && event.document === document.id,
  );
  const facts = [
    fact(texts.sentAt, instant(delivery.sentAt, setting)),
    ...(delivery.secondNoticeAt === undefined
      ? []
      : [fact(texts.secondNoticeAt, instant(delivery.secondNoticeAt, setting))]),
    ...howDelivered(delivery, takenOver, setting),
  ];
  return [heading(texts.delivery), { kind: "facts", facts }];
};

/** A later document of a case: what it says, its files with their hashes, and the proof of its delivery. */
export const letterDocument = (letter: Letter, setting: DocumentSetting): PrintedDocument => {
  const { document, file } = letter;
  const { language } = setting;
  const texts = letterTexts[language];
  const common = documentTexts[language];
  const { record } = file;
  const submission = isSubmitted(record) ? record.submission.number : "";
  return {
    language,
    title: { text: texts.kinds[document.kind] },
    subtitle: localize(record.catalogue.form.title, language),
    footer: document.number === undefined ? common.footer(submission) : texts.footer(document.number),
    pageNumber: common.pageNumber,
    missingCharacters: common.missingCharacters,
    createdAt: document.delivery?.deliveredAt ?? document.at,
    reference: document.id,
    blocks: [
      ...textBlocks(document, setting),
      ...fileBlocks(letter, setting),
      heading(texts.data),
      { kind: "facts", facts: dataFacts(letter, setting) },
      ...deliveryBlocks(letter, setting),
    ],
  };
};
