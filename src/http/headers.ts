/**
 * On every answer of the API, errors included: answers are data for scripts of the portal's own pages,
 * never documents to show, frame, sniff or keep (OWASP ASVS 5.0 chapters 3 and 14).
 */
export const strictHeaders: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
  "x-content-type-options": "nosniff",
};

const UNSAFE_METHODS: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

type RequestHeaders = Readonly<Record<string, string | undefined>>;

/**
 * Whether a request that changes something was made by a script of the portal's own origin.
 * The custom header cannot be sent across origins without a preflight, which nobody answers here;
 * `Sec-Fetch-Site` is set by the browser itself, and where it exists it alone decides (a sibling
 * domain is `same-site`, which is not enough). Browsers without it must send the exact `Origin`.
 */
export const comesFromPortal = (method: string, headers: RequestHeaders, origin: string): boolean => {
  if (!UNSAFE_METHODS.has(method)) return true;
  if (headers["x-requested-with"] !== "portal") return false;
  const site = headers["sec-fetch-site"];
  return site === undefined ? headers["origin"] === origin : site === "same-origin";
};

/** A form, with or without a UTF-8 charset. */
export const isFormMediaType = (contentType: string | undefined): boolean =>
  /^application\/x-www-form-urlencoded(\s*;\s*charset="?utf-8"?)?$/i.test(contentType?.trim() ?? "");

/** `application/json`, with or without a UTF-8 charset; nothing else that only looks like JSON. */
export const isJsonMediaType = (contentType: string | undefined): boolean =>
  /^application\/json(\s*;\s*charset="?utf-8"?)?$/i.test(contentType?.trim() ?? "");
