import { canonicalJson } from "../../domain/canonical-json.ts";
import { isRecord } from "../../domain/form/answers.ts";
import type { PublishedSettlement } from "../../domain/settlement/settlement.ts";

/** What of a settlement would change, as far as somebody notices it. */
export interface SettlementDifference {
  section: Section;
  /** Such as `business-tax 2026-01-01 rate`; empty when the whole section is meant. */
  what: string;
  /** As now; absent when it is new. */
  before?: string;
  /** As it would be; absent when it goes. */
  after?: string;
}

export type Section =
  | "services"
  | "rates and reliefs"
  | "texts"
  | "look"
  | "accounts"
  | "acting capacities"
  | "name and place"
  | "office"
  | "filing"
  | "deadlines";

const sections: Readonly<Record<keyof PublishedSettlement, Section>> = {
  services: "services",
  calculators: "services",
  parameters: "rates and reliefs",
  texts: "texts",
  theme: "look",
  accounts: "accounts",
  capacities: "acting capacities",
  code: "name and place",
  name: "name and place",
  county: "name and place",
  district: "name and place",
  postcodes: "name and place",
  languages: "name and place",
  office: "office",
  book: "filing",
  routes: "filing",
  filing: "filing",
  procedure: "deadlines",
};

/** What entries of lists are known by. */
const KEYS = ["id", "form", "from", "value", "krid"] as const;

const keyOf = (entry: unknown): string | undefined => {
  if (!isRecord(entry)) return undefined;
  const key = KEYS.find((name) => typeof entry[name] === "string");
  return key === undefined ? undefined : String(entry[key]);
};

/** Every text in a tree of text blocks, in its order. */
const plainText = (block: unknown): string => {
  if (Array.isArray(block)) return block.map(plainText).join(block.some(isInline) ? "" : " ");
  if (!isRecord(block)) return "";
  if (typeof block["text"] === "string") return block["text"];
  return plainText(block["content"] ?? block["items"]);
};

/** Within a paragraph nothing stands between one part and the next. */
const isInline = (part: unknown): boolean =>
  isRecord(part) && !("items" in part) && part["kind"] !== "paragraph";

const isBlocks = (value: readonly unknown[]): boolean => value.some((one) => isRecord(one) && "kind" in one);

const shown = (value: unknown): string => {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && isBlocks(value)) return plainText(value).replaceAll(/\s+/g, " ").trim();
  if (Array.isArray(value) && value.every((one) => typeof one !== "object")) return value.join(", ");
  return canonicalJson(value);
};

/** Entries by what they are known by; `undefined` for a value without parts. */
const partsOf = (value: unknown): ReadonlyMap<string, unknown> | undefined => {
  if (isRecord(value)) return new Map(Object.entries(value).filter(([, part]) => part !== undefined));
  if (!Array.isArray(value)) return undefined;
  const parts = new Map<string, unknown>();
  for (const entry of value) {
    const key = keyOf(entry);
    if (key === undefined) return undefined;
    // Of several with one name the later ones count.
    let name = key;
    for (let count = 2; parts.has(name); count++) name = `${key} (${count})`;
    parts.set(name, entry);
  }
  return parts;
};

type Found = Omit<SettlementDifference, "section">;

/** A service that comes or goes is told by its title. */
const titleOf = (entry: unknown): string | undefined =>
  isRecord(entry) && isRecord(entry["title"])
    ? `${shown(entry["title"]["hu"])} ${shown(entry["version"])}`
    : undefined;

const leaf = (what: string, before: unknown, after: unknown): Found => ({
  what,
  ...(before !== undefined && { before: shown(before) }),
  ...(after !== undefined && { after: shown(after) }),
});

const none: ReadonlyMap<string, unknown> = new Map();

/** What comes or goes as a whole is told part by part, too; by what an entry is known its line begins already. */
const compare = (path: readonly string[], before: unknown, after: unknown): Found[] => {
  if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return [];
  const old = before === undefined ? none : partsOf(before);
  const young = after === undefined ? none : partsOf(after);
  const what = path.join(" ");
  if (before === undefined || after === undefined) {
    const title = titleOf(before ?? after);
    if (title !== undefined) return [leaf(what, before && title, after && title)];
  }
  if (!old || !young) return [leaf(what, before, after)];
  const names = [...new Set([...old.keys(), ...young.keys()])];
  const found = names
    .filter((name) => !isKnownBy(path, name, before ?? after))
    .flatMap((name) => compare([...path, name], old.get(name), young.get(name)));
  if (found.length > 0) return found;
  if (before === undefined || after === undefined) return [leaf(what, before, after)];
  return [leaf([...path, "order"].join(" "), [...old.keys()], [...young.keys()])];
};

const isKnownBy = (path: readonly string[], name: string, entry: unknown): boolean =>
  isRecord(entry) && KEYS.some((key) => key === name) && entry[name] === path.at(-1);

/** From what is published, if it is, to what would be, in the order of the sections. */
export const settlementDifferences = (
  before: PublishedSettlement | undefined,
  after: PublishedSettlement,
): SettlementDifference[] =>
  (Object.keys(sections) as (keyof PublishedSettlement)[]).flatMap((field) => {
    const section = sections[field];
    const path = section === field || field === "parameters" ? [] : [field];
    return compare(path, before?.[field], after[field]).map((found) => ({ section, ...found }));
  });
