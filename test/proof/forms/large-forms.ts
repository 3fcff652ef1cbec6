import { compileForm } from "../../../src/app/catalogue/compile-form.ts";
import type { Answers } from "../../../src/domain/case/case.ts";
import { writeAnswer } from "../../../src/domain/form/answers.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import type { ProjectForm } from "./project-forms.ts";

/** The business tax return with as many sites as it takes. */
export const businessReturn = ({ form, examples }: ProjectForm, rows: number): Answers => {
  const example = examples.good.find(({ pages }) => pages.includes("share"));
  if (!example) throw new Error(`${form.id} has no example with other settlements`);
  const others = Array.from({ length: rows }, (_, index) => ({
    settlement: `Település ${index + 1}`,
    personnel: 1_000_000 + index,
    depreciation: 200_000 + index,
    rent: 30_000 + index,
  }));
  return writeAnswer(example.answers, "share.others", others);
};

const FIELDS = 60;
const ROWS = 20;

const kinds = [
  "kind: text, maxLength: 100",
  "kind: integer, max: 1000",
  "kind: money",
  "kind: date",
  "kind: yes-no",
  "kind: decimal, digits: 2, max: 1000",
];
const samples: readonly unknown[] = ["Minta utca", 12, 150_000, "2026-11-23", true, "12.5"];

const question = (index: number): string => {
  const when = index > 6 && index % 7 === 0 ? `, when: { ">=": [{ var: f${index - 6} }, 0] }` : "";
  return `      - { key: f${index}, ${kinds[index % kinds.length]}, label: Kérdés ${index}, required: true${when} }\n`;
};

/** Sixty questions on six pages, conditions among them, and a table of twenty rows with computed columns. */
export const syntheticForm = (): { form: FormDefinition; answers: Answers } => {
  const pages = Array.from({ length: 6 }, (_, page) => {
    const questions = Array.from({ length: FIELDS / 6 }, (_, index) => question(page * 10 + index)).join("");
    return `  - id: page-${page}\n    title: Oldal ${page}\n    fields:\n${questions}`;
  });
  const table = `      - key: rows
        kind: table
        label: Tétel
        maxRows: ${ROWS}
        columns:
          - { key: name, kind: text, maxLength: 80, label: Név, required: true }
          - { key: count, kind: integer, label: Darab, required: true }
          - { key: price, kind: decimal, label: Egységár, required: true }
          - { key: value, kind: computed, as: money, label: Érték, compute: { round: [{ "*": [{ var: row.count }, { var: row.price }] }] } }
      - { key: total, kind: computed, as: money, label: Összesen, compute: { sum: [{ var: rows }, value] } }
`;
  const text = `title: Minta\nsummary: Minta.\nsector: general\nlanguages: [hu]\npages:\n${pages.join("")}${table}`;
  const compiled = compileForm({ path: "forms/synthetic/1.0.0/form.yaml", text }, []);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.failure.problems[0]));
  const flat = Object.fromEntries(
    Array.from({ length: FIELDS }, (_, index) => [`f${index}`, samples[index % samples.length]]),
  );
  const rows = Array.from({ length: ROWS }, (_, index) => ({
    name: `Tétel ${index}`,
    count: index,
    price: "99.9",
  }));
  return { form: compiled.value, answers: { ...flat, rows } };
};
