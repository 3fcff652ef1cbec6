import * as fc from "fast-check";
import { readAnswer, writeAnswer } from "../../../src/domain/form/answers.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import type { Engine } from "./engine.ts";
import { type Input, inputsOf } from "./inputs.ts";
import type { ProjectForm } from "./project-forms.ts";

/** When the answer grows and all others stay, the figure does not fall (`up`) or does not grow (`down`). */
interface Law {
  key: string;
  figure: string;
  way: "up" | "down";
}

const law = (key: string, figure: string, way: Law["way"]): Law => ({ key, figure, way });

const laws: Readonly<Record<string, readonly Law[]>> = {
  "idegenforgalmi-ado-bevallas": [
    law("nights.total", "tax.amount", "up"),
    law("nights.ordinanceExempt", "tax.amount", "down"),
    law("tax.fees", "tax.amount", "up"),
  ],
  "talajterhelesi-dij-bevallas": [
    law("water.used", "fee.payable", "up"),
    law("water.watering", "fee.payable", "down"),
    law("water.transported", "fee.payable", "down"),
    law("water.leaked", "fee.payable", "down"),
  ],
  "helyi-iparuzesi-ado-bevallas": [
    law("base.revenue", "tax.due", "up"),
    law("base.goods", "tax.due", "down"),
    law("base.materials", "tax.due", "down"),
    law("simplified.revenue", "tax.due", "up"),
    law("kiva.base", "tax.due", "up"),
    law("share.own.personnel", "tax.base", "up"),
    law("tax.exempt", "tax.due", "down"),
    law("tax.relief", "tax.due", "down"),
    law("tax.roadToll", "tax.due", "down"),
  ],
  "kommunalis-ado-adatbejelentes": [
    law("property.count", "tax.year", "up"),
    law("property.exempt", "tax.year", "down"),
  ],
  "epitmenyado-adatbejelentes": [
    law("property.area", "tax.year", "up"),
    law("property.exemptArea", "tax.year", "down"),
    law("property.value", "tax.year", "up"),
  ],
  "telekado-adatbejelentes": [
    law("property.area", "tax.year", "up"),
    law("property.exemptArea", "tax.year", "down"),
    law("property.value", "tax.year", "up"),
  ],
};

/** A relief chosen is never worse than none. */
const reliefs: Readonly<Record<string, { key: string; figure: string }>> = {
  "talajterhelesi-dij-bevallas": { key: "fee.relief", figure: "fee.payable" },
  "kommunalis-ado-adatbejelentes": { key: "relief.id", figure: "tax.year" },
  "epitmenyado-adatbejelentes": { key: "relief.id", figure: "tax.year" },
  "telekado-adatbejelentes": { key: "relief.id", figure: "tax.year" },
};

export interface LawCase {
  input: Input;
  pick: number;
  /** Two amounts, in tenths where the question takes decimals. */
  low: number;
  more: number;
}

export const lawCasesOf = (project: ProjectForm): fc.Arbitrary<LawCase> =>
  fc.record({
    input: inputsOf(project),
    pick: fc.nat(1000),
    low: fc.oneof(fc.nat(300), fc.nat(2_000_000_000)),
    more: fc.oneof(fc.nat(20), fc.nat(2_000_000_000)),
  });

const figureOf = (
  run: Engine,
  form: FormDefinition,
  input: Input,
  changes: readonly [string, unknown],
  figure: string,
) => {
  const answers = run.readDraft(form, writeAnswer(input.answers, ...changes)).answers;
  return readAnswer(run.visibleAnswers(form, answers, input.context), figure);
};

const amount = (form: FormDefinition, key: string, tenths: number): unknown => {
  const field = form.pages.flatMap((page) => page.fields).find((one) => one.key === key);
  return field?.kind === "decimal" ? `${Math.floor(tenths / 10)}.${tenths % 10}` : tenths;
};

const isBroken = (low: unknown, high: unknown, way: Law["way"]): boolean => {
  if (typeof low !== "number" || typeof high !== "number") return false;
  return way === "up" ? high < low : high > low;
};

export const brokenLaws = (
  run: Engine,
  form: FormDefinition,
  { input, pick, low, more }: LawCase,
): string[] => {
  const own = laws[form.id] ?? [];
  const chosen = own[pick % Math.max(1, own.length)];
  const found: string[] = [];
  if (chosen) {
    const { key, figure, way } = chosen;
    const before = figureOf(run, form, input, [key, amount(form, key, low)], figure);
    const after = figureOf(run, form, input, [key, amount(form, key, low + more)], figure);
    if (isBroken(before, after, way)) found.push(`not so: ${figure} goes ${way} with ${key}`);
  }
  const relief = reliefs[form.id];
  if (relief) {
    const { key, figure } = relief;
    const without = figureOf(run, form, input, [key, undefined], figure);
    const chosenRelief = figureOf(
      run,
      form,
      input,
      [key, readAnswer(input.answers, key) ?? "elderly"],
      figure,
    );
    if (isBroken(without, chosenRelief, "down")) found.push("not so: a relief never raises the tax");
  }
  return found;
};
