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
  if (Array.isArray(block)) return block.map(plainText).join(" ");
  if (!isRecord(block)) return "";
  if (typeof block["text"] === "string") return block["text"];
  return plainText(block["content"] ?? block["items"]);
};

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

const compare = (path: readonly string[], before: unknown, after: unknown): Found[] => {
  if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return [];
  const [old, young] = [partsOf(before), partsOf(after)];
  const what = path.join(" ");
  if (!old || !young) {
    return [
      {
        what,
        ...(before !== undefined && { before: shown(before) }),
        ...(after !== undefined && { after: shown(after) }),
      },
    ];
  }
  const names = [...new Set([...old.keys(), ...young.keys()])];
  const found = names.flatMap((name) => compare([...path, name], old.get(name), young.get(name)));
  if (found.length > 0) return found;
  return [
    {
      what: [...path, "order"].join(" "),
      before: [...old.keys()].join(", "),
      after: [...young.keys()].join(", "),
    },
  ];
};

/** From what is published to what would be, in the order of the sections. */
export const settlementDifferences = (
  before: PublishedSettlement,
  after: PublishedSettlement,
): SettlementDifference[] =>
  (Object.keys(sections) as (keyof PublishedSettlement)[]).flatMap((field) => {
    const section = sections[field];
    const path = section === field || field === "parameters" ? [] : [field];
    return compare(path, before[field], after[field]).map((found) => ({ section, ...found }));
  });
