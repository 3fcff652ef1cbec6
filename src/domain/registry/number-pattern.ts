const PLACEHOLDER = /\{([^{}]*)\}/g;

type Values = Readonly<Record<string, string | number>>;

const placeholdersOf = (pattern: string): string[] =>
  Array.from(pattern.matchAll(PLACEHOLDER), (match) => match[1] ?? "");

const isComplete = (pattern: string, required: readonly string[], optional: readonly string[]): boolean => {
  const found = placeholdersOf(pattern);
  return (
    required.every((name) => found.includes(name)) &&
    found.every((name) => required.includes(name) || optional.includes(name))
  );
};

const fill = (pattern: string, values: Values): string =>
  pattern.replaceAll(PLACEHOLDER, (placeholder, name: string) => String(values[name] ?? placeholder));

/** A registry pattern must tell every document of a book apart: main number, sub-number and year. */
export const isRegistryPattern = (pattern: string): boolean =>
  isComplete(pattern, ["main", "sub", "year"], ["book"]);

/** e.g. `{book}/{main}-{sub}/{year}` → `KOPH/12-1/2026` (iktatószám) */
export const registryNumber = (
  pattern: string,
  values: { book: string; main: number; sub: number; year: number },
): string => fill(pattern, values);

/** Arrival numbers count per office and year. */
export const isArrivalPattern = (pattern: string): boolean => isComplete(pattern, ["number", "year"], []);

/** e.g. `E-KOPH/{number}/{year}` → `E-KOPH/12/2026` (érkeztetőszám) */
export const arrivalNumber = (pattern: string, values: { number: number; year: number }): string =>
  fill(pattern, values);
