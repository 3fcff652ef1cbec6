import { stringify } from "yaml";
import type { Language, LocalizedText } from "../../domain/localized.ts";
import { fileNameOf, type NationalEntry, slugOf } from "./national-list.ts";
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
  /** New offices of which nobody said the mailbox; by id, with the first of those who need it. */
  withoutKrid: ReadonlyMap<string, Joining>;
}

const flow = (value: unknown): string =>
  stringify(value, { collectionStyle: "flow", lineWidth: 0, defaultStringType: "PLAIN" }).trim();
const quoted = (text: string): string => JSON.stringify(text);

/** `KOPH`, or `KOPH06895` where another has that. */
const bookFor = ({ code, name }: NationalEntry, taken: ReadonlySet<string>): string => {
  const letters = slugOf(name)
    .replaceAll(/[^a-z]/g, "")
    .slice(0, 4)
    .toUpperCase();
  return taken.has(letters) || letters.length < 2 ? `${letters}${code}` : letters;
};

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
 * otherwise. `seatOf` gives the entry where an entry's office sits.
 */
export const newFiles = (
  joining: readonly Joining[],
  known: KnownOffices,
  seatOf: (entry: NationalEntry) => NationalEntry,
): NewFiles => {
  const taken = new Set([...known.values()].flat());
  for (const { book } of joining) if (book !== undefined) taken.add(book);
  const groups = Map.groupBy(joining, ({ entry, office }) => office ?? officeIdOf(seatOf(entry)));
  const files: NewFile[] = [];
  const withoutKrid = new Map<string, Joining>();
  for (const [id, members] of groups) {
    const [first] = members;
    if (!first) continue;
    const [knownBook] = known.get(id) ?? [];
    const seat = seatOf(first.entry);
    const book = knownBook ?? first.book ?? bookFor(seat, taken);
    taken.add(book);
    if (knownBook === undefined) {
      const krid = said(members, "krid");
      if (krid === undefined) withoutKrid.set(id, first);
      files.push({ ...officeFile({ id, seat, book, members }, krid), of: first });
    }
    files.push(
      ...members.map((member) => ({ ...settlementFile(member, id, member.book ?? book), of: member })),
    );
  }
  return { files, withoutKrid };
};
