const TIMEOUT_MILLISECONDS = 3_000;
const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** The broker did not answer, or not as a working one does. Says nothing of what was sent. */
export class BrokerUnavailable extends Error {
  override name = "BrokerUnavailable";
}

/** Plain http is for a broker on this very machine; anything else must not travel in the clear. */
export const allowsPlainHttp = (issuer: string): boolean => {
  const { protocol, hostname } = new URL(issuer);
  if (protocol === "https:") return false;
  if (protocol === "http:" && LOOPBACK.has(hostname)) return true;
  throw new Error("The broker's issuer must be an https address");
};

interface BrokerRequest {
  method?: string;
  headers?: Record<string, string>;
  redirect?: RequestRedirect;
  body?: RequestInit["body"] | undefined;
}

/** `fetch` with a deadline; a broken connection and a missed deadline are the same to the caller. */
export const fetchFromBroker = async (url: string, options: BrokerRequest = {}): Promise<Response> => {
  try {
    const { body = null, method = "GET", headers = {}, redirect = "manual" } = options;
    return await fetch(url, {
      method,
      headers,
      body,
      redirect,
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
  } catch {
    throw new BrokerUnavailable("The broker did not answer");
  }
};
