import type { WrittenLanguage } from "./language.ts";

/** Thousands apart by narrow spaces, which nobody mistakes for a decimal sign and no line breaks at. */
const grouped = (whole: string): string => whole.replaceAll(/\B(?=(\d{3})+$)/g, "\u202F");

/** Decimal text (`-1234567.5`) as it is read: `−1 234 567,5`. Anything else comes back as it is. */
export const formatDecimal = (language: WrittenLanguage, text: string): string => {
  const [, sign = "", whole = "", decimals = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === "") return text;
  const mark = language === "hu" ? "," : ".";
  return `${sign === "" ? "" : "\u2212"}${grouped(whole)}${decimals === "" ? "" : mark + decimals}`;
};

const bytesIn = {
  hu: () => "bájt",
  en: (bytes: number) => (bytes === 1 ? "byte" : "bytes"),
};

/** `1,2 MB`: 1 kB = 1024 bytes, at most one digit after the comma. */
export const formatSize = (language: WrittenLanguage, bytes: number): string => {
  if (bytes < 1024) return `${bytes} ${bytesIn[language](bytes)}`;
  const isMega = bytes >= 1024 * 1024;
  const tenths = Math.round((bytes * 10) / (isMega ? 1024 * 1024 : 1024));
  const size = tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1);
  return `${formatDecimal(language, size)} ${isMega ? "MB" : "kB"}`;
};
