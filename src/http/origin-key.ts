import { createHash, timingSafeEqual } from "node:crypto";

/** The header CloudFront adds to every request it hands to the API; what a browser sent under this name is replaced. */
export const ORIGIN_KEY_HEADER = "x-origin-key";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/**
 * Whether a request came through CloudFront, and so past its firewall. `accepted`: keys separated by commas, two while
 * one replaces the other. Compared as digests of equal length, all of them every time: how long the answer takes says
 * nothing about a key.
 */
export const createOriginKeyCheck = (accepted: string): ((sent: string | undefined) => boolean) => {
  const keys = accepted.split(",").filter((key) => key !== "");
  if (keys.length === 0) throw new Error("There is no origin key");
  const digests = keys.map(digest);
  return (sent = "") => {
    const own = digest(sent);
    return digests.filter((one) => timingSafeEqual(one, own)).length > 0;
  };
};
