import { normaliseLines } from "../../domain/form/text.ts";
import type { Block, Blocks, Inline } from "../../domain/settlement/text-blocks.ts";

const isHttps = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return text.startsWith("https://") && url?.username === "" && url.password === "";
};
const isMailto = (text: string): boolean => /^mailto:[^\s?&]+@[^\s?&]+$/.test(text);

/** What begins at a place of a text: a node, and where the text goes on. */
interface Found {
  node: Inline;
  end: number;
}

/** No brackets within: a link holds no other. */
const LINK = /\[([^[\]]+)\]\(([^\s()]+)\)/y;

const linkAt = (text: string, start: number): Found | undefined => {
  LINK.lastIndex = start;
  const [whole, label, href] = LINK.exec(text) ?? [];
  if (whole === undefined || label === undefined || href === undefined) return undefined;
  if (!isHttps(href) && !isMailto(href)) return undefined;
  return { node: { kind: "link", href, content: inlinesOf(label) }, end: start + whole.length };
};

const emphases = [
  { mark: "**", kind: "strong", pattern: /\*\*(?=\S)([^]*?\S)\*\*/y },
  { mark: "*", kind: "emphasis", pattern: /\*(?![\s*])((?:[^*\n]|\*\*)*?[^\s*](?:\*\*)?)\*(?!\*)/y },
] as const;

const emphasisAt = (text: string, start: number): Found | undefined => {
  const { kind, pattern } = emphases[text.startsWith("**", start) ? 0 : 1];
  pattern.lastIndex = start;
  const [whole, content] = pattern.exec(text) ?? [];
  return whole === undefined || content === undefined
    ? undefined
    : { node: { kind, content: inlinesOf(content) }, end: start + whole.length };
};

const nodeAt = (text: string, start: number): Found | undefined => {
  if (text[start] === "*") return emphasisAt(text, start);
  return text[start] === "[" ? linkAt(text, start) : undefined;
};

/** Marks behind a backslash are just characters. */
const isEscape = (text: string, place: number): boolean =>
  text[place] === "\\" && /^[\\*[\]()\-.]$/.test(text[place + 1] ?? "");

const inlinesOf = (text: string): readonly Inline[] => {
  const nodes: Inline[] = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") nodes.push({ kind: "text", text: plain });
    plain = "";
  };
  for (let place = 0; place < text.length; ) {
    const found = nodeAt(text, place);
    if (found) {
      flush();
      nodes.push(found.node);
      place = found.end;
      continue;
    }
    if (isEscape(text, place)) place += 1;
    plain += text[place] ?? "";
    place += 1;
  }
  flush();
  return nodes;
};

const ITEM = /^ {0,3}(?:[-*]|(\d{1,3})\.) +(?=\S)/;

/** A paragraph, or an item of a list; lines that follow go on with it. */
interface Piece {
  item?: "bullet" | "number";
  text: string;
}

const piecesOf = (lines: readonly string[]): Piece[] => {
  const pieces: Piece[] = [];
  for (const line of lines) {
    const mark = ITEM.exec(line);
    const last = pieces.at(-1);
    if (mark) {
      pieces.push({
        item: mark[1] === undefined ? "bullet" : "number",
        text: line.slice(mark[0].length).trim(),
      });
    } else if (last) last.text += ` ${line.trim()}`;
    else pieces.push({ text: line.trim() });
  }
  return pieces;
};

/** Pieces that follow each other as blocks: items of one kind are one list. */
const withPiece = (blocks: readonly Block[], { item, text }: Piece): Block[] => {
  const content = inlinesOf(text);
  if (!item) return [...blocks, { kind: "paragraph", content }];
  const ordered = item === "number";
  const last = blocks.at(-1);
  return last?.kind === "list" && last.ordered === ordered
    ? [...blocks.slice(0, -1), { ...last, items: [...last.items, content] }]
    : [...blocks, { kind: "list", ordered, items: [content] }];
};

/**
 * A municipality's text: paragraphs, lists (`- `, `1. `), `**strong**`, `*emphasis*` and `[links](https://…)` to https
 * and mailto addresses. Everything else, HTML too, stays the characters it is.
 */
export const blocksOf = (text: string): Blocks =>
  normaliseLines(text)
    .split(/\n[ \t]*\n\s*/)
    .filter((part) => part.trim() !== "")
    .flatMap((part) => piecesOf(part.split("\n")))
    .reduce(withPiece, []);
