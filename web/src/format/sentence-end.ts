/** The end of a sentence that a name or abbreviation closes: `Minta Kft.` already has the full stop. */
export const sentenceEnd = (text: string): string => (text.endsWith(".") ? text : `${text}.`);
