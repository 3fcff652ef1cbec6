/**
 * Both cookies are `__Host-`: the browser itself refuses them unless Secure, without Domain and with Path=/,
 * so no sibling domain can plant one. Values are 256-bit random tokens in base64url.
 */
export const SESSION_COOKIE = "__Host-session";
export const LOGIN_COOKIE = "__Host-login";

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

const valuesOf = (cookies: readonly string[], name: string): string[] =>
  cookies
    .flatMap((line) => line.split(";"))
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));

/**
 * The token in a cookie of ours, from API Gateway's list of `name=value` strings. Undefined when it is
 * absent, present twice (then somebody else set one of them), or not of a token's exact form: an oversized
 * value, or one with line breaks, is never looked at further.
 */
export const readToken = (cookies: readonly string[], name: string): string | undefined => {
  const [value, ...others] = valuesOf(cookies, name);
  return value !== undefined && others.length === 0 && TOKEN.test(value) ? value : undefined;
};

/** Why a cookie that is there gives no token; undefined when there is none, or nothing is odd about it. */
export const oddityOf = (
  cookies: readonly string[],
  name: string,
): "cookie-duplicate" | "cookie-malformed" | undefined => {
  const values = valuesOf(cookies, name);
  if (values.length > 1) return "cookie-duplicate";
  return values.some((value) => !TOKEN.test(value)) ? "cookie-malformed" : undefined;
};

const hostCookie = (name: string, value: string, attributes: string): string =>
  `${name}=${value}; Path=/; Secure; HttpOnly; ${attributes}`;

/** Without Max-Age: gone when the browser closes; the server's two clocks end it long before a year anyway. */
export const sessionCookie = (token: string): string => hostCookie(SESSION_COOKIE, token, "SameSite=Strict");

export const expiredSessionCookie = (): string =>
  hostCookie(SESSION_COOKIE, "", "SameSite=Strict; Max-Age=0");

/** Lax, because the browser comes back from the broker's site with a top-level navigation. */
export const loginCookie = (token: string, seconds: number): string =>
  hostCookie(LOGIN_COOKIE, token, `SameSite=Lax; Max-Age=${seconds}`);

export const expiredLoginCookie = (): string => hostCookie(LOGIN_COOKIE, "", "SameSite=Lax; Max-Age=0");
