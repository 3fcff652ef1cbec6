import { describe, expect, it } from "vitest";
import { engine } from "./forms/engine.ts";
import {
  believing,
  type Mutant,
  otherServer,
  replacing,
  rounding,
  without,
  wrongForm,
  wrongServer,
} from "./forms/mutants.ts";
import { readProjectForms } from "./forms/project-forms.ts";
import { proveForm } from "./forms/prove.ts";

const seed = 20_261_123;
const projects = await readProjectForms();

describe("browser and server", () => {
  it.each(projects)("agree about $form.id, and its figures are the law's", (project) => {
    const proof = proveForm(project, { seed, runs: 1_000 });
    expect(proof).toMatchObject({ inputs: 1_000, violations: [] });
    // Enough of the inputs must get through to the figures.
    expect(proof.complete).toBeGreaterThan(200);
  });
});

const IFA = "idegenforgalmi-ado-bevallas";
const SOIL = "talajterhelesi-dij-bevallas";
const HIPA = "helyi-iparuzesi-ado-bevallas";
const COMMUNAL = "kommunalis-ado-adatbejelentes";
const BUILDING = "epitmenyado-adatbejelentes";

const mutants: readonly [what: string, form: string, mutant: Mutant][] = [
  ["a tax rounded down", IFA, wrongForm(rounding("down"))],
  ["a fee rounded up", SOIL, wrongForm(rounding("up"))],
  ["a server that rounds otherwise", BUILDING, otherServer(rounding("up"))],
  ["the third band's cap as found code has it, 85 for 75", HIPA, wrongForm(replacing('"0.75"', '"0.85"'))],
  ["a limit of a band that has moved", HIPA, wrongForm(replacing("500000000", "510000000"))],
  ["a simplified base one forint early", HIPA, wrongForm(replacing("12000000", "11999999"))],
  ["a tax that may fall below nothing", IFA, wrongForm(replacing('{"max":[0,', '{"max":[-999999999,'))],
  ["exempt nights that do not count", IFA, wrongForm(replacing('{"var":"nights.ordinanceExempt"}', "0"))],
  ["a relief that raises the tax", COMMUNAL, wrongForm(replacing('{"-":[100,', '{"+":[100,'))],
  ["a share that does not count", COMMUNAL, wrongForm(replacing('{"var":"owner.share"},', "1,"))],
  ["today's rate for an earlier month", IFA, wrongForm(replacing(',{"var":"return.month"}]', "]"))],
  ["a bound one lower on the server", IFA, otherServer(replacing('"max":10000000,', '"max":9999999,'))],
  ["a month the server lets come", IFA, otherServer(replacing('"max":"today"', '"max":"today+400"'))],
  ["a question the server always asks", IFA, otherServer(without("tax.fees", "when"))],
  [
    "a page the server never hides",
    HIPA,
    otherServer(replacing('"when":{"in":["closing"', '"when":{"!in":["closing"')),
  ],
  [
    "a question the server does not require",
    COMMUNAL,
    otherServer(replacing('"required":true', '"required":false')),
  ],
  ["a server that believes computed values", IFA, believing("tax.amount")],
  ["a server that lets everything pass", SOIL, wrongServer({ validateAnswers: () => [] })],
  ["a server that keeps what is hidden", COMMUNAL, wrongServer({ visibleAnswers: (_, answers) => answers })],
  [
    "a server that throws at a surprise",
    COMMUNAL,
    wrongServer({
      acceptDraft: (form, input) => {
        if (JSON.stringify(input).includes("constructor")) throw new Error("surprised");
        return engine.acceptDraft(form, input);
      },
    }),
  ],
];

describe("the proof", () => {
  it.each(mutants)("notices %s", (_, id, mutant) => {
    const project = projects.find(({ form }) => form.id === id);
    if (!project) throw new Error(`There is no form ${id}`);
    const { violations } = proveForm(project, { seed, runs: 1_000, sides: mutant(project.form) });
    expect(violations).not.toEqual([]);
  });
});
