import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCatalogueFiles } from "../../../bin/catalogue.ts";
import { compileForm, labelFilesOf } from "../../../src/app/catalogue/compile-form.ts";
import { ExamplesSource } from "../../../src/app/catalogue/example-source.ts";
import { readSource } from "../../../src/app/catalogue/source.ts";
import { canonicalJson } from "../../../src/domain/canonical-json.ts";
import type { Answers } from "../../../src/domain/case/case.ts";
import { readAnswer, writeAnswer } from "../../../src/domain/form/answers.ts";
import type { FormContext } from "../../../src/domain/form/arithmetic.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { readDraft } from "../../../src/domain/form/draft.ts";
import { completeAnswers, sampleForm } from "./sample-form.ts";
import { visibleAnswers, withComputed } from "../../../src/domain/form/visibility.ts";

const files = await readCatalogueFiles();

interface Sample {
  name: string;
  form: FormDefinition;
  context: FormContext;
  /** As a draft holds them: nothing computed. */
  examples: Answers[];
}

/** All forms of the catalogue, each with the answers of its good examples. */
const samples = files
  .filter(({ path }) => /^forms\/.*\/form\.yaml$/.test(path))
  .map((file): Sample => {
    const compiled = compileForm(file, labelFilesOf(file, files));
    const path = file.path.replace(/form\.yaml$/, "examples.yaml");
    const source = files.find((one) => one.path === path);
    const read = source && readSource(source, ExamplesSource);
    if (!compiled.ok || !read?.ok) throw new Error(`${file.path} cannot be read`);
    const { today, parameters, good } = read.value.value;
    const form = compiled.value;
    const examples = good.map(({ answers }) => readDraft(form, answers).answers);
    return { name: `${form.id} ${form.version}`, form, context: { today, parameters }, examples };
  });

const keysOf = ({ form }: Sample) => form.pages.flatMap(({ fields }) => fields.map(({ key }) => key));

/** An example with some answers of another one, or without some: what shows and what is hidden changes with them. */
const mixed = (sample: Sample): fc.Arbitrary<Answers> =>
  fc
    .tuple(
      fc.constantFrom(...sample.examples),
      fc.constantFrom(...sample.examples, {}),
      fc.subarray(keysOf(sample)),
    )
    .map(([base, other, keys]) => {
      const changed = keys.reduce((answers, key) => writeAnswer(answers, key, readAnswer(other, key)), base);
      return readDraft(sample.form, changed).answers;
    });

/** Which of the promises of `withComputed` the answers break. */
const broken = ({ form, context }: Sample, given: Answers): string[] => {
  const whole = withComputed(form, given, context);
  const visible = visibleAnswers(form, given, context);
  const isHidden = canonicalJson(readDraft(form, visible).answers) !== canonicalJson(given);
  const promises: [string, Answers, Answers][] = [
    ["it is submitted as it would be without", visibleAnswers(form, whole, context), visible],
    ["it stays as it is when it is computed once more", withComputed(form, whole, context), whole],
    ["all that was given is there still, hidden or not", readDraft(form, whole).answers, given],
    ["if nothing is hidden it is what will be submitted", isHidden ? visible : whole, visible],
  ];
  return promises
    .filter(([, one, other]) => canonicalJson(one) !== canonicalJson(other))
    .map(([text]) => text);
};

describe("answers kept with what the form computes", () => {
  it.each(samples)(
    "of $name: every example is submitted as it would be without, and keeps what is hidden",
    (sample) => {
      expect(sample.examples.length).toBeGreaterThan(0);
      expect(sample.examples.flatMap((answers) => broken(sample, answers))).toEqual([]);
    },
  );

  it.each(samples)("of $name: so is whatever an example may become", (sample) => {
    fc.assert(
      fc.property(mixed(sample), (answers) => {
        expect(broken(sample, answers)).toEqual([]);
      }),
      { seed: 4, numRuns: 20 },
    );
  });

  it("differ from what was given in some example above", () => {
    const all = samples.flatMap(({ form, context, examples }) =>
      examples.map((given) => ({ given, whole: withComputed(form, given, context) })),
    );
    expect(all.some(({ given, whole }) => canonicalJson(given) !== canonicalJson(whole))).toBe(true);
  });

  it("still hold what a rule hides now", () => {
    const detailed = {
      ...completeAnswers,
      order: { animal: "cat", details: false, code: "A-1", note: "jó" },
    };
    expect(visibleAnswers(sampleForm, detailed)).not.toHaveProperty("order.note");
    expect(withComputed(sampleForm, detailed)).toHaveProperty("order.note", "jó");
  });

  it("hold the computed columns of every row", () => {
    const columns = [
      { key: "n", kind: "integer" as const, label: { hu: "Szám" } },
      {
        key: "twice",
        kind: "computed" as const,
        label: { hu: "Kétszer" },
        as: "integer" as const,
        compute: { "*": [{ var: "row.n" }, 2] },
      },
    ];
    const table = { key: "rows", kind: "table" as const, label: { hu: "Tételek" }, maxRows: 3, columns };
    const form: FormDefinition = {
      ...sampleForm,
      pages: [{ id: "one", title: { hu: "Egy" }, fields: [table] }],
    };
    const given = { rows: [{ n: 1 }, { n: 3 }] };
    expect(withComputed(form, given)).toEqual({
      rows: [
        { n: 1, twice: 2 },
        { n: 3, twice: 6 },
      ],
    });
    expect(
      broken({ name: "", form, context: { today: "2026-11-23", parameters: {} }, examples: [] }, given),
    ).toEqual([]);
  });

  it("are what was given where the form computes nothing", () => {
    const form: FormDefinition = { ...(samples[0]?.form as FormDefinition), pages: [] };
    const given = { old: "answer" };
    expect(withComputed(form, given)).toEqual(given);
  });
});
