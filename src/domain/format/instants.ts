import { type EpochSeconds, toLocalDateTime } from "../time.ts";
import type { WrittenLanguage } from "./language.ts";

/**
 * Dates are written by our own rules and not by the machine's: its language data change with its version, and a
 * document must say the same thing for good.
 */
const months: Readonly<Record<WrittenLanguage, readonly string[]>> = {
  hu: [
    "január",
    "február",
    "március",
    "április",
    "május",
    "június",
    "július",
    "augusztus",
    "szeptember",
    "október",
    "november",
    "december",
  ],
  en: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
};

const monthName = (language: WrittenLanguage, month: number): string => months[language][month - 1] ?? "";

const dayOf = (language: WrittenLanguage, year: number, month: number, day: number): string =>
  language === "hu"
    ? `${year}. ${monthName(language, month)} ${day}.`
    : `${day} ${monthName(language, month)} ${year}`;

/** `1967-02-13` → `1967. február 13.`; what is no ISO date comes back as it is. */
export const formatDay = (language: WrittenLanguage, isoDate: string): string => {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(isoDate) ?? [];
  return year === undefined ? isoDate : dayOf(language, Number(year), Number(month), Number(day));
};

/** `2026-10` → `2026. október`; what is no ISO month comes back as it is. */
export const formatMonth = (language: WrittenLanguage, isoMonth: string): string => {
  const [, year, month] = /^(\d{4})-(\d\d)$/.exec(isoMonth) ?? [];
  if (year === undefined) return isoMonth;
  const name = monthName(language, Number(month));
  return language === "hu" ? `${year}. ${name}` : `${name} ${year}`;
};

const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** To the second, on the wall clock of a place (IANA name): `2026. november 23. 10:18:08`. */
export const formatInstant = (language: WrittenLanguage, instant: EpochSeconds, timeZone: string): string => {
  const { year, month, day, hour, minute, second } = toLocalDateTime(instant, timeZone);
  const time = [hour, minute, second].map(twoDigits).join(":");
  return `${dayOf(language, year, month, day)}${language === "hu" ? " " : ", "}${time}`;
};
