import type { WrittenLanguage } from "../../domain/format/language.ts";
import type { Language } from "../../domain/localized.ts";
import type { EpochSeconds } from "../../domain/time.ts";

/** A piece of text, with its language where that is not the document's own. May have line breaks. */
export interface Phrase {
  text: string;
  language?: Language;
}

/** A question and what was answered; several values stand under each other. */
export interface Fact {
  name: Phrase;
  values: readonly Phrase[];
  /** Nothing was answered: the value only says so. */
  isEmpty?: boolean;
}

export interface TableColumn {
  label: Phrase;
  isNumeric: boolean;
}

/** What a document consists of, in the order it is read. The first cell of a table's row names the row. */
export type Block =
  | { kind: "heading"; level: 2 | 3; text: Phrase }
  | { kind: "text"; text: Phrase }
  | { kind: "facts"; facts: readonly Fact[] }
  | {
      kind: "table";
      columns: readonly TableColumn[];
      rows: readonly (readonly Phrase[])[];
      total?: readonly Phrase[];
    }
  | { kind: "steps"; steps: readonly Phrase[] };

/** A document before it has pages: what it says, not how it looks. */
export interface PrintedDocument {
  language: WrittenLanguage;
  title: Phrase;
  /** Under the title. */
  subtitle: Phrase;
  blocks: readonly Block[];
  /** At the foot of every page. */
  footer: string;
  pageNumber: (page: number, of: number) => string;
  /** A sentence added where the typeface lacks a character and its code stands in its place. */
  missingCharacters: string;
  /** Becomes the file's date, so that the same document is always the same bytes. */
  createdAt: EpochSeconds;
  /** Tells the file from others of the same title and date; ASCII. */
  reference: string;
}

/** Turns a document into a file; the same document into the same bytes. */
export type DocumentRenderer = (document: PrintedDocument) => Promise<Uint8Array>;
