const HOME = "/";
const MAX_LENGTH = 500;
/** Only a base to resolve against; nothing is ever sent there. */
const BASE = "https://portal.invalid";

const decode = (value: string): string | undefined => {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
};

/** The value itself and what one or two decoders on the way might make of it. */
const readingsOf = (value: string): (string | undefined)[] => {
  const once = decode(value);
  return [value, once, once === undefined ? undefined : (decode(once) ?? once)];
};

const isOwnPath = (value: string | undefined): boolean => {
  // Browsers read a backslash as a slash and drop tabs and line breaks, so `/\x` and `/<tab>/x` are `//x`.
  if (value === undefined || !/^\/(?!\/)/.test(value) || /[\\\p{Cc}\p{Cs}]/u.test(value)) return false;
  const url = URL.parse(value, BASE);
  if (url?.origin !== BASE) return false;
  // Not `/.//host`, which normalises to `//host`; not the API, whose login would lead in a circle.
  return !url.pathname.startsWith("//") && !/^\/api(\/|$)/i.test(url.pathname);
};

/**
 * Where a client goes after login: a path of the portal's own pages, normalised. Anything that is, or that
 * some decoder could turn into, another origin, a control character or the API becomes `/`.
 */
export const safeReturnTo = (value: string | undefined): string => {
  if (value === undefined || value.length > MAX_LENGTH) return HOME;
  if (!readingsOf(value).every(isOwnPath)) return HOME;
  const url = new URL(value, BASE);
  return `${url.pathname}${url.search}${url.hash}`;
};
