/**
 * RFC 8785 (JSON Canonicalization Scheme): no white space, keys in the order of their UTF-16 code units,
 * numbers as ECMAScript writes them. Equal values give equal text, so the text can be hashed.
 * Properties that are `undefined` are left out. Takes plain JSON values only.
 */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
};
