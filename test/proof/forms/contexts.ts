import * as fc from "fast-check";
import type { ParameterGroupSource } from "../../../src/app/catalogue/parameter-source.ts";
import type { FormContext } from "../../../src/domain/form/arithmetic.ts";
import type { ProjectForm } from "./project-forms.ts";

type Kind = ParameterGroupSource["values"][string];

const decimal = (most: number, digits: number): fc.Arbitrary<string> =>
  fc.tuple(fc.nat(most), fc.nat(10 ** digits - 1)).map(([whole, part]) => {
    const capped = whole === most || digits === 0 ? "" : `.${String(part).padStart(digits, "0")}`;
    return `${whole}${capped}`;
  });

const reliefs = fc.array(
  fc.record({
    id: fc.constantFrom("elderly-alone", "elderly", "large-family", "first-home"),
    label: fc.constant({ hu: "Kedvezmény" }),
    percent: fc.oneof(fc.nat(100), decimal(100, 1)),
  }),
  { maxLength: 4 },
);

const NO_CEILING = 5000;

/** What a settlement may say: below every ceiling of the value. */
const valueOf = (group: ParameterGroupSource, name: string, kind: Kind): fc.Arbitrary<unknown> => {
  const ceilings = group.ceilings.filter((ceiling) => ceiling.value === name).map(({ max }) => Number(max));
  const most = Math.floor(Math.min(NO_CEILING, ...ceilings));
  switch (kind.kind) {
    case "money":
    case "integer":
      return fc.nat(most);
    case "decimal":
    case "percent":
      return decimal(Math.min(most, kind.kind === "percent" ? 100 : most), kind.digits);
    case "choice":
      return fc.constantFrom(...Object.keys(kind.options));
    case "yes-no":
      return fc.boolean();
    case "bank-account":
      return fc.constant("11742087-15393702-03090000");
    default:
      return reliefs;
  }
};

const periodsOf = (group: ParameterGroupSource) => {
  const values = Object.fromEntries(
    Object.entries(group.values).map(([name, kind]) => [name, valueOf(group, name, kind)]),
  );
  const always = Object.entries(group.values)
    .filter(([, { optional }]) => optional !== true)
    .map(([name]) => name);
  const period = fc.record(values, { requiredKeys: always, noNullPrototype: true });
  return fc.tuple(period, period).map(([before, now]) => [
    { from: "2020-01-01", to: "2025-12-31", values: before },
    { from: "2026-01-01", values: now },
  ]);
};

/** A day and a settlement: those of the form's examples, or any with legal rates. */
export const contextsOf = ({ examples, groups }: ProjectForm): fc.Arbitrary<FormContext> => {
  const { today, parameters } = examples;
  const any = Object.fromEntries([...groups].map(([name, group]) => [name, periodsOf(group)]));
  return fc.oneof(
    fc.constant({ today, parameters }),
    fc.record({
      today: fc.constantFrom(today, "2026-11-23", "2027-01-01", "2028-02-29"),
      parameters: fc.record(any, { noNullPrototype: true }),
    }),
  );
};
