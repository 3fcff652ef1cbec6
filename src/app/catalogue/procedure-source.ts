import * as v from "valibot";
import type { FormId } from "../../domain/ids.ts";
import type { DeadlineRule, Procedure } from "../../domain/procedure/procedure.ts";
import { Day, Text } from "./common-source.ts";
import type { CatalogueProblem, Path, Source } from "./source.ts";
import { suggestion } from "./suggestions.ts";

const count = (from: number, to: number) =>
  v.pipe(
    v.number(),
    v.integer("must be a whole number"),
    v.minValue(from, `must be at least ${from}`),
    v.maxValue(to, `must be at most ${to}`),
  );
const Days = count(1, 365);
const WorkingDays = count(1, 30);

/** By when an office must be done with cases of a form. */
export const DeadlineSource = v.strictObject({
  form: Text,
  from: v.exactOptional(Day),
  to: v.exactOptional(Day),
  days: Days,
  extensionDays: v.exactOptional(Days),
  source: Text,
});
type DeadlineSource = v.InferOutput<typeof DeadlineSource>;

/** Rules of procedure, the same for all settlements (procedure.yaml). */
export const ProcedureSource = v.strictObject({
  deadlines: v.pipe(v.array(DeadlineSource), v.minLength(1, "must have at least one rule")),
  delivery: v.strictObject({ secondNoticeAfter: WorkingDays, deemedAfter: WorkingDays, source: Text }),
  supplementDays: Days,
  calendar: v.pipe(
    v.array(
      v.strictObject({
        year: count(2000, 2199),
        holidays: v.array(Day),
        workdays: v.optional(v.array(Day), []),
        source: Text,
      }),
    ),
    v.minLength(1, "must have at least one year"),
  ),
});
export type ProcedureSource = v.InferOutput<typeof ProcedureSource>;

interface Problem {
  path: Path;
  message: string;
}

/** What is wrong with each of the rules. `forms`: ids of all forms there are. */
export const deadlineProblems = (rules: readonly DeadlineSource[], forms: ReadonlySet<string>): Problem[] =>
  rules.flatMap(({ form, from, to }, index): Problem[] => [
    ...(form === "*" || forms.has(form)
      ? []
      : [
          {
            path: ["deadlines", index, "form"],
            message: `refers to ${form}, which is no form${suggestion(form, [...forms])}`,
          },
        ]),
    ...(from !== undefined && to !== undefined && to < from
      ? [{ path: ["deadlines", index, "to"], message: "is before from" }]
      : []),
  ]);

/** So that no form is without a rule. */
const fallbackProblems = (rules: readonly DeadlineSource[]): Problem[] => {
  const last = rules.at(-1);
  const isForAll = last?.form === "*" && last.from === undefined && last.to === undefined;
  const path = ["deadlines", rules.length - 1];
  return isForAll
    ? []
    : [{ path, message: 'must be a rule for any form ("*") on any day, so that none has no rule' }];
};

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

const yearProblems = (years: ProcedureSource["calendar"]): Problem[] =>
  years.flatMap(({ year, holidays, workdays }, index): Problem[] => {
    const before = years[index - 1]?.year;
    const at = (...rest: Path): Path => ["calendar", index, ...rest];
    const problemsOf = (list: "holidays" | "workdays", days: readonly string[]): Problem[] =>
      days.flatMap((day, place) => {
        const problem = (message: string) => [{ path: at(list, place), message }];
        if (!day.startsWith(`${year}-`)) return problem(`is not in ${year}`);
        if (days.indexOf(day) !== place) return problem("is there twice");
        if (list === "holidays") return [];
        if (holidays.includes(day)) return problem("is among the holidays, too");
        return isWeekend(day) ? [] : problem("is a working day anyway");
      });
    return [
      ...(before === undefined || year === before + 1
        ? []
        : [{ path: at("year"), message: `must follow ${before}` }]),
      ...problemsOf("holidays", holidays),
      ...problemsOf("workdays", workdays),
    ];
  });

/** `forms`: ids of all forms of the catalogue. */
export const checkProcedure = (
  { value, problemAt }: Source<ProcedureSource>,
  forms: ReadonlySet<string>,
): CatalogueProblem[] =>
  [
    ...deadlineProblems(value.deadlines, forms),
    ...fallbackProblems(value.deadlines),
    ...yearProblems(value.calendar),
  ].map(({ path, message }) => problemAt(path, message));

export const ruleOf = (source: DeadlineSource): DeadlineRule => {
  const { source: _, form, ...rule } = source;
  return { form: form as FormId | "*", ...rule };
};

/** As published with every settlement; where a rule stands is for those who keep the file. */
export const procedureOf = ({
  deadlines,
  delivery: { secondNoticeAfter, deemedAfter },
  supplementDays,
  calendar,
}: ProcedureSource): Procedure => ({
  deadlines: deadlines.map(ruleOf),
  delivery: { secondNoticeAfter, deemedAfter },
  supplementDays,
  calendar: {
    holidays: calendar.flatMap(({ holidays }) => holidays),
    workdays: calendar.flatMap(({ workdays }) => workdays),
  },
});
