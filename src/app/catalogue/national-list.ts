import type { SettlementCode } from "../../domain/ids.ts";
import { failure, success, type Result } from "../../domain/result.ts";
import { isSettlementCode } from "../../domain/settlement/settlement-code.ts";
import { type InvalidSource, type SourceFile, wholeFile } from "./source.ts";

export const NATIONAL_FILE = "national/settlements.csv";

const officeKinds = ["own", "joint-seat", "branch", "elsewhere"] as const;

/** A settlement of the national list; its README names the source. */
export interface NationalEntry {
  code: SettlementCode;
  name: string;
  rank: string;
  county: string;
  district: string;
  postcodes: readonly string[];
  /** Where its office sits; itself with `own` and `joint-seat`. */
  seat: SettlementCode;
  office: (typeof officeKinds)[number];
}

export type NationalList = ReadonlyMap<SettlementCode, NationalEntry>;

const HEAD = "code,name,rank,county,district,postcodes,seat,office";
const COLUMNS = HEAD.split(",").length;

/** Cells of a line; a cell with the separator in it stands in double quotes. */
export const cellsOf = (line: string, separator: "," | ";" = ","): string[] => {
  const cells = [""];
  for (const [token] of line.matchAll(separator === "," ? COMMA_TOKENS : SEMICOLON_TOKENS)) {
    if (token === separator) cells.push("");
    else cells.push(`${cells.pop() ?? ""}${token.startsWith('"') ? unquoted(token) : token}`);
  }
  return cells.map((cell) => cell.trim());
};
const COMMA_TOKENS = /"(?:[^"]|"")*"|[^,"]+|[,"]/g;
const SEMICOLON_TOKENS = /"(?:[^"]|"")*"|[^;"]+|[;"]/g;
const unquoted = (cell: string): string => cell.slice(1, -1).replaceAll('""', '"');

const isOfficeKind = (text: string): text is NationalEntry["office"] =>
  officeKinds.some((kind) => kind === text);

const entryOf = (line: string): NationalEntry | undefined => {
  const cells = cellsOf(line);
  const [
    code = "",
    name = "",
    rank = "",
    county = "",
    district = "",
    postcodes = "",
    seat = "",
    office = "",
  ] = cells;
  if (cells.length !== COLUMNS || name === "" || county === "" || !isOfficeKind(office)) return undefined;
  if (!isSettlementCode(code) || !isSettlementCode(seat)) return undefined;
  return { code, name, rank, county, district, postcodes: postcodes.split(" "), seat, office };
};

const refuse = (message: string, line = 1) =>
  failure({ code: "invalid-source" as const, problems: [{ ...wholeFile(NATIONAL_FILE, message), line }] });

export const readNationalList = (files: readonly SourceFile[]): Result<NationalList, InvalidSource> => {
  const file = files.find(({ path }) => path === NATIONAL_FILE);
  if (!file) return refuse("is missing");
  if (file.unreadable !== undefined) return refuse(file.unreadable);
  const [head, ...lines] = file.text.trimEnd().split(/\r?\n/);
  if (head !== HEAD) return refuse(`must begin with ${HEAD}`);
  const list = new Map<SettlementCode, NationalEntry>();
  for (const [index, line] of lines.entries()) {
    const entry = entryOf(line);
    if (!entry) return refuse(`is no settlement: ${HEAD}`, index + 2);
    list.set(entry.code, entry);
  }
  return success(list);
};

/** `Budapest I. kerület` → `budapest-i-kerulet`: how files are called. */
export const slugOf = (name: string): string =>
  name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");

/** How a settlement's file is called, without folder and ending. */
export const fileNameOf = ({ code, name }: Pick<NationalEntry, "code" | "name">): string =>
  `${code}-${slugOf(name)}`;
