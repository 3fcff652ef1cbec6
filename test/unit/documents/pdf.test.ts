import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPdfRenderer } from "../../../src/adapters/pdf/pdf-renderer.ts";
import type { Block, Phrase, PrintedDocument } from "../../../src/app/documents/printed-document.ts";
import { elementsOf, readPdf, textOf } from "../../support/read-pdf.ts";
import { fontFiles } from "../../support/sealed.ts";

const render = createPdfRenderer(fontFiles());

const phrase = (text: string, language?: Phrase["language"]): Phrase => ({
  text,
  ...(language && { language }),
});

const document = (blocks: readonly Block[], changes: Partial<PrintedDocument> = {}): PrintedDocument => ({
  language: "hu",
  title: phrase("Őstermelői űrlap"),
  subtitle: phrase("Másolat"),
  blocks,
  footer: "Szám: 42",
  pageNumber: (page, of) => `${page}. oldal, összesen ${of}`,
  missingCharacters: "A kódok hiányzó jelek.",
  createdAt: 1_795_425_488,
  reference: "42",
  ...changes,
});

const facts = (...texts: string[]): Block => ({
  kind: "facts",
  facts: texts.map((text) => ({ name: phrase("Kérdés"), values: [phrase(text)] })),
});

const table = (rows: number, cell = "Hódmezővásárhely"): Block => ({
  kind: "table",
  columns: [
    { label: phrase("Sor"), isNumeric: false },
    { label: phrase("Település"), isNumeric: false },
    { label: phrase("Összeg"), isNumeric: true },
  ],
  rows: Array.from({ length: rows }, (_, index) => [
    phrase(`${index + 1}.`),
    phrase(`${cell} ${index + 1}`),
    phrase(`${index + 1}\u202F000 Ft`),
  ]),
  total: [phrase("Összesen"), phrase(""), phrase("1\u202F000 Ft")],
});

const everyKind: readonly Block[] = [
  { kind: "heading", level: 2, text: phrase("Adatok") },
  facts("Érték", "Másik"),
  { kind: "heading", level: 3, text: phrase("Táblázat") },
  table(2),
  { kind: "text", text: phrase("Bekezdés") },
  { kind: "steps", steps: [phrase("Először"), phrase("Másodszor")] },
];

const read = async (given: PrintedDocument) => readPdf(await render(given));
const withoutSpace = (text: string): string => text.replaceAll(/\s/g, "");

/** A4 less the margins of 18 mm; feet stand lower. */
const RIGHT_EDGE = 595.28 - 51 + 0.5;

