import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blocksOf } from "../../../src/app/catalogue/text-blocks.ts";
import type { Block, Inline } from "../../../src/domain/settlement/text-blocks.ts";

const text = (words: string): Inline => ({ kind: "text", text: words });
const paragraph = (...content: Inline[]): Block => ({ kind: "paragraph", content });

const inlines = (nodes: readonly Inline[]): Inline[] =>
  nodes.flatMap((node) => [node, ...(node.kind === "text" ? [] : inlines(node.content))]);
const allInlines = (blocks: readonly Block[]): Inline[] =>
  blocks.flatMap((block) => (block.kind === "list" ? block.items.flatMap(inlines) : inlines(block.content)));

const letters = (value: string) => value.normalize("NFC").replaceAll(/[^\p{L}]/gu, "");

describe("a municipality's text", () => {
  it("has paragraphs and lists", () => {
    expect(blocksOf("Egy\nsor.\n\nKettő:\n- első\n  folytatás\n* második\n\n1. a\n2. b")).toEqual([
      paragraph(text("Egy sor.")),
      paragraph(text("Kettő:")),
      { kind: "list", ordered: false, items: [[text("első folytatás")], [text("második")]] },
      { kind: "list", ordered: true, items: [[text("a")], [text("b")]] },
    ]);
  });

  it("has strong and emphasised words, within each other", () => {
    expect(blocksOf("**nagyon *és* erősen** *a **b** c*")).toEqual([
      paragraph(
        {
          kind: "strong",
          content: [text("nagyon "), { kind: "emphasis", content: [text("és")] }, text(" erősen")],
        },
        text(" "),
        { kind: "emphasis", content: [text("a "), { kind: "strong", content: [text("b")] }, text(" c")] },
      ),
    ]);
  });

  it("links to https and mailto addresses", () => {
    expect(blocksOf("[honlap](https://kophaza.hu/a?b=1) [levél](mailto:jegyzo@kophaza.hu)")).toEqual([
      paragraph({ kind: "link", href: "https://kophaza.hu/a?b=1", content: [text("honlap")] }, text(" "), {
        kind: "link",
        href: "mailto:jegyzo@kophaza.hu",
        content: [text("levél")],
      }),
    ]);
  });

  it.each([
    "<script>alert(1)</script> <img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JavaScript:alert(1))",
    "[x](data:text/html,x)",
    "[x](http://example.com)",
    "[x](//example.com)",
    "[x](https://user:secret@example.com)",
    "[x](https://)",
    "[x](mailto:a@b.hu?bcc=c@d.hu)",
    "2 * 3 * 4, a*b, ** és ***",
    "# cím, `kód`, ![kép](https://x.hu/x.png",
    "&amp; &#60;",
  ])("is otherwise the characters it is: %s", (words) => {
    expect(blocksOf(words)).toEqual([paragraph(text(words))]);
  });

  it("takes a mark behind a backslash as it is", () => {
    expect(blocksOf("\\*nem\\* \\[x](https://x.hu)")).toEqual([paragraph(text("*nem* [x](https://x.hu)"))]);
  });

  it("never links elsewhere nor loses letters, whatever it is", () => {
    const part = fc.oneof(
      fc.constantFrom(
        "*",
        "**",
        "[",
        "](",
        ")",
        "https://a.hu",
        "javascript:",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "\\",
        " ",
      ),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const words = parts.join("");
        const nodes = allInlines(blocksOf(words));
        const links = nodes.filter((node) => node.kind === "link");
        expect(links.filter(({ href }) => !/^(https:\/\/|mailto:)/.test(href))).toEqual([]);
        const within = links.flatMap(({ content }) => inlines(content));
        expect(within.filter(({ kind }) => kind === "link")).toEqual([]);
        const shown = nodes.map((node) =>
          node.kind === "text" ? node.text : node.kind === "link" ? node.href : "",
        );
        expect(Array.from(letters(shown.join(""))).toSorted()).toEqual(Array.from(letters(words)).toSorted());
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});
