import * as v from "valibot";
import { type Language, languages } from "../../domain/localized.ts";
import { failure, success, type Result } from "../../domain/result.ts";
import { ID_PATTERN } from "./common-source.ts";
import { cellsOf, type NationalEntry, type NationalList, slugOf } from "./national-list.ts";
import type { Joining } from "./new-files.ts";
import { type CatalogueProblem, type InvalidSource, type SourceFile, wholeFile } from "./source.ts";
import { suggestion, withAlternatives } from "./suggestions.ts";

const columns = [
  "code",
  "name",
  "office",
  "officeName",
  "krid",
  "book",
  "address",
  "email",
  "phone",
  "website",
  "languages",
  "accent",
] as const;
type Column = (typeof columns)[number];

const isColumn = (text: string): text is Column => columns.some((column) => column === text);
const isLanguage = (text: string): text is Language => v.is(v.picklist(languages), text);

/** The settlement a code or a name means; accents may be left out where no other is called so without them. */
export const findNational = (
  national: NationalList,
  word: string,
): Result<NationalEntry, { code: "unknown-settlement"; message: string }> => {
  const given = word.trim();
  const entries = [...national.values()];
  const named = entries.filter(({ name }) => slugOf(name) === slugOf(given));
  const exact = entries.find(({ code, name }) => code === given || name === given);
  const [found, ...others] = exact ? [exact] : named;
  if (found && others.length === 0) return success(found);
  if (found) {
    const list = named.map(({ code, name }) => `${name} (${code})`).join(" or ");
    return failure({ code: "unknown-settlement", message: `may be ${list}` });
  }
  // Spreadsheets take the zero away; any other code is as likely to be meant as its neighbour.
  const whole = entries.find(({ code }) => code === given.padStart(5, "0"));
  const names = /^\d+$/.test(given) ? [] : entries.map(({ name }) => name);
  const meant = whole ? `, did you mean ${whole.code} (${whole.name})?` : suggestion(word, names);
  return failure({
    code: "unknown-settlement",
    message: `is no settlement of the national list, by code or name${meant}`,
  });
};

type Cells = Partial<Record<Column, string>>;

/** What a row says besides which settlement it is. */
const joiningOf = (
  entry: NationalEntry,
  line: number,
  { code: _code, name: _name, languages: list, ...rest }: Cells,
): Joining => {
  const given = list?.split(/\s+/).filter(isLanguage);
  return { entry, line, ...rest, ...(given && { languages: given }) };
};

type Tell = (line: number, field: string, message: string) => void;

interface Head {
  names: readonly string[];
  separator: "," | ";";
}

const headOf = (text: string, tell: Tell): Head => {
  const separator = text.includes(";") ? ";" : ",";
  const names = cellsOf(text, separator);
  for (const name of names.filter((name) => !isColumn(name))) {
    tell(1, name, withAlternatives("is not a known column", name, "columns", columns));
  }
  if (!names.includes("code") && !names.includes("name")) tell(1, "", "must have a column code or name");
  return { names, separator };
};

const cellsIn = (text: string, line: number, { names, separator }: Head, tell: Tell): Cells => {
  const values = cellsOf(text, separator);
  if (values.length > names.length) tell(line, "", `has ${values.length} cells for ${names.length} columns`);
  return Object.fromEntries(
    names.map((name, place) => [name, values[place] ?? ""]).filter(([, value]) => value !== ""),
  );
};

/** What of a row cannot be as it is, whatever stands in the others. */
const checkRow = (cells: Cells, entry: NationalEntry, line: number, tell: Tell): void => {
  if (cells.name !== undefined && slugOf(cells.name) !== slugOf(entry.name)) {
    tell(line, "name", `is ${cells.name}, but ${entry.code} is ${entry.name}`);
  }
  if (cells.office !== undefined && !ID_PATTERN.test(cells.office)) {
    tell(line, "office", "must be lower-case letters, digits and hyphens");
  }
  for (const language of (cells.languages ?? "hu").split(/\s+/)) {
    if (!isLanguage(language)) {
      tell(line, "languages", withAlternatives(`names ${language}`, language, "languages", languages));
    }
  }
};

/**
 * A table of settlements that join: a header line (`code` or `name` at least, see `columns`) and one line each, with
 * commas or semicolons. Cells may be empty.
 */
export const readJoiningList = (
  file: SourceFile,
  national: NationalList,
): Result<readonly Joining[], InvalidSource> => {
  if (file.unreadable !== undefined) {
    return failure({ code: "invalid-source", problems: [wholeFile(file.path, file.unreadable)] });
  }
  const problems: CatalogueProblem[] = [];
  const tell: Tell = (line, field, message) =>
    problems.push({ ...wholeFile(file.path, message), line, field });
  const [first = "", ...lines] = file.text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const head = headOf(first, tell);
  if (problems.length > 0) return failure({ code: "invalid-source", problems });

  const seen = new Map<string, number>();
  const joining = lines.flatMap((text, index): Joining[] => {
    const line = index + 2;
    if (text.trim() === "") return [];
    const cells = cellsIn(text, line, head, tell);
    const found = findNational(national, cells.code ?? cells.name ?? "");
    if (!found.ok) {
      tell(line, cells.code === undefined ? "name" : "code", found.failure.message);
      return [];
    }
    const entry = found.value;
    checkRow(cells, entry, line, tell);
    const before = seen.get(entry.code);
    if (before !== undefined) tell(line, "", `is ${entry.name} again, after line ${before}`);
    seen.set(entry.code, line);
    return [joiningOf(entry, line, cells)];
  });
  if (joining.length === 0 && problems.length === 0) tell(1, "", "names no settlement");
  return problems.length > 0 ? failure({ code: "invalid-source", problems }) : success(joining);
};
