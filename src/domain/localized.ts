export const languages = ["hu", "en", "de", "hr"] as const;
export type Language = (typeof languages)[number];

/** Hungarian is always there; other languages fall back to it. */
export type LocalizedText = { hu: string } & Partial<Record<Language, string>>;
