/** Wrapped so that nobody builds on it. Which office and list it leads on in never stands in it: the request says that. */
const PREFIX = "1.";

export const toCursor = (position: string): string => Buffer.from(PREFIX + position).toString("base64url");

/** The position in a cursor of ours; undefined for anything else. */
export const fromCursor = (cursor: string, isPosition: (position: string) => boolean): string | undefined => {
  if (!/^[\w-]+$/.test(cursor)) return undefined;
  const text = Buffer.from(cursor, "base64url").toString();
  const position = text.slice(PREFIX.length);
  return text.startsWith(PREFIX) && isPosition(position) ? position : undefined;
};
