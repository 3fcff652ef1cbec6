import { describe, expect, it } from "vitest";
import { compileForm } from "../../../src/app/catalogue/compile-form.ts";
import { compileSettlement, type Surroundings } from "../../../src/app/catalogue/compile-municipalities.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { sha256 } from "./sample-catalogue.ts";

const source = (calculator: string): string => `title: Díj
summary: Díj bevallása.
sector: tax
languages: [hu]
parameters: [water]
calculator: ${calculator}
pages:
  - id: contact
    title: Adatok
    fields: [{ key: name, kind: text, label: Név, maxLength: 20 }]
  - id: water
    title: Víz
    fields:
      - { key: kind, kind: yes-no, label: Első? }
      - { key: used, kind: integer, label: Víz }
      - { key: fee, kind: computed, label: Díj, as: money, compute: { "*": [{ var: used }, 2] } }
`;
const compile = (calculator: string, version = "1.0.0") =>
  compileForm({ path: `forms/fee/${version}/form.yaml`, text: source(calculator) }, []);

const GOOD = "{ pages: [water], result: fee, without: [kind] }";
const formOf = (version: string): FormDefinition => {
  const compiled = compile(GOOD, version);
  if (!compiled.ok) throw new Error("the form does not compile");
  return compiled.value;
};

describe("a form's calculator", () => {
  it("is published with the form", () => {
    expect(formOf("1.0.0").calculator).toEqual({ pages: ["water"], result: "fee", without: ["kind"] });
  });

  it.each([
    ["{ pages: [wine], result: fee }", ["calculator.pages.0", "calculator.result"]],
    ["{ pages: [contact], result: fee }", ["calculator.result"]],
    ["{ pages: [water], result: used }", ["calculator.result"]],
    ["{ pages: [water], result: fee, without: [name] }", ["calculator.without.0"]],
    ["{ pages: [], result: fee }", ["calculator.pages"]],
  ])("names what is wrong with %s", (calculator, fields) => {
    const compiled = compile(calculator);
    expect(compiled.ok).toBe(false);
    const problems = compiled.ok ? [] : compiled.failure.problems;
    expect(problems.map(({ field }) => field)).toEqual(fields);
  });
});

const sourceOf = <T>(value: T) => ({
  value,
  problemAt: (_: unknown, message: string) => ({ file: "", line: 1, column: 1, field: "", message }),
});

const readable = (...sources: [string, unknown][]) => ({ sources: new Map(sources), broken: new Map() });

describe("the calculators of a settlement", () => {
  const forms = new Map(
    ["9.0.0", "10.0.0"].map((version) => [
      `fee@${version}`,
      { form: formOf(version), hash: `h${version}`, text: "" },
    ]),
  );
  const calculatorsFor = (services: object[], parameters: object) => {
    const office = {
      name: { hu: "H" },
      krid: "1",
      arrivalPattern: "",
      books: [{ id: "B" }],
      teams: [{ id: "t" }],
      systems: [],
    };
    const settlement = {
      code: "06895",
      name: {},
      office: "o",
      book: "B",
      preset: "p",
      parameters,
      routes: [],
      extraServices: [],
    };
    const surroundings = {
      forms: { sources: forms, broken: new Map() },
      formIds: new Set(["fee"]),
      offices: readable(["o", sourceOf(office)]),
      presets: readable(["p", { languages: ["hu"], services, parameters: {}, deadlines: [] }]),
      groups: readable(["water", sourceOf({ values: {}, ceilings: [] })]),
      national: new Map([["06895", { code: "06895", name: "X", county: "C", district: "D", postcodes: [] }]]),
      procedure: {},
      images: new Map(),
      sha256,
    } as unknown as Surroundings;
    const compiled = compileSettlement("06895-x", sourceOf(settlement) as never, surroundings);
    if (!compiled.ready) throw new Error(JSON.stringify(compiled));
    return compiled.ready.settlement.calculators?.map(({ version }) => version);
  };
  const water = { water: [{ from: "2026-01-01", values: {} }] };

  it("are in the version that is offered, else in the newest, also where the form is off", () => {
    expect(calculatorsFor([{ form: "fee", version: "9.0.0" }], water)).toEqual(["9.0.0"]);
    expect(calculatorsFor([], water)).toEqual(["10.0.0"]);
  });

  it("need the settlement's parameters", () => {
    expect(calculatorsFor([], {})).toEqual([]);
  });
});
