import { BROKER_OPEN, BROKER_STATE, pages } from "../src/contract/pages.ts";
import { expiredLoginCookie, expiredSessionCookie } from "../src/http/cookies.ts";
import type { EndpointReply } from "../src/http/endpoint.ts";

/** Both cookies taken back, and nothing of the portal left in the browser. */
export const farewell: Pick<EndpointReply, "setCookies" | "clearsSite"> = {
  setCookies: [expiredSessionCookie(), expiredLoginCookie()],
  clearsSite: true,
};

/** Where nobody was logged in, the broker's session is not ours to end. */
export const goodbyePage = (origin: string): string => `${origin}${pages.loggedOut}`;

/** Where the browser goes after its last session: the broker's logout, or our page that says it is still open there. */
export const leaveTo = (origin: string, brokerLogout: string | undefined): string =>
  brokerLogout ?? `${goodbyePage(origin)}?${BROKER_STATE}=${BROKER_OPEN}`;
