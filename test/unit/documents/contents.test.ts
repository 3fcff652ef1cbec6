import { describe, expect, it } from "vitest";
import { readCatalogueFiles } from "../../../bin/catalogue.ts";
import { formDocument } from "../../../src/app/documents/form-document.ts";
import type { Block, PrintedDocument } from "../../../src/app/documents/printed-document.ts";
import { receiptDocument } from "../../../src/app/documents/receipt-document.ts";
import type { ActingRecord } from "../../../src/domain/acting/capacity.ts";
import type { FormDefinition, TableField } from "../../../src/domain/form/definition.ts";
import type { MandateId, PartyId } from "../../../src/domain/ids.ts";
import { publishedForm, renderPdf, sealedSubmission } from "../../support/sealed.ts";
import { readPdf, textOf } from "../../support/read-pdf.ts";
import { annasActing, attachment, attachmentId, form as sampleForm } from "../cases/fixtures.ts";

const setting = { language: "hu", timeZone: "Europe/Budapest" } as const;
const english = { ...setting, language: "en" } as const;

/** What the document says, one line for each heading, answer and row. */
const linesOf = ({ blocks }: PrintedDocument): string[] => blocks.flatMap(blockLines);

const blockLines = (block: Block): string[] => {
  switch (block.kind) {
    case "heading":
      return [`${"#".repeat(block.level)} ${block.text.text}`];
    case "facts":
      return block.facts.map(
        ({ name, values }) => `${name.text}: ${values.map(({ text }) => text).join(" | ")}`,
      );
    case "table":
      return [...block.rows, ...(block.total ? [block.total] : [])].map((row) =>
        row.map(({ text }) => text).join(" | "),
      );
    case "steps":
      return block.steps.map(({ text }) => text);
    default:
      return [block.text.text];
  }
};

const mandated: ActingRecord = {
  ...annasActing,
  party: { kind: "company", id: "cegkapu-1" as PartyId, name: "Minta Kft.", taxNumber: "12345676-2-42" },
  basis: { kind: "mandate", mandate: "M1" as MandateId },
};

const files = [
  attachment({ state: "verified", size: 1_572_864 }),
  attachment({ id: attachmentId(2), fileName: "Őrség.png", sha256: "cd".repeat(32), state: "verified" }),
];

