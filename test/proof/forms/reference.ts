import type { Answers } from "../../../src/domain/case/case.ts";
import { isRecord, readAnswer } from "../../../src/domain/form/answers.ts";
import type { FormContext } from "../../../src/domain/form/arithmetic.ts";

/**
 * The figures of the returns once more, written down from the law in plain fractions of BigInt: nothing of the
 * form language, its operators or its exact numbers is used here.
 */
type Ratio = readonly [numerator: bigint, denominator: bigint];

const ratio = (value: unknown): Ratio => {
  const text = typeof value === "number" || typeof value === "string" ? String(value) : "0";
  const [whole = "", second = ""] = text.split(/[./]/);
  if (text.includes("/")) return [BigInt(whole), BigInt(second)];
  return [BigInt(whole + second), 10n ** BigInt(second.length)];
};
const times = (...factors: readonly Ratio[]): Ratio =>
  factors.reduce(([a, b], [c, d]): Ratio => [a * c, b * d], [1n, 1n]);
const plus = ([a, b]: Ratio, [c, d]: Ratio): Ratio => [a * d + c * b, b * d];
const minus = (a: Ratio, [c, d]: Ratio): Ratio => plus(a, [-c, d]);
const over = ([a, b]: Ratio, [c, d]: Ratio): Ratio => (c === 0n ? [0n, 1n] : [a * d, b * c]);
const isLess = ([a, b]: Ratio, [c, d]: Ratio): boolean => a * d < c * b;
const least = (a: Ratio, b: Ratio): Ratio => (isLess(a, b) ? a : b);
const NOTHING: Ratio = [0n, 1n];
const atLeastNothing = (a: Ratio): Ratio => (isLess(a, NOTHING) ? NOTHING : a);
/** Half upwards to a multiple of `step`; of what is not negative. */
const rounded = ([n, d]: Ratio, step = 1n): bigint => ((2n * n + d * step) / (2n * d * step)) * step;

type Read = (key: string) => unknown;

const sumOf = (rows: unknown, column: string): Ratio =>
  (Array.isArray(rows) ? rows : [])
    .map((row) => (isRecord(row) ? ratio(row[column]) : NOTHING))
    .reduce(plus, NOTHING);

const valuesOn = ({ parameters }: FormContext, group: string, day: string) =>
  parameters[group]?.find(({ from, to = "9999" }) => from <= day && day <= to)?.values ?? {};

const reliefPercent = (values: Readonly<Record<string, unknown>>, id: unknown): Ratio => {
  const reliefs: unknown = values["reliefs"];
  const found = (Array.isArray(reliefs) ? reliefs : []).find((one) => isRecord(one) && one["id"] === id);
  return isRecord(found) ? ratio(found["percent"]) : NOTHING;
};

const left = (percent: Ratio): Ratio => over(minus(ratio(100), percent), ratio(100));

type Figures = Readonly<Record<string, bigint | string>>;

const tourism = (read: Read, context: FormContext): Figures => {
  const values = valuesOn(context, "tourism-tax", `${String(read("return.month"))}-01`);
  const exempt = plus(sumOf(read("nights.exempt"), "count"), ratio(read("nights.ordinanceExempt")));
  const nights = atLeastNothing(minus(ratio(read("nights.total")), exempt));
  const tax =
    values["method"] === "percent"
      ? times(ratio(read("tax.fees")), ratio(values["percentage"]), ratio("0.01"))
      : times(nights, ratio(values["rate"]));
  const amount = rounded(tax);
  return { "tax.amount": amount, "tax.payable": amount - rounded(ratio(read("tax.declaredBefore"))) };
};

const DAY = 86_400_000;
const dayOf = (date: unknown): number => Date.parse(`${String(date)}T00:00:00Z`) / DAY;

const soil = (read: Read, context: FormContext): Figures => {
  const year = Number(read("return.year"));
  const values = valuesOn(context, "soil-load-fee", `${year}-01-01`);
  const used = ratio(read("water.used"));
  const byOrdinance = times(used, ratio(values["wateringPercent"]), ratio("0.01"));
  // The deductible share is a figure of the form of its own: to one decimal.
  const watering =
    read("water.hasMeter") === true
      ? ratio(read("water.watering"))
      : over([rounded(times(byOrdinance, ratio(10))), 1n], ratio(10));
  const deducted = plus(watering, plus(ratio(read("water.transported")), ratio(read("water.leaked"))));
  const part: Ratio =
    values["untilConnection"] === true && read("return.connected") !== undefined
      ? [
          BigInt(dayOf(read("return.connected")) - dayOf(`${year}-01-01`) + 1),
          BigInt(dayOf(`${year + 1}-01-01`) - dayOf(`${year}-01-01`)),
        ]
      : [1n, 1n];
  const water = read("return.exempt") === true ? NOTHING : times(atLeastNothing(minus(used, deducted)), part);
  const base: Ratio = [rounded(times(water, ratio(10))), 10n];
  const amount = rounded(times(base, ratio(values["unitFee"]), ratio(values["sensitivity"])));
  const payable = rounded(times([amount, 1n], left(reliefPercent(values, read("fee.relief")))));
  return { "fee.amount": amount, "fee.payable": payable };
};

const communal = (read: Read, context: FormContext): Figures => {
  const values = valuesOn(context, "communal-tax", String(read("report.date")));
  if (values["rate"] === undefined) return {};
  if (read("report.reason") === "ends") return { "tax.year": 0n };
  const count = atLeastNothing(minus(ratio(read("property.count")), ratio(read("property.exempt"))));
  const relief = left(reliefPercent(values, read("relief.id")));
  return { "tax.year": rounded(times(ratio(values["rate"]), count, ratio(read("owner.share")), relief)) };
};

