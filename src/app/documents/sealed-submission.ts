import type { SubmittedContent } from "../../domain/case/seal.ts";
import type { FormDefinition } from "../../domain/form/definition.ts";
import type { WrittenLanguage } from "../../domain/format/language.ts";
import type { LocalizedText } from "../../domain/localized.ts";
import type { PublishedSettlement } from "../../domain/settlement/settlement.ts";
import type { Phrase } from "./printed-document.ts";

/** A submission, its seal, and what was published when the case was begun: all a document can say of it. */
export interface SealedSubmission {
  content: SubmittedContent;
  /** 64 lower-case hex digits. */
  seal: string;
  form: FormDefinition;
  settlement: PublishedSettlement;
}

/** For whom a document is made: its language, and the wall clock its instants are written by (IANA name). */
export interface DocumentSetting {
  language: WrittenLanguage;
  timeZone: string;
}

/** A text of the catalogue; Hungarian, and marked so, where there is no translation. */
export const localize = (text: LocalizedText, language: WrittenLanguage): Phrase => {
  const translated = text[language];
  if (translated !== undefined) return { text: translated };
  return { text: text.hu, language: "hu" };
};