describe("a PDF", () => {
  it("says what it is: title, language, date, tags, and the standard it keeps", async () => {
    const { info, xmp } = await read(document(everyKind));
    expect(info).toMatchObject({
      PDFFormatVersion: "1.7",
      Title: "Őstermelői űrlap",
      Language: "hu",
      CreationDate: "D:20261123091808Z",
      Keywords: "42",
    });
    expect(xmp).toContain("<pdfuaid:part>1</pdfuaid:part>");
  });

  it("tells readers to trust its tags, to show its title, and of which cells a heading cell speaks", async () => {
    const raw = Buffer.from(await render(document(everyKind))).toString("latin1");
    expect(raw).toMatch(/\/Marked true/);
    expect(raw).toMatch(/\/DisplayDocTitle true/);
    expect(raw).toMatch(/\/Tabs \/S/);
    expect(raw.match(/\/Scope \/Column/g)).toHaveLength(3);
    expect(raw.match(/\/Scope \/Row/g)).toHaveLength(3);
  });

  it("is the same bytes for the same document, whatever was made before", async () => {
    const first = await render(document(everyKind));
    await render(document([facts("Ďáblické ťažké ľudia: ’“”—½ fi fl ﬁ")]));
    expect(Buffer.from(await render(document(everyKind))).equals(first)).toBe(true);
    const other = await render(document(everyKind, { reference: "43" }));
    expect(Buffer.from(other).equals(first)).toBe(false);
  });

  it("has everything in its place in the structure, in reading order", async () => {
    const { pages } = await read(document(everyKind));
    const outline = elementsOf(pages[0]?.tree ?? { role: "", lang: undefined, text: "", children: [] });
    expect(outline.map(({ role, text }) => (text === "" ? role : `${role} ${text}`))).toEqual([
      "Document",
      "H1 Őstermelői űrlap",
      "P Másolat",
      "H2 Adatok",
      "L",
      ...["Érték", "Másik"].flatMap((text) => ["LI", "Lbl Kérdés", "LBody", `P ${text}`]),
      "H3 Táblázat",
      "Table",
      "TR",
      "TH Sor",
      "TH Település",
      "TH Összeg",
      "TR",
      "TH 1.",
      "TD Hódmezővásárhely 1",
      "TD 1 000 Ft",
      "TR",
      "TH 2.",
      "TD Hódmezővásárhely 2",
      "TD 2 000 Ft",
      "TR",
      "TH Összesen",
      "TD",
      "TD 1 000 Ft",
      "P Bekezdés",
      "L",
      "LI",
      "Lbl 1.",
      "LBody Először",
      "LI",
      "Lbl 2.",
      "LBody Másodszor",
    ]);
  });

  it("draws nothing outside of the structure but heads, feet and page numbers", async () => {
    const long = Array.from({ length: 40 }, (_, index) => `Válasz ${index}`);
    const { pages } = await read(document([facts(...long), table(60)]));
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, { stray, artifacts }] of pages.entries()) {
      expect(stray.trim()).toBe("");
      expect(artifacts).toContain("Szám: 42");
      expect(artifacts).toContain(`${index + 1}. oldal, összesen ${pages.length}`);
      expect(artifacts.includes("Őstermelői űrlap")).toBe(index > 0);
    }
  });

  it("marks what is not in its own language", async () => {
    const named = { name: phrase("Settlement"), values: [phrase("Kópháza", "hu"), phrase("Sopron")] };
    const { pages, info } = await read(
      document([{ kind: "facts", facts: [named] }], { language: "en", title: phrase("Űrlap", "hu") }),
    );
    expect(info["Language"]).toBe("en");
    const elements = pages.flatMap(({ tree }) => elementsOf(tree));
    expect(elements.filter(({ lang }) => lang === "hu").map(({ text }) => text)).toEqual([
      "Űrlap",
      "Kópháza",
    ]);
  });
});

describe("text", () => {
  it("of the languages of the region can be read and copied", async () => {
    const texts = [
      "árvíztűrő tükörfúrógép ÁRVÍZTŰRŐ TÜKÖRFÚRÓGÉP",
      "čćđšž ČĆĐŠŽ ľĺŕťďňôä ŁĄĘŃŚŹŻ șțăâî ßÄÖÜ",
      "Мария Ђорђевић Κωνσταντίνος",
      "„idézet” – gondolatjel… m² 25 °C § 12.5 ½ × −5 ≤ ≥ → ✓ €",
    ];
    const text = textOf(await read(document([facts(...texts)])));
    for (const one of texts) expect(withoutSpace(text)).toContain(withoutSpace(one));
  });

  it("is the same for accents joined and apart", async () => {
    const given = "o\u030Bru\u030Blap";
    expect(textOf(await read(document([facts(given)])))).toContain("őrűlap");
  });

  it("shows by their codes what could turn it around or has no letter here, and says so", async () => {
    const text = textOf(
      await read(document([facts("gpj.\u202Eexe", "a\u0007b\uD800c", "נועה 😀", "x\u00ADy")])),
    );
    expect(text).toContain("gpj.[U+202E]exe");
    expect(text).toContain("a[U+0007]b[U+D800]c");
    expect(withoutSpace(text)).toContain("[U+05E0U+05D5U+05E2U+05D4][U+1F600]");
    expect(text).toContain("xy");
    expect(text.split("\n").at(-1)).toBe("A kódok hiányzó jelek.");
    expect(textOf(await read(document([facts("rendes szöveg")])))).not.toContain("hiányzó jelek");
  });

  it("in a title cannot become markup", async () => {
    const { xmp, info } = await read(document([], { title: phrase("A < B & <x/>") }));
    expect(xmp).not.toContain("<x/>");
    expect(info["Title"]).toBe("A   B    x/ ");
  });
});

