import type { ParameterPeriod } from "../../domain/form/arithmetic.ts";
import { checkPeriods, type ParameterGroupSource } from "./parameter-source.ts";
import type { Readable } from "./read-catalogue.ts";
import type { CatalogueProblem, Source } from "./source.ts";
import { withAlternatives } from "./suggestions.ts";

/** Each group as far as the source itself says something of it: a preset's mistakes are told at the preset. */
export const checkParameters = (
  { value, problemAt }: Source<{ parameters: Readonly<Record<string, ParameterPeriod[]>> }>,
  { sources, broken }: Readable<Source<ParameterGroupSource>>,
): CatalogueProblem[] =>
  Object.entries(value.parameters).flatMap(([name, periods]) => {
    const group = sources.get(name)?.value;
    if (group) {
      return checkPeriods(group, periods).map(({ path, message }) =>
        problemAt(["parameters", name, ...path], message),
      );
    }
    // What is wrong in a group's file is told there.
    if (broken.has(name)) return [];
    const message = withAlternatives("is no group of parameters", name, "groups", sources.keys());
    return [problemAt(["parameters", name], message)];
  });
