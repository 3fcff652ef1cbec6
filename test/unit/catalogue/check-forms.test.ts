import { describe, expect, it } from "vitest";
import { checkForms } from "../../../src/app/catalogue/check-forms.ts";
import { compileCatalogue } from "../../../src/app/catalogue/compile-catalogue.ts";
import { compileForm } from "../../../src/app/catalogue/compile-form.ts";
import { withRelease } from "../../../src/app/catalogue/released.ts";
import {
  type CatalogueProblem,
  describeProblem,
  type SourceFile,
} from "../../../src/app/catalogue/source.ts";
import { NATIONAL, sha256, withoutColumn } from "./sample-catalogue.ts";

const FORM = "forms/fee/1.0.0/form.yaml";
const EXAMPLES = "forms/fee/1.0.0/examples.yaml";
const RELEASED = "forms/released.yaml";

const sample: Readonly<Record<string, string>> = {
  [FORM]: `title: Díj
summary: Díj bevallása.
sector: tax
languages: [hu]
parameters: [water]
pages:
  - id: used
    title: Fogyasztás
    fields:
      - { key: used, kind: integer, label: Fogyasztás, required: true, max: 100 }
      - { key: fee, kind: computed, as: money, label: Díj, compute: { "*": [{ var: used }, { param: [water.unit] }] } }
  - id: much
    title: Sok
    when: { ">": [{ var: used }, 50] }
    fields:
      - { key: why, kind: text, maxLength: 20, label: Miért?, required: true }
`,
  [EXAMPLES]: `today: "2026-11-23"
parameters:
  water: [{ from: "2026-01-01", values: { unit: 10 } }]
good:
  - name: little
    answers: { used: 5 }
    pages: [used]
    computed: { fee: 50 }
  - name: much
    answers: { used: 60, why: Medence }
    pages: [used, much]
    computed: { fee: 600 }
bad:
  - name: too much
    change: { used: 101, why: Medence }
    errors: { used: too-large }
  - name: words
    change: { used: sok }
    errors: { used: number }
  - name: no reason
    change: { used: 51 }
    errors: { why: required }
`,
  "parameters/water.yaml": `title: Víz
values:
  unit: { kind: money, label: Egységdíj }
ceilings:
  - { value: unit, from: "2026-01-01", max: 12, source: Törvény }
`,
};

type Changes = Readonly<Record<string, string | undefined>>;

const PROCEDURE = `
deadlines: [{ form: "*", days: 30, source: Act 1 }]
delivery: { secondNoticeAfter: 3, deemedAfter: 5, source: Act 2 }
supplementDays: 15
calendar: [{ year: 2026, holidays: [], source: Decree 1 }]
`;

const filesOf = (changes: Changes = {}): SourceFile[] =>
  Object.entries({ ...sample, ...changes }).flatMap(([path, text]) =>
    text === undefined ? [] : [{ path, text }],
  );

const described = (found: readonly CatalogueProblem[]): string[] =>
  found.map((problem) => withoutColumn(describeProblem(problem)));

const problems = (changes: Changes): string[] => described(checkForms(filesOf(changes), sha256).problems);

/** What is wrong when the catalogue is published. */
const publishing = (files: readonly SourceFile[]): string[] =>
  described(compileCatalogue(files, { sha256 }).problems);

const edited = (path: string, passage: string, replacement: string): Record<string, string> => {
  const text = sample[path] ?? "";
  expect(text).toContain(passage);
  return { [path]: text.replace(passage, replacement) };
};

const pins = (): string => {
  const [file] = filesOf().filter(({ path }) => path === FORM);
  const form = file && compileForm(file, []);
  if (!form?.ok) throw new Error("the sample does not compile");
  return withRelease({}, form.value, sha256);
};

