import { StartFailure } from "../failure.ts";

/** Whether a schedule fires in the minute that begins at this instant. */
export type Schedule = { kind: "rate"; milliseconds: number } | { kind: "cron"; matches(at: Date): boolean };

const units: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

const field = (expression: string, text: string, read: (at: Date) => number): ((at: Date) => boolean) => {
  if (text === "*" || text === "?") return () => true;
  const parts = text.split(",").map((part) => {
    const [, from, to, step] = /^(\*|\d+)(?:-(\d+))?(?:\/(\d+))?$/.exec(part) ?? [];
    if (from === undefined) {
      throw new StartFailure(
        `The schedule ${expression} uses "${part}", which the local runtime does not know.`,
      );
    }
    const least = from === "*" ? 0 : Number(from);
    const most =
      to === undefined ? (step === undefined && from !== "*" ? least : Number.POSITIVE_INFINITY) : Number(to);
    const every = step === undefined ? 1 : Number(step);
    return (value: number) => value >= least && value <= most && (value - least) % every === 0;
  });
  return (at) => parts.some((matches) => matches(read(at)));
};

/**
 * `rate(5 minutes)` or `cron(minutes hours day-of-month month day-of-week year)`, in UTC.
 * Source: EventBridge user guide, "Schedule patterns".
 * @throws StartFailure for anything else
 */
export const parseSchedule = (expression: string): Schedule => {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count !== undefined) return { kind: "rate", milliseconds: Number(count) * (units[unit ?? ""] ?? 0) };
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.split(/\s+/);
  if (fields?.length !== 6)
    throw new StartFailure(`The local runtime does not understand the schedule ${expression}.`);
  const readers = [
    (at: Date) => at.getUTCMinutes(),
    (at: Date) => at.getUTCHours(),
    (at: Date) => at.getUTCDate(),
    (at: Date) => at.getUTCMonth() + 1,
    // Sunday is 1.
    (at: Date) => at.getUTCDay() + 1,
    (at: Date) => at.getUTCFullYear(),
  ];
  const matchers = readers.map((read, index) => field(expression, fields[index] ?? "*", read));
  return { kind: "cron", matches: (at) => matchers.every((matches) => matches(at)) };
};
