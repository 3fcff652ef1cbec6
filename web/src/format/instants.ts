import type { InterfaceLanguage } from "../language.ts";

/** Days and sizes are written by the same rules on pages and in documents. */
export { formatDay } from "../../../src/domain/format/instants.ts";
export { formatSize } from "../../../src/domain/format/numbers.ts";

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

/** The day an instant falls on: `2026. november 23.` */
export const formatDate = (language: InterfaceLanguage, instant: string | number): string =>
  format(language, instant, { dateStyle: "long" });

/** `12:03` */
export const formatTime = (language: InterfaceLanguage, instant: string | number): string =>
  format(language, instant, { hour: "2-digit", minute: "2-digit" });
