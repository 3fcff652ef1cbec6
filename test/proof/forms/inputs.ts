import * as fc from "fast-check";
import type { Answers } from "../../../src/domain/case/case.ts";
import { writeAnswer } from "../../../src/domain/form/answers.ts";
import type { FormContext } from "../../../src/domain/form/arithmetic.ts";
import type { FormField } from "../../../src/domain/form/definition.ts";
import { carefulValue } from "./careful.ts";
import { contextsOf } from "./contexts.ts";
import type { ProjectForm } from "./project-forms.ts";
import { fieldValue } from "./values.ts";

export type Files = { slot: string; state: "pending" | "verified" }[];

export interface Input {
  /** As typed and as sent; JSON values only. */
  answers: Answers;
  files: Files;
  context: FormContext;
}

/** What belongs to no form: fields of the case, and names every object has. */
const strangers = fc.constantFrom<[string, unknown]>(
  ["state", "decided"],
  ["submissionNumber", "999"],
  ["owner", "someone"],
  ["constructor", { prototype: { x: 1 } }],
  ["toString", "x"],
  ["contact", "text instead of a group"],
  ["tax", 5],
);

const withChanges = (start: Answers, changes: readonly (readonly [string, unknown])[]): Answers =>
  changes.reduce((answers, [key, value]) => writeAnswer(answers, key, value), start);

/** Some questions answered anew: few over a good example, so that most still fits, or many over nothing. */
export const inputsOf = (project: ProjectForm): fc.Arbitrary<Input> => {
  const { form, examples } = project;
  const fields = form.pages.flatMap((page) => page.fields);
  const changed = (valueOf: (field: FormField) => fc.Arbitrary<unknown>) =>
    fc.oneof(...fields.map((field) => valueOf(field).map((value): [string, unknown] => [field.key, value])));
  const [careful, careless] = [changed(carefulValue), changed(fieldValue)];
  const starts = fc.constantFrom(...examples.good.map(({ answers }) => answers));
  const right = fc.tuple(starts, fc.array(careful, { maxLength: 5 }));
  const few = fc.tuple(starts, fc.array(fc.oneof(careful, careless), { maxLength: 6 }));
  const many = fc.tuple(fc.constant({}), fc.array(careless, { maxLength: fields.length }));
  const plain = fc.oneof(
    { weight: 6, arbitrary: right },
    { weight: 3, arbitrary: few },
    { weight: 1, arbitrary: many },
  );
  const slots = form.attachments.map(({ id }) => id);
  const file = fc.record({
    slot: fc.constantFrom(...slots, "nowhere"),
    state: fc.constantFrom("verified" as const, "verified" as const, "pending" as const),
  });
  const all: Files = slots.map((slot) => ({ slot, state: "verified" }));
  return fc
    .record({
      plain,
      odd: fc.oneof({ weight: 15, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: strangers }),
      files: fc.oneof(
        { weight: 4, arbitrary: fc.constant(all) },
        { weight: 1, arbitrary: fc.array(file, { maxLength: 3 }) },
      ),
      context: contextsOf(project),
    })
    .map(({ plain: [start, changes], odd, files, context }) => ({
      answers: withChanges(start, odd ? [...changes, odd] : changes),
      files,
      context,
    }));
};
