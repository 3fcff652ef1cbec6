import type { Language } from "../localized.ts";

/** A municipality's text as a tree, so that no HTML ever exists. `href` begins with `https:` or `mailto:`. */
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "strong" | "emphasis"; content: readonly Inline[] }
  | { kind: "link"; href: string; content: readonly Inline[] };

export type Block =
  | { kind: "paragraph"; content: readonly Inline[] }
  | { kind: "list"; ordered: boolean; items: readonly (readonly Inline[])[] };

export type Blocks = readonly Block[];

/** Hungarian is always there; other languages fall back to it. */
export type LocalizedBlocks = { hu: Blocks } & Partial<Record<Language, Blocks>>;
