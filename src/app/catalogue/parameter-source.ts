import * as v from "valibot";
import type { ParameterPeriod } from "../../domain/form/arithmetic.ts";
import { daysLater, isDate } from "../../domain/form/calendar.ts";
import { compare, DECIMAL_PATTERN, toExact } from "../../domain/form/exact.ts";
import { canonicalIdentifier } from "../../domain/identifiers/identifiers.ts";
import { jsonSchema, TEXT_EXPECTED } from "./source.ts";

const Text = v.pipe(v.string(TEXT_EXPECTED), v.trim(), v.nonEmpty("must not be empty"));
const ValueName = v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9]*$/, "must be a name such as rate"));
const Day = v.pipe(
  v.custom<string>(isDate, 'must be a date in quotes, such as "2026-01-01"'),
  jsonSchema({ type: "string", format: "date" }),
);
const Bound = v.pipe(
  v.custom<number | string>(
    (value) => toExact(value) !== undefined,
    "must be a whole number or a decimal in quotes",
  ),
  jsonSchema({ type: ["integer", "string"], pattern: DECIMAL_PATTERN }),
);

const valueBase = {
  label: Text,
  optional: v.optional(v.boolean()),
  /** Needed while another value of the group is this, such as the rate of the chosen method; else optional. */
  when: v.exactOptional(v.record(ValueName, v.string())),
};

const ValueKind = v.variant("kind", [
  v.strictObject({ ...valueBase, kind: v.picklist(["money", "integer"]) }),
  v.strictObject({
    ...valueBase,
    kind: v.picklist(["decimal", "percent"]),
    digits: v.optional(
      v.pipe(
        v.number(),
        v.check((digits) => Number.isInteger(digits) && digits >= 0 && digits <= 6, "must be from 0 to 6"),
      ),
      2,
    ),
  }),
  v.strictObject({ ...valueBase, kind: v.literal("choice"), options: v.record(v.string(), Text) }),
  v.strictObject({ ...valueBase, kind: v.literal("yes-no") }),
  v.strictObject({ ...valueBase, kind: v.literal("bank-account") }),
  /** Entries with id, label and a percentage, such as the reliefs of an ordinance. */
  v.strictObject({ ...valueBase, kind: v.literal("reliefs") }),
]);
type ValueKind = v.InferOutput<typeof ValueKind>;

/** A group of parameters (parameters/<group>.yaml): what a settlement may say, and what the law lets it say. */
export const ParameterGroupSource = v.strictObject({
  title: Text,
  values: v.record(ValueName, ValueKind),
  /** Statutory ceilings, as data with validity: they change from year to year and are not always verified. */
  ceilings: v.optional(
    v.array(
      v.strictObject({
        value: ValueName,
        from: Day,
        to: v.exactOptional(Day),
        max: Bound,
        /** Only while another value of the group is this. */
        when: v.exactOptional(v.record(ValueName, v.string())),
        source: Text,
      }),
    ),
    [],
  ),
});
export type ParameterGroupSource = v.InferOutput<typeof ParameterGroupSource>;
type Ceiling = ParameterGroupSource["ceilings"][number];

const Localized = v.strictObject({
  hu: Text,
  en: v.exactOptional(Text),
  de: v.exactOptional(Text),
  hr: v.exactOptional(Text),
});
const Reliefs = v.pipe(
  v.array(
    v.strictObject({
      id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,39}$/)),
      label: Localized,
      percent: v.custom<number | string>((value) => {
        const percent = toExact(value);
        return percent !== undefined && compare(percent, HUNDRED) <= 0 && percent.n >= 0n;
      }),
    }),
  ),
  v.check((given) => new Set(given.map(({ id }) => id)).size === given.length),
);
const HUNDRED = { n: 100n, d: 1n };

const isWhole = (value: unknown): boolean =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const isDecimal = (value: unknown, digits: number): boolean => {
  const exact = toExact(value);
  return (
    exact !== undefined &&
    !String(value).startsWith("-") &&
    (String(value).split(".")[1]?.length ?? 0) <= digits
  );
};