describe("the form as a document", () => {
  it("says who submitted it, in whose name, what was asked and answered, and the seal", async () => {
    const answers = { kind: "other", letter: "Tisztelt Hivatal!\nKérem." };
    const submission = await sealedSubmission(sampleForm, answers, { acting: mandated, attachments: files });
    const document = formDocument(submission, setting);
    expect(document).toMatchObject({ language: "hu", title: { text: "Kérelem" }, createdAt: 1_795_425_488 });
    expect(linesOf(document)).toEqual([
      "Érkeztetési szám: 123456789202611231018080001",
      "Beküldve: 2026. november 23. 10:18:08",
      "Település: Kópháza",
      "Hivatal: Kópházi Hivatal",
      "Az űrlap változata: kerelem 1.0.0",
      "## Ki nyújtotta be",
      "Név: Minta Anna",
      "Születési név: Minta Anna",
      "Anyja neve: Próba Éva",
      "Születési hely: Sopron",
      "Születési idő: 2101. február 3.",
      "Kinek a nevében: Minta Kft. (adószám: 12345676-2-42)",
      "Szerepkör: Gazdálkodó szervezet nevében",
      "Milyen alapon: a portálon adott meghatalmazás alapján",
      "## Levél",
      "Fajta: Más",
      "Levél: Tisztelt Hivatal!\nKérem.",
      "## Csatolmányok",
      `Fájlok: terv.pdf (1,5 MB) | SHA-256:\n${"ab".repeat(32)}`,
      `Fájlok: Őrség.png (9 bájt) | SHA-256:\n${"cd".repeat(32)}`,
      "## A beadvány lenyomata",
      `SHA-256: ${submission.seal}`,
      expect.stringContaining("RFC 8785"),
    ]);
  });

  it("shows the pages the answers led to, and says where nothing was answered", async () => {
    const submission = await sealedSubmission(sampleForm, { kind: "land", letter: "x" });
    const lines = linesOf(formDocument(submission, setting));
    expect(lines).toContain("Helyrajzi szám: nincs megadva");
    expect(lines).toContain("Nem csatoltak fájlt.");
  });

  it("writes numbers, dates, choices and tables as people read them", async () => {
    const { form, examples } = await publishedForm("idegenforgalmi-ado-bevallas");
    const example = examples.good.find(({ answers }) => JSON.stringify(answers).includes("ground"));
    const submission = await sealedSubmission(form, example?.answers ?? {}, {
      at: Date.parse(`${examples.today}T08:00:00Z`) / 1000,
      parameters: examples.parameters ?? {},
    });
    const { answers } = submission.content;
    const lines = linesOf(formDocument(submission, setting));
    const amount = (answers["tax"] as { payable: number }).payable;
    expect(lines.some((line) => /^Melyik hónapra\?: \d{4}\. [a-zá-ű]+$/.test(line))).toBe(true);
    const payable = lines.find((line) => line.startsWith("Fizetendő adó: ")) ?? "";
    expect(payable.replaceAll(/[^\d]/g, "")).toBe(String(Math.abs(amount)));
    expect(payable.endsWith(" Ft")).toBe(true);
    expect(lines).toContain("### Törvény alapján mentes vendégéjszakák");
    expect(lines.some((line) => /^1\. \| 18 év alatti \| \d+$/.test(line))).toBe(true);
    // Intermediate values are nobody's answer.
    expect(lines.some((line) => line.startsWith("Az adó alapja:"))).toBe(false);
    const inEnglish = linesOf(formDocument(submission, english));
    expect(inEnglish.some((line) => /^1\. \| .+ \| \d+$/.test(line) && !line.includes("év alatti"))).toBe(
      true,
    );
    expect(inEnglish).toContain("Capacity: In one’s own name (as a private person)");
  });

  it("adds up the columns a table has totals of", async () => {
    const { form, examples } = await publishedForm("helyi-iparuzesi-ado-bevallas");
    const rows = [1, 2].map((factor) => ({
      settlement: `Győr ${factor}`,
      personnel: factor * 1_000_000,
      depreciation: factor * 500,
      rent: 0,
    }));
    const own = { personnel: 5, depreciation: 3, rent: 1 };
    const share = { needed: true, previousBase: 120_000_000, method: "complex", own, others: rows };
    const submission = await sealedSubmission(
      form,
      { ...examples.good[0]?.answers, share },
      {
        at: Date.parse("2027-05-20T08:00:00Z") / 1000,
        parameters: examples.parameters ?? {},
      },
    );
    const lines = linesOf(formDocument(submission, setting));
    expect(lines).toContain("2. | Győr 2 | 2\u202F000\u202F000 Ft | 1\u202F000 Ft | 0 Ft");
    expect(lines).toContain("Összesen |  | 3\u202F000\u202F000 Ft | 1\u202F500 Ft | 0 Ft");
  });

  it("writes out the rows of a table too wide for a sheet", async () => {
    const columns: TableField["columns"] = Array.from({ length: 8 }, (_, index) => ({
      key: `c${index}`,
      kind: "text",
      label: { hu: `Oszlop ${index}` },
    }));
    const rows: TableField = { key: "rows", kind: "table", label: { hu: "Sorok" }, columns, maxRows: 5 };
    const wide: FormDefinition = {
      ...sampleForm,
      pages: [{ id: "p", title: { hu: "Oldal" }, fields: [rows] }],
    };
    const submission = await sealedSubmission(wide, { rows: [{ c0: "a" }, { c7: "b" }] });
    const lines = linesOf(formDocument(submission, setting));
    expect(lines.slice(lines.indexOf("### Sorok"))).toMatchObject([
      "### Sorok",
      "Sor 1.",
      "Oszlop 0: a",
      ...Array.from({ length: 7 }, (_, index) => `Oszlop ${index + 1}: nincs megadva`),
      "Sor 2.",
      ...Array.from({ length: 7 }, (_, index) => `Oszlop ${index}: nincs megadva`),
      "Oszlop 7: b",
      "## Csatolmányok",
      ...lines.slice(-4),
    ]);
  });

  it("marks what a form has in Hungarian only, in a document that is not", async () => {
    const submission = await sealedSubmission(sampleForm, { kind: "other", letter: "x" });
    const { title, blocks } = formDocument(submission, english);
    expect(title).toEqual({ text: "Kérelem", language: "hu" });
    const heading = blocks.filter((block) => block.kind === "heading").map(({ text }) => text);
    expect(heading).toContainEqual({ text: "Submitted by" });
    expect(heading).toContainEqual({ text: "Levél", language: "hu" });
  });
});

