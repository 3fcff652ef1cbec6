/** Whole seconds since 1970-01-01T00:00:00Z. The only representation of an instant in the domain. */
export type EpochSeconds = number;

/** `2026-11-23T09:18:08Z`: the form instants take in the API and in documents. */
export const toIsoInstant = (instant: EpochSeconds): string =>
  new Date(instant * 1000).toISOString().replace(".000Z", "Z");

/** `2026-11-23` on the wall calendar of the offices. */
export type LocalDate = string;

export interface LocalDateTime {
  year: number;
  /** 1–12 */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

const formatterFor = (timeZone: string): Intl.DateTimeFormat => {
  const known = formatters.get(timeZone);
  if (known) return known;
  const created = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formatters.set(timeZone, created);
  return created;
};

/** The wall clock of an office: registry years and submission numbers follow it, not UTC. */
export const toLocalDateTime = (instant: EpochSeconds, timeZone: string): LocalDateTime => {
  const parts = formatterFor(timeZone).formatToParts(new Date(instant * 1000));
  const read = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value);
  return {
    year: read("year"),
    month: read("month"),
    day: read("day"),
    hour: read("hour"),
    minute: read("minute"),
    second: read("second"),
  };
};

/** The calendar day an instant falls on, e.g. for the validity of a mandate. */
export const toLocalDate = (instant: EpochSeconds, timeZone: string): LocalDate => {
  const { year, month, day } = toLocalDateTime(instant, timeZone);
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join(
    "-",
  );
};
