import type { Language } from "../localized.ts";

/** Languages in which numbers and dates are written; the interface and the documents have the same ones. */
export const writtenLanguages = ["hu", "en"] as const satisfies readonly Language[];
export type WrittenLanguage = (typeof writtenLanguages)[number];