describe("the receipt", () => {
  it("has the three numbers as far as they are known, never merged", async () => {
    const submission = await sealedSubmission(sampleForm, { letter: "x" });
    const { record } = submission.content;
    const early = linesOf(receiptDocument(submission, setting));
    expect(early.slice(0, 5)).toEqual([
      expect.stringContaining("igazolja"),
      "## Ügyszámok",
      "Érkeztetési szám: 123456789202611231018080001 | Beküldve: 2026. november 23. 10:18:08",
      "Érkeztetőszám: még nincs",
      "Iktatószám: még nincs",
    ]);
    const filed = {
      ...record,
      arrival: { number: "E-KOPH/12/2026", at: record.submission.at + 3 },
      registration: {
        number: "KOPH/7-1/2026",
        book: "KOPH",
        year: 2026,
        main: 7,
        sub: 1,
        at: record.submission.at + 4,
      },
    };
    const late = { ...submission, content: { ...submission.content, record: filed } };
    expect(linesOf(receiptDocument(late, setting)).slice(3, 5)).toEqual([
      "Érkeztetőszám: E-KOPH/12/2026 | Érkeztetve: 2026. november 23. 10:18:11",
      "Iktatószám: KOPH/7-1/2026 | Iktatva: 2026. november 23. 10:18:12",
    ]);
    const at = record.submission.at + 60;
    const invalidated = (number: string) => ({
      ...late.content,
      record: { ...filed, events: [...filed.events, { type: "invalidated" as const, at, number }] },
    });
    const numberIn = (number: string, how: typeof setting | typeof english) =>
      linesOf(receiptDocument({ ...late, content: invalidated(number) }, how))[4];
    expect(numberIn("KOPH/7-1/2026", setting)).toBe(
      "Iktatószám: KOPH/7-1/2026 | Iktatva: 2026. november 23. 10:18:12 | Érvénytelenítve: 2026. november 23. 10:19:08",
    );
    expect(numberIn("KOPH/7-1/2026", english)).toMatch(/ \| Declared invalid: .*10:19:08/);
    expect(numberIn("KOPH/7-2/2026", setting)).toMatch(/10:18:12$/);
    // The seal is that of the submission: later numbers do not touch it.
    expect(linesOf(receiptDocument(late, setting))).toContain(`SHA-256: ${submission.seal}`);
  });

  it("names the office with all ways to reach it, the form, who submitted, and what comes next", async () => {
    const submission = await sealedSubmission(sampleForm, { letter: "x" }, { acting: mandated });
    const { office } = submission.settlement;
    const contact = {
      address: "9495 Kópháza",
      email: "a@b.example",
      phone: "+3699",
      website: "https://k.example",
    };
    const settlement = { ...submission.settlement, office: { ...office, contact } };
    const lines = linesOf(receiptDocument({ ...submission, settlement }, setting));
    expect(lines).toEqual(
      expect.arrayContaining([
        "Hivatali tárhely (KRID): 123456789",
        "Cím: 9495 Kópháza",
        "E-mail-cím: a@b.example",
        "Telefonszám: +3699",
        "Honlap: https://k.example",
        "Település: Kópháza",
        "Űrlap: Kérelem",
        "Az űrlap változata: kerelem 1.0.0",
        "Név: Minta Anna",
        "Kinek a nevében: Minta Kft. (adószám: 12345676-2-42)",
        "## Mi történik ezután?",
      ]),
    );
    // Whoever shows a receipt shows no more of a person than needed.
    expect(lines.join("\n")).not.toContain("Próba Éva");
    const inEnglish = linesOf(receiptDocument({ ...submission, settlement }, english));
    expect(inEnglish).toContain("On what basis: under a mandate given on the portal");
    expect(inEnglish).toContain("## What happens next?");
  });
});

const catalogueFiles = await readCatalogueFiles();
const formIds = catalogueFiles
  .map(({ path }) => /^forms\/([^/]+)\/1\.0\.0\/form\.yaml$/.exec(path)?.[1])
  .filter((id) => id !== undefined);

describe.each(formIds)("%s", (id) => {
  it("can be printed: all that was answered stands on the paper", async () => {
    const { form, examples } = await publishedForm(id);
    const submission = await sealedSubmission(form, examples.good[0]?.answers ?? {}, {
      at: Date.parse(`${examples.today ?? "2026-11-23"}T08:00:00Z`) / 1000,
      parameters: examples.parameters ?? {},
    });
    const document = formDocument(submission, setting);
    const pdf = await readPdf(await renderPdf(document));
    const printed = textOf(pdf).replaceAll(/\s/g, "");
    for (const { text } of document.blocks.flatMap((block) =>
      block.kind === "facts" ? block.facts.flatMap(({ name, values }) => [name, ...values]) : [],
    )) {
      expect(printed).toContain(text.replaceAll(/\s/g, ""));
    }
    expect(printed).not.toContain("undefined");
    expect(printed).not.toContain("[object");
    expect(printed).not.toContain("U+");
  });
});
