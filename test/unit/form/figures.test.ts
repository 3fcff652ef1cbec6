import { describe, expect, it } from "vitest";
import type { Answers } from "../../../src/domain/case/case.ts";
import type { FormDefinition, FormField } from "../../../src/domain/form/definition.ts";
import { shownFigures } from "../../../src/domain/form/figures.ts";
import type { FormId } from "../../../src/domain/ids.ts";
import { readAnswer } from "../../../src/domain/form/answers.ts";
import { visibleForm } from "../../../src/domain/form/visibility.ts";
import { readProjectForms } from "../../proof/forms/project-forms.ts";

const label = { hu: "Címke" };
const money = (key: string, required: boolean) => ({ key, kind: "money", label, required }) as const;
const computed = (key: string, compute: object, hidden = false) =>
  ({ key, kind: "computed", as: "money", label, compute, hidden }) as FormField;

const pages: FormDefinition["pages"] = [
  {
    id: "base",
    title: label,
    fields: [
      { key: "base.simple", kind: "yes-no", label, required: true },
      { ...money("base.income", true), when: { "!": [{ var: "base.simple" }] } },
      money("base.relief", false),
      {
        key: "base.rents",
        kind: "table",
        label,
        maxRows: 5,
        columns: [
          { ...money("amount", true), key: "amount" },
          { ...money("months", false), key: "months" },
          {
            key: "year",
            kind: "computed",
            as: "money",
            label,
            compute: { "*": [{ var: "row.amount" }, 12] },
          },
        ],
      },
      // On a page of its own in some forms; rules reach questions through it.
      computed(
        "base.total",
        { "+": [{ var: "base.income" }, { sum: [{ var: "base.rents" }, "year"] }] },
        true,
      ),
    ],
  },
  {
    id: "tax",
    title: label,
    fields: [
      computed("tax.relief", { "*": [{ var: "base.relief" }, 2] }),
      computed("tax.due", { "-": [{ var: "base.total" }, { var: "base.relief" }] }),
    ],
  },
];

const form: FormDefinition = {
  id: "figures" as FormId,
  version: "1.0.0",
  title: label,
  summary: label,
  sector: "tax",
  languages: ["hu"],
  schema: { type: "object", properties: {} },
  pages,
  attachments: [],
};

const shown = (answers: Answers, key: string): unknown => {
  const visible = visibleForm(form, answers);
  return readAnswer(shownFigures(form, visible.pages, visible.answers), key);
};

describe("shownFigures", () => {
  it("shows no figure that rests, through other figures, on a required question without an answer", () => {
    expect(shown({ base: { simple: false } }, "tax.due")).toBeUndefined();
    expect(shown({ base: { simple: false, income: 100 } }, "tax.due")).toBe(100);
  });

  it("shows figures of what need not be answered: that counts as nothing", () => {
    expect(shown({ base: { simple: false } }, "tax.relief")).toBe(0);
    expect(shown({ base: { simple: false, income: 100, relief: 30 } }, "tax.due")).toBe(70);
  });

  it("does not wait for a question that is not asked", () => {
    expect(shown({ base: { simple: true } }, "tax.due")).toBe(0);
  });

  it("waits for every row of a table, and shows the cells of the finished ones", () => {
    const rents = [{ amount: 10 }, { months: 3 }];
    expect(shown({ base: { simple: true, rents } }, "tax.due")).toBeUndefined();
    expect(shown({ base: { simple: true, rents } }, "base.rents")).toEqual([
      { amount: 10, year: 120 },
      { months: 3 },
    ]);
    expect(shown({ base: { simple: true, rents: [{ amount: 10 }] } }, "tax.due")).toBe(120);
  });

  it("keeps all answers as they are", () => {
    const answers = { base: { simple: false, relief: 5, rents: [{ amount: 1 }] } };
    expect(shown(answers, "base.relief")).toBe(5);
    expect(shown(answers, "base.simple")).toBe(false);
  });
});

const projectForms = await readProjectForms();

describe("figures of the project's forms", () => {
  it.each(projectForms.map((project) => [project.form.id, project] as const))(
    "%s: complete answers hide no figure, and no answers show none but those of the settlement",
    (_, { form: real, examples }) => {
      const context = { today: examples.today, parameters: examples.parameters };
      for (const { answers } of examples.good) {
        const { pages: visible, answers: values } = visibleForm(real, answers, context);
        expect(shownFigures(real, visible, values)).toEqual(values);
      }
      const empty = visibleForm(real, {}, context);
      const figures = empty.pages
        .flatMap((page) => page.fields)
        .filter((field) => field.kind === "computed" && field.as === "money" && field.hidden !== true)
        .filter(({ key }) => readAnswer(shownFigures(real, empty.pages, empty.answers), key) !== undefined);
      expect(figures.map(({ key }) => key)).toEqual([]);
    },
  );
});
