import * as fc from "fast-check";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { engine, type Engine } from "./engine.ts";
import { malformed, missing, negative } from "./figures.ts";
import { type Input, inputsOf } from "./inputs.ts";
import { brokenLaws, lawCasesOf } from "./laws.ts";
import { browserPath, directRefusal, disagreements } from "./paths.ts";
import type { ProjectForm } from "./project-forms.ts";
import { wrongFigures } from "./reference.ts";

export interface FormProof {
  inputs: number;
  /** Inputs in which nothing was wrong: those whose figures were compared with the reference. */
  complete: number;
  violations: readonly string[];
  counterexample?: unknown;
}

export interface Sides {
  browser: Engine;
  server: Engine;
  /** The form as filled; the reference and the laws speak about the figures it gives. */
  form: FormDefinition;
}

const violationsOf = (
  { browser, server, form }: Sides,
  input: Input,
): { found: string[]; complete: boolean } => {
  const outcome = browserPath(browser, form, input);
  const complete = outcome.errors.length === 0;
  const found = [
    ...disagreements(browser, server, form, input),
    ...directRefusal(server, form, input),
    ...malformed(form, outcome.values),
    ...negative(form, outcome),
    ...missing(form, outcome),
    ...(complete ? wrongFigures(form.id, outcome.values, input.context) : []),
  ];
  return { found, complete };
};

const told = (run: () => string[]): string[] => {
  try {
    return run();
  } catch (error) {
    return [`not so: it never throws (${String(error)})`];
  }
};

/** Tries `runs` random inputs on both sides, and as many on the laws; the same seed gives the same ones. */
export const proveForm = (
  project: ProjectForm,
  { seed, runs, sides = {} }: { seed: number; runs: number; sides?: Partial<Sides> },
): FormProof => {
  const all: Sides = { browser: engine, server: engine, form: project.form, ...sides };
  const tried = { inputs: 0, complete: 0 };
  const paths = fc.check(
    fc.property(inputsOf(project), (input) => {
      tried.inputs += 1;
      const found = told(() => {
        const result = violationsOf(all, input);
        if (result.complete) tried.complete += 1;
        return result.found;
      });
      return found.length === 0;
    }),
    { seed, numRuns: runs },
  );
  const [input] = paths.counterexample ?? [];
  if (input)
    return { ...tried, violations: told(() => violationsOf(all, input).found), counterexample: input };
  const broken = fc.check(
    fc.property(lawCasesOf(project), (one) => told(() => brokenLaws(all.server, all.form, one)).length === 0),
    { seed, numRuns: runs },
  );
  const [one] = broken.counterexample ?? [];
  if (one)
    return { ...tried, violations: told(() => brokenLaws(all.server, all.form, one)), counterexample: one };
  return { ...tried, violations: [] };
};
