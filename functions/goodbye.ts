import { expiredLoginCookie, expiredSessionCookie } from "../src/http/cookies.ts";
import type { EndpointReply } from "../src/http/endpoint.ts";

/** Both cookies taken back, and nothing of the portal left in the browser. */
export const farewell: Pick<EndpointReply, "setCookies" | "clearsSite"> = {
  setCookies: [expiredSessionCookie(), expiredLoginCookie()],
  clearsSite: true,
};

/** Where the browser goes after its last session: the broker's logout, or our page that says it is still open there. */
export const leaveTo = (origin: string, brokerLogout: string | undefined): string =>
  brokerLogout ?? `${origin}/kijelentkezve?azonositas=nyitva`;