describe("the layout", () => {
  const hostile = [
    "Szó ".repeat(3000),
    "összefüggőhosszúszó".repeat(500),
    "W".repeat(20_000),
    "a\n".repeat(300),
    "\n\n\n",
    `${" ".repeat(500)}x`,
    "e\u0301\u0302\u0303".repeat(400),
    "https://example.org/egy/nagyon/hosszu/cim?".repeat(30),
  ];

  it.each(hostile.map((text, index) => ({ index, text })))(
    "keeps all of a long text on the paper: $index",
    async ({ text }) => {
      const pdf = await read(document([facts(text), { kind: "text", text: phrase(text) }]));
      for (const page of pdf.pages) {
        expect(page.right).toBeLessThan(RIGHT_EDGE);
        expect(page.bottom).toBeGreaterThan(30);
      }
      const all = withoutSpace(textOf(pdf));
      const wanted = withoutSpace(text.normalize("NFC"));
      expect(all).toContain(wanted);
      expect(all.split(wanted.slice(0, 50)).length).toBeGreaterThan(2);
    },
  );

  it("keeps names and titles of any length on the paper", async () => {
    const name = phrase("Kovácsné Nagyonhosszúnevű ".repeat(40));
    const long = phrase("Űrlap ".repeat(200));
    const { pages } = await read(
      document([{ kind: "facts", facts: [{ name, values: [name] }] }, ...everyKind], { title: long }),
    );
    for (const page of pages) expect(page.right).toBeLessThan(RIGHT_EDGE);
  });

  it("keeps tables of any content on the paper, with their head on every page, which is said once", async () => {
    const pdf = await read(document([table(120, "Hosszúszavútelepülésnévszóközöknélkül".repeat(6))]));
    expect(pdf.pages.length).toBeGreaterThan(3);
    for (const [index, page] of pdf.pages.entries()) {
      expect(page.right).toBeLessThan(RIGHT_EDGE);
      expect(page.artifacts.includes("Település")).toBe(index > 0);
    }
    const elements = pdf.pages.flatMap(({ tree }) => elementsOf(tree));
    expect(elements.filter(({ role, text }) => role === "TH" && text === "Település")).toHaveLength(1);
    const numbers = elements.filter(({ role, text }) => role === "TH" && /^\d+\.$/.test(text));
    expect(numbers.map(({ text }) => text)).toEqual(
      Array.from({ length: 120 }, (_, index) => `${index + 1}.`),
    );
  });

  it("holds wide tables of many columns", async () => {
    const columns = Array.from({ length: 8 }, (_, index) => ({
      label: phrase(`Oszlop megnevezése ${index}`),
      isNumeric: index % 2 === 1,
    }));
    const row = columns.map((_, index) =>
      phrase(index % 2 === 1 ? "123\u202F456\u202F789 Ft" : "Hódmezővásárhely"),
    );
    const { pages } = await read(document([{ kind: "table", columns, rows: [row, row] }]));
    for (const page of pages) expect(page.right).toBeLessThan(RIGHT_EDGE);
  });

  it("never leaves a heading alone at the foot of a page", async () => {
    for (let rows = 20; rows < 34; rows++) {
      const texts = Array.from({ length: rows }, () => "x");
      const { pages } = await read(
        document([facts(...texts), { kind: "heading", level: 2, text: phrase("Cím") }, facts("alatta")]),
      );
      const page = pages.find(({ tree }) => elementsOf(tree).some(({ text }) => text === "Cím"));
      expect(
        elementsOf(page?.tree ?? { role: "", lang: undefined, text: "", children: [] }).at(-1)?.text,
      ).toBe("alatta");
    }
  });

  it("holds whatever is written", async () => {
    const text = fc.oneof(fc.string({ unit: "binary", maxLength: 80 }), fc.string({ unit: "grapheme" }));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 6 }), async (texts) => {
        const { pages } = await read(document([facts(...texts), table(1, texts[0])]));
        for (const page of pages) {
          expect(page.stray.trim()).toBe("");
          expect(page.right).toBeLessThan(RIGHT_EDGE);
        }
      }),
      { seed: 43, numRuns: 10 },
    );
  });
});
