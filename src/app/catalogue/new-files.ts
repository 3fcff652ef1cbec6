import { stringify } from "yaml";
import type { Language, LocalizedText } from "../../domain/localized.ts";
import { fileNameOf, type NationalEntry, type NationalList, slugOf } from "./national-list.ts";
import type { SourceFile } from "./source.ts";

/** What is known of a settlement that joins; the rest comes from the national list or is made up from it. */
export interface Joining {
  entry: NationalEntry;
  /** Where it stands in the table it comes from. */
  line?: number;
  /** Id of the office; without it the one at the office's seat. */
  office?: string;
  officeName?: string;
  krid?: string;
  book?: string;
  address?: string;
  email?: string;
  phone?: string;
  website?: string;
  languages?: readonly Language[];
  accent?: string;
}

/** Offices there are already: their books, the first one first. */
export type KnownOffices = ReadonlyMap<string, readonly string[]>;

export interface NewFile extends SourceFile {
  /** The settlement for which it was made; of an office's file the first of its settlements. */
  of: Joining;
}

export interface NewFiles {
  files: readonly NewFile[];
  /** Ids of offices that were not there. */
  offices: readonly string[];
  /** New offices of which nobody said the mailbox; by id, with the first of those who need it. */
  withoutKrid: ReadonlyMap<string, Joining>;
}

const flow = (value: unknown): string =>
  stringify(value, { collectionStyle: "flow", lineWidth: 0, defaultStringType: "PLAIN" }).trim();
const quoted = (text: string): string => JSON.stringify(text);

const lettersOf = ({ name }: NationalEntry): string =>
  slugOf(name)
    .replaceAll(/[^a-z]/g, "")
    .toUpperCase();

const SHORTEST_BOOK = 4;
const LONGEST_BOOK = 10;

const beginningsOf = (seat: NationalEntry): string[] => {
  const letters = lettersOf(seat);
  const longest = Math.min(letters.length, LONGEST_BOOK);
  return Array.from({ length: Math.max(0, longest - SHORTEST_BOOK + 1) }, (_, index) =>
    letters.slice(0, SHORTEST_BOOK + index),
  );
};

/** How many offices' seats begin with these letters. */
const countBeginnings = (national: NationalList): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  const seats = [...national.values()].filter(({ code, seat }) => code === seat);
  for (const beginning of seats.flatMap(beginningsOf))
    counts.set(beginning, (counts.get(beginning) ?? 0) + 1);
  return counts;
};

/**
 * `KOPH`: as many letters as tell the seat from every other office's, also from those whose files are elsewhere, since
 * a book is one office's only; `SZENT12345` where letters cannot.
 */
const bookFor = (
  seat: NationalEntry,
  taken: ReadonlySet<string>,
  counts: ReadonlyMap<string, number>,
): string =>
  beginningsOf(seat).find((book) => !taken.has(book) && (counts.get(book) ?? 0) <= 1) ??
  `${lettersOf(seat).slice(0, LONGEST_BOOK - seat.code.length)}${seat.code}`;

const JOINT: Readonly<Record<Language, string>> = {
  hu: "Közös Önkormányzati Hivatal",
  en: "Joint Municipal Office",
  de: "Gemeinsames Gemeindeamt",
  hr: "Zajednički samoupravni ured",
};
const OWN: Readonly<Record<Language, string>> = {
  hu: "Polgármesteri Hivatal",
  en: "Mayor's Office",
  de: "Bürgermeisteramt",
  hr: "Ured načelnika",
};

/** In every language its settlements have; a name that was given is the same in all until somebody translates it. */
const officeNameOf = (seat: NationalEntry, members: readonly Joining[]): Partial<LocalizedText> => {
  const given = said(members, "officeName");
  const kind = seat.office === "own" ? OWN : JOINT;
  const languages = new Set<Language>(["hu", "en", ...members.flatMap((member) => member.languages ?? [])]);
  return Object.fromEntries(
    [...languages].map((language) => [language, given ?? `${kind[language]}, ${seat.name}`]),
  );
};

interface NewOffice {
  id: string;
  seat: NationalEntry;
  book: string;
  members: readonly Joining[];
}