describe("a form checked with its examples", () => {
  it("is reported with version, languages, pages and examples", () => {
    expect(checkForms(filesOf(), sha256)).toEqual({
      problems: [],
      forms: [
        {
          id: "fee",
          version: "1.0.0",
          released: false,
          languages: ["hu"],
          pages: 2,
          examples: { good: 2, bad: 3 },
          problems: [],
        },
      ],
    });
  });

  it("can be chosen among others", () => {
    const others = { "forms/other/1.0.0/form.yaml": "broken" };
    const { forms } = checkForms(filesOf(others), sha256, ({ id }) => id === "fee");
    expect(forms.map(({ id, problems: found }) => [id, found])).toEqual([["fee", []]]);
    expect(checkForms(filesOf(others), sha256).problems).not.toEqual([]);
  });

  it.each([
    [
      "a value that is not computed",
      "{ fee: 600 }",
      "{ fee: 601 }",
      "12: good.1.computed.fee is 601; computed is 600",
    ],
    [
      "a value where there is none",
      "{ fee: 600 }",
      "{ fi: 1 }",
      "12: good.1.computed.fi is 1; computed is nothing",
    ],
    [
      "a page that is not shown",
      "[used, much]",
      "[used]",
      "11: good.1.pages are not those shown, which are used, much",
    ],
    [
      "answers that are refused",
      "{ used: 5 }",
      "{ used: -5 }",
      "6: good.0.answers.used is refused: used too-small",
    ],
    [
      "an answer nobody asks for",
      "{ used: 5 }",
      "{ used: 5, usd: 1 }",
      "6: good.0.answers.usd is refused: usd unknown-field",
    ],
    [
      "an error that does not come",
      "used: too-large",
      "used: too-small",
      "16: bad.0.errors.used is not found: too-small",
    ],
    ["an error not written down", "{ why: required }", "{}", "22: bad.2.errors do not name why: required"],
    [
      "a rate above the ceiling",
      "unit: 10",
      "unit: 13",
      "3: parameters.water.0.values.unit is above 12, the ceiling from 2026-01-01 (Törvény)",
    ],
    [
      "a field of examples that does not exist",
      "    pages: [used]\n",
      "    pages: [used]\n    page: x\n",
      "8: good.0.page is not a known field here, did you mean pages? The fields are name, answers, attachments, pages, computed",
    ],
  ])("names %s", (_, passage, replacement, problem) => {
    expect(problems(edited(EXAMPLES, passage, replacement))).toContain(`${EXAMPLES}:${problem}`);
  });

  it("is not passed over when form.yaml is misnamed or gone", () => {
    const text = sample[FORM];
    expect(problems({ [FORM]: undefined, "forms/fee/1.0.0/from.yaml": text })).toEqual([
      `${FORM}:1: is missing beside the other files of its form`,
    ]);
  });

  it("needs examples, five of them, and one for every page", () => {
    expect(problems({ [EXAMPLES]: undefined })).toEqual([
      expect.stringContaining("examples.yaml:1: is missing"),
    ]);
    const fewer = `${sample[EXAMPLES]?.slice(0, sample[EXAMPLES].indexOf("  - name: words"))}`;
    expect(problems({ [EXAMPLES]: fewer })).toEqual([
      `${EXAMPLES}:4: good and bad have fewer than 5 examples together`,
    ]);
    const much = "{ used: 60, why: Medence }\n    pages: [used, much]\n    computed: { fee: 600 }";
    const little = edited(EXAMPLES, much, "{ used: 6 }\n    pages: [used]");
    expect(problems(little)).toEqual([`${EXAMPLES}:4: good shows page much in no example`]);
  });
});

describe("a released version", () => {
  const next = "what is to be different goes into a copy of the folder, forms/fee/1.0.1/";

  it("is known by its hash", () => {
    const { forms, problems: found } = checkForms(filesOf({ [RELEASED]: pins() }), sha256);
    expect(found).toEqual([]);
    expect(forms.map(({ released }) => released)).toEqual([true]);
  });

  it("may not change, and the author is told what to do", () => {
    const changed = { [RELEASED]: pins(), ...edited(FORM, "label: Díj,", "label: Dij,") };
    expect(problems(changed)).toContain(`${FORM}:1: was released and has changed. Undo the change; ${next}`);
  });

  it("may be commented, and its examples may grow", () => {
    expect(problems({ [RELEASED]: pins(), ...edited(FORM, "title: Díj\n", "# Fee\ntitle: Díj\n") })).toEqual(
      [],
    );
  });

  it("may not go", () => {
    expect(problems({ [RELEASED]: pins(), [FORM]: undefined, [EXAMPLES]: undefined })).toEqual([
      `${RELEASED}:2: fee@1.0.0 was released, but its folder is gone; put it back`,
    ]);
  });

  it("is held to its hash when the catalogue is published too", () => {
    const procedure = { "procedure.yaml": PROCEDURE, "national/settlements.csv": NATIONAL };
    const files = filesOf({ [RELEASED]: pins(), ...procedure, ...edited(FORM, "max: 100", "max: 101") });
    const found = publishing(files);
    expect(found).toEqual([`${FORM}:1: was released and has changed. Undo the change; ${next}`]);
    expect(publishing(filesOf({ [RELEASED]: pins(), ...procedure }))).toEqual([]);
  });

  it("is pinned beside those pinned before, in order", () => {
    expect(pins()).toMatch(/^# .*\nfee@1\.0\.0: "[0-9a-f]{64}"\n$/);
    expect(problems({ [RELEASED]: "fee@1.0.0: abc\n" })).toEqual([
      `${RELEASED}:1: fee@1.0.0 must be the SHA-256 that \`ohp form release\` writes`,
    ]);
  });
});
