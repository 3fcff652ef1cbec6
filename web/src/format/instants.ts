import type { InterfaceLanguage } from "../language.ts";

/** The wall clock of the offices. */
export const TIME_ZONE = "Europe/Budapest";
const locales: Readonly<Record<InterfaceLanguage, string>> = { hu: "hu-HU", en: "en-GB" };

const format = (
  language: InterfaceLanguage,
  instant: string | number,
  options: Intl.DateTimeFormatOptions,
): string =>
  new Intl.DateTimeFormat(locales[language], { timeZone: TIME_ZONE, ...options }).format(new Date(instant));

/** `2026. november 23. 12:03`. `instant` is ISO text or milliseconds. */
export const formatDateTime = (language: InterfaceLanguage, instant: string | number): string =>
  format(language, instant, { dateStyle: "long", timeStyle: "short" });

/** `12:03` */
export const formatTime = (language: InterfaceLanguage, instant: string | number): string =>
  format(language, instant, { hour: "2-digit", minute: "2-digit" });

/** A date without a time of day, e.g. of birth: `1967-02-13` becomes `1967. február 13.` in every time zone. */
export const formatDay = (language: InterfaceLanguage, isoDate: string): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${isoDate}T00:00:00Z`),
  );

const units = ["byte", "kilobyte", "megabyte"] as const;

/** `1,2 MB`: 1 KB = 1024 bytes, at most one digit after the comma. */
export const formatSize = (language: InterfaceLanguage, bytes: number): string => {
  const step = bytes < 1024 ? 0 : bytes < 1024 * 1024 ? 1 : 2;
  return new Intl.NumberFormat(locales[language], {
    style: "unit",
    unit: units[step] ?? "byte",
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: 1,
  }).format(bytes / 1024 ** step);
};
