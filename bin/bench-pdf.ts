/**
 * Prints what documents weigh and take: pages, bytes, and processor time, also as a multiple of the receipt's, which
 * is the same on fast and slow machines. The first document of a process pays for loading; the middle one of several
 * is what a warm function takes.
 */
import { readPdf } from "../test/support/read-pdf.ts";
import { publishedForm, renderPdf, sealedSubmission } from "../test/support/sealed.ts";
import { formDocument } from "../src/app/documents/form-document.ts";
import type { PrintedDocument } from "../src/app/documents/printed-document.ts";
import { receiptDocument } from "../src/app/documents/receipt-document.ts";
import type { SealedSubmission } from "../src/app/documents/sealed-submission.ts";

const RUNS = 9;
const setting = { language: "hu", timeZone: "Europe/Budapest" } as const;

/** Business tax shared between this settlement and `rows` others: the longest form of the catalogue. */
const businessTax = async (rows: number): Promise<SealedSubmission> => {
  const { form, examples } = await publishedForm("helyi-iparuzesi-ado-bevallas");
  const others = Array.from({ length: rows }, (_, index) => ({
    settlement: `Hódmezővásárhely ${index + 1}. telephely`,
    personnel: 1_234_567 * (index + 1),
    depreciation: 98_765 * (index + 3),
    rent: 12_000 * index,
  }));
  const own = { personnel: 5_000_000, depreciation: 3_000_000, rent: 1_000_000 };
  const share = { needed: true, previousBase: 120_000_000, method: "complex", own, others };
  return sealedSubmission(
    form,
    { ...examples.good[0]?.answers, share },
    {
      at: Date.parse("2027-05-20T08:00:00Z") / 1000,
      parameters: examples.parameters ?? {},
    },
  );
};

/** Milliseconds of processor time, in all threads of the process. */
const measure = async (document: PrintedDocument): Promise<{ file: Uint8Array; time: number }> => {
  const before = process.cpuUsage();
  const file = await renderPdf(document);
  const { user, system } = process.cpuUsage(before);
  return { file, time: (user + system) / 1000 };
};

const middle = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;

const small = await businessTax(1);
const long = await businessTax(200);
const documents: readonly [string, PrintedDocument][] = [
  ["form, 200 rows, first of the process", formDocument(long, setting)],
  ["receipt", receiptDocument(small, setting)],
  ["form, 1 row", formDocument(small, setting)],
  ["form, 20 rows", formDocument(await businessTax(20), setting)],
  ["form, 200 rows", formDocument(long, setting)],
];

const results = [];
for (const [name, document] of documents) {
  const runs = name.includes("first") ? 1 : RUNS;
  const times: number[] = [];
  let file = new Uint8Array();
  for (let run = 0; run < runs; run++) {
    const measured = await measure(document);
    times.push(measured.time);
    file = new Uint8Array(measured.file);
  }
  const { pages } = await readPdf(file);
  results.push({ name, pages: pages.length, bytes: file.length, time: middle(times) });
}

const receipt = results.find(({ name }) => name === "receipt")?.time ?? 1;
console.table(
  results.map(({ name, pages, bytes, time }) => ({
    document: name,
    pages,
    bytes,
    "bytes per page": Math.round(bytes / pages),
    "processor ms": Math.round(time),
    "times the receipt": Number((time / receipt).toFixed(1)),
  })),
);