/** What the first who says it says. */
const said = (
  members: readonly Joining[],
  key: "officeName" | "krid" | "address" | "email" | "phone" | "website",
): string | undefined => members.map((member) => member[key]).find((value) => value !== undefined);

const officeFile = ({ id, seat, book, members }: NewOffice, krid: string | undefined): SourceFile => {
  const others = members.flatMap((member) => (member.book === undefined ? [] : [member.book]));
  const bookName = { hu: `${seat.name} iktatókönyve`, en: `Registry book of ${seat.name}` };
  const contact = (["email", "phone", "website"] as const).flatMap((key) => {
    const value = said(members, key);
    return value === undefined ? [] : [`  ${key}: ${flow(value)}`];
  });
  const lines = [
    "# yaml-language-server: $schema=../schemas/office.json",
    `name: ${flow(officeNameOf(seat, members))}`,
    ...(krid === undefined
      ? ["# Made up, to be replaced by the 9 digits of the office's mailbox.", `krid: "9990${seat.code}"`]
      : [`krid: ${quoted(krid)}`]),
    `arrivalPattern: ${quoted(`E-${book}/{number}/{year}`)}`,
    "books:",
    ...[...new Set([book, ...others])].map((one) => `  - { id: ${flow(one)}, name: ${flow(bookName)} }`),
    "teams:",
    "  - { id: igazgatas, name: { hu: Igazgatási csoport, en: General administration } }",
    "  - { id: ado, name: { hu: Adócsoport, en: Tax } }",
    "contact:",
    `  address: ${flow(said(members, "address") ?? `${seat.postcodes[0] ?? ""} ${seat.name}`)}`,
    ...contact,
  ];
  return { path: `offices/${id}.yaml`, text: `${lines.join("\n")}\n` };
};

const settlementFile = ({ entry, languages, accent }: Joining, office: string, book: string): SourceFile => {
  const lines = [
    "# yaml-language-server: $schema=../schemas/settlement.json",
    `# ${entry.name}, ${entry.county}; its name, county, district and postcodes come from the national list.`,
    `code: ${quoted(entry.code)}`,
    `office: ${office}`,
    `book: ${flow(book)}`,
    ...(languages ? [`languages: [${languages.join(", ")}]`] : []),
    ...(accent === undefined ? [] : [`theme: { accent: ${quoted(accent)} }`]),
  ];
  return { path: `settlements/${fileNameOf(entry)}.yaml`, text: `${lines.join("\n")}\n` };
};

/** The id of the office a settlement belongs to, unless it says another. */
export const officeIdOf = ({ name }: Pick<NationalEntry, "name">): string => slugOf(name);

/**
 * Files for settlements that join, and for their offices that are not there yet: one book per office unless rows say
 * otherwise.
 */
export const newFiles = (
  joining: readonly Joining[],
  known: KnownOffices,
  national: NationalList,
): NewFiles => {
  const seatOf = (entry: NationalEntry): NationalEntry => national.get(entry.seat) ?? entry;
  const counts = countBeginnings(national);
  const taken = new Set([...known.values()].flat());
  for (const { book } of joining) if (book !== undefined) taken.add(book);
  const groups = Map.groupBy(joining, ({ entry, office }) => office ?? officeIdOf(seatOf(entry)));
  const files: NewFile[] = [];
  const offices: string[] = [];
  const withoutKrid = new Map<string, Joining>();
  for (const [id, members] of groups) {
    const [first] = members;
    if (!first) continue;
    const [knownBook] = known.get(id) ?? [];
    const seat = seatOf(first.entry);
    const book = knownBook ?? first.book ?? bookFor(seat, taken, counts);
    taken.add(book);
    if (knownBook === undefined) {
      const krid = said(members, "krid");
      offices.push(id);
      if (krid === undefined) withoutKrid.set(id, first);
      files.push({ ...officeFile({ id, seat, book, members }, krid), of: first });
    }
    files.push(
      ...members.map((member) => ({ ...settlementFile(member, id, member.book ?? book), of: member })),
    );
  }
  return { files, offices, withoutKrid };
};