const propertyTax =
  (group: string) =>
  (read: Read, context: FormContext): Figures => {
    const values = valuesOn(context, group, String(read("report.date")));
    if (values["method"] === undefined) return {};
    const area = ratio(read("property.area"));
    const taxed = atLeastNothing(minus(area, ratio(read("property.exemptArea"))));
    const full =
      values["method"] === "value"
        ? over(times(ratio(read("property.value")), ratio(values["percentage"]), ratio("0.01"), taxed), area)
        : times(taxed, ratio(values["rate"]));
    const relief = left(reliefPercent(values, read("relief.id")));
    const year =
      read("report.reason") === "ends" ? 0n : rounded(times(full, ratio(read("owner.share")), relief));
    return { "tax.full": rounded(full), "tax.year": year };
  };

const bands = [
  { from: 0n, to: 500_000_000n, percent: 100n },
  { from: 500_000_000n, to: 20_000_000_000n, percent: 85n },
  { from: 20_000_000_000n, to: 80_000_000_000n, percent: 75n },
  { from: 80_000_000_000n, to: 10n ** 30n, percent: 70n },
];

const deductible = (revenue: Ratio, costs: Ratio): bigint =>
  rounded(
    bands
      .map(({ from, to, percent }) => {
        const size = atLeastNothing(minus(least(revenue, [to, 1n]), [from, 1n]));
        return least(over(times(costs, size), revenue), times(size, [percent, 100n]));
      })
      .reduce(plus, NOTHING),
  );

const simplifiedBase = (read: Read): bigint => {
  const revenue = Number(read("simplified.revenue"));
  const whole = revenue <= 12_000_000 ? 2_500_000n : revenue <= 18_000_000 ? 6_000_000n : 8_500_000n;
  const [from, to] = [String(read("return.from")), read("return.to")];
  const start = dayOf(from);
  const [year = "", month = "", day = ""] = from.split("-");
  // The 29th of February has no anniversary in the next year: its year ends with the 27th or, counted here, the 28th.
  const anniversary =
    month === "02" && day === "29" ? `${Number(year) + 1}-02-28` : `${Number(year) + 1}-${month}-${day}`;
  const [days, yearDays] = [BigInt(dayOf(to) - start + 1), BigInt(dayOf(anniversary) - start)];
  return days >= yearDays ? whole : rounded([whole * days, yearDays]);
};

const businessBase = (read: Read): bigint => {
  if (read("base.method") === "simplified") return simplifiedBase(read);
  if (read("base.method") === "kiva") return rounded(ratio(read("kiva.base")));
  const revenue = ratio(read("base.revenue"));
  const costs = plus(ratio(read("base.goods")), ratio(read("base.mediated")));
  const rest = ["subcontractors", "materials", "research"].map((name) => ratio(read(`base.${name}`)));
  const net = minus(plus(revenue, ratio(read("base.adjustment"))), [deductible(revenue, costs), 1n]);
  return rounded(atLeastNothing(rest.reduce(minus, net)));
};

/** Both parts as the act says it: S of the base by personnel, E = 1 − S by assets. */
const shareOf = (base: bigint, read: Read): bigint => {
  if (read("share.needed") !== true) return base;
  const personnel = ratio(read("share.own.personnel"));
  const assets = plus(ratio(read("share.own.depreciation")), ratio(read("share.own.rent")));
  const others = read("share.others");
  const allPersonnel = plus(personnel, sumOf(others, "personnel"));
  const allAssets = plus(assets, plus(sumOf(others, "depreciation"), sumOf(others, "rent")));
  const method = read("share.method");
  const byPersonnel = over(personnel, allPersonnel);
  const byAssets = over(assets, allAssets);
  const s = over(allPersonnel, plus(allPersonnel, allAssets));
  const complex = plus(times(s, byPersonnel), times(minus(ratio(1), s), byAssets));
  const part = method === "personnel" ? byPersonnel : method === "assets" ? byAssets : complex;
  return rounded(times([base, 1n], part));
};

const business = (read: Read, context: FormContext): Figures => {
  const values = valuesOn(context, "business-tax", String(read("return.to")));
  const base = businessBase(read);
  const own = shareOf(base, read);
  const taxable = atLeastNothing(minus([own, 1n], ratio(read("tax.exempt"))));
  const onBase = rounded(times(taxable, ratio(values["rate"]), ratio("0.01")));
  const deducted = ["relief", "roadToll", "researchPart"].map((name) => ratio(read(`tax.${name}`)));
  const step = BigInt(Number(values["rounding"] ?? 0) || 1);
  const due = rounded(atLeastNothing(deducted.reduce(minus, [onBase, 1n])), step);
  return { "base.total": base, "tax.base": own, "tax.onBase": onBase, "tax.due": due };
};

const references: Readonly<Record<string, (read: Read, context: FormContext) => Figures>> = {
  "idegenforgalmi-ado-bevallas": tourism,
  "talajterhelesi-dij-bevallas": soil,
  "kommunalis-ado-adatbejelentes": communal,
  "epitmenyado-adatbejelentes": propertyTax("building-tax"),
  "telekado-adatbejelentes": propertyTax("plot-tax"),
  "helyi-iparuzesi-ado-bevallas": business,
};

/** Figures that are not what the law's own words give; only asked where the form finds nothing wrong. */
export const wrongFigures = (id: string, values: Answers, context: FormContext): string[] => {
  const read: Read = (key) => readAnswer(values, key);
  return Object.entries(references[id]?.(read, context) ?? {})
    .filter(([key, expected]) => String(read(key)) !== String(expected))
    .map(([key, expected]) => `not so: ${key} is ${String(expected)}, the form says ${String(read(key))}`);
};