/** What an author must write, when what stands there is not it. */
const wrongValue = (kind: ValueKind, value: unknown): string | undefined => {
  switch (kind.kind) {
    case "money":
    case "integer":
      return isWhole(value) ? undefined : "must be a whole number from 0";
    case "decimal":
    case "percent":
      return isDecimal(value, kind.digits)
        ? undefined
        : `must be a number from 0 with at most ${kind.digits} decimals, decimals in quotes ("1.8")`;
    case "choice":
      return typeof value === "string" && Object.hasOwn(kind.options, value)
        ? undefined
        : `must be one of ${Object.keys(kind.options).join(", ")}`;
    case "yes-no":
      return typeof value === "boolean" ? undefined : "must be true or false";
    case "bank-account":
      return typeof value === "string" && canonicalIdentifier("bank-account", value) === value
        ? undefined
        : "must be an account number such as 11742087-15393702-03090000 with right check digits";
    default:
      return v.is(Reliefs, value)
        ? undefined
        : 'must be a list of { id, label: { hu: … }, percent: "30" } with percent from 0 to 100, each id once';
  }
};

export interface ParameterProblem {
  path: (string | number)[];
  message: string;
}

const overlaps = (a: { from: string; to?: string }, b: { from: string; to?: string }): boolean =>
  (a.to === undefined || b.from <= a.to) && (b.to === undefined || a.from <= b.to);

const applies = ({ when = {} }: Pick<Ceiling, "when">, values: ParameterPeriod["values"]): boolean =>
  Object.entries(when).every(([name, wanted]) => values[name] === wanted);

/** A rate above the ceiling of any day it would be in force on. */
const tooHigh = (ceilings: readonly Ceiling[], period: ParameterPeriod): ParameterProblem[] =>
  ceilings
    .filter((ceiling) => overlaps(ceiling, period) && applies(ceiling, period.values))
    .flatMap((ceiling) => {
      const [rate, max] = [toExact(period.values[ceiling.value]), toExact(ceiling.max)];
      if (!rate || !max || compare(rate, max) <= 0) return [];
      const until = ceiling.to === undefined ? "" : ` to ${ceiling.to}`;
      return [
        {
          path: ["values", ceiling.value],
          message: `is above ${ceiling.max}, the ceiling from ${ceiling.from}${until} (${ceiling.source})`,
        },
      ];
    });

const isNeeded = (kind: ValueKind, values: ParameterPeriod["values"]): boolean =>
  kind.optional !== true && applies(kind, values);

const valueProblems = (group: ParameterGroupSource, { values }: ParameterPeriod): ParameterProblem[] => [
  ...Object.entries(values).flatMap(([name, value]) => {
    const kind = Object.hasOwn(group.values, name) ? group.values[name] : undefined;
    const message = kind
      ? wrongValue(kind, value)
      : `is not a value of this group; there are ${Object.keys(group.values).join(", ")}`;
    return message === undefined ? [] : [{ path: ["values", name], message }];
  }),
  ...Object.entries(group.values)
    .filter(([name, kind]) => isNeeded(kind, values) && !Object.hasOwn(values, name))
    .map(([name]) => ({ path: ["values"], message: `lacks ${name}` })),
];

/** Periods must follow each other in time: what holds on a day must be one thing. */
const orderProblems = (periods: readonly ParameterPeriod[]): ParameterProblem[] =>
  periods.flatMap((period, index) => {
    const before = periods[index - 1];
    if (period.to !== undefined && period.to < period.from) {
      return [{ path: [index, "to"], message: "is before from" }];
    }
    if (!before) return [];
    const last = before.to ?? undefined;
    return last !== undefined && last < period.from
      ? []
      : [
          {
            path: [index, "from"],
            message: `overlaps the period before; end that one with to: "${daysLater(period.from, -1)}"`,
          },
        ];
  });

/** What is wrong with a settlement's periods of one group. */
export const checkPeriods = (
  group: ParameterGroupSource,
  periods: readonly ParameterPeriod[],
): ParameterProblem[] => [
  ...periods.flatMap((period, index) =>
    [...valueProblems(group, period), ...tooHigh(group.ceilings, period)].map(({ path, message }) => ({
      path: [index, ...path],
      message,
    })),
  ),
  ...orderProblems(periods),
];
