import { type AccountId, BASE32 } from "../ids.ts";

const LENGTH = 32;

/**
 * The text whose SHA-256 names an account. Subjects are unique only within their issuer; a URL cannot hold
 * a bare `|`, so no two pairs give the same text.
 */
export const accountSeed = (issuer: string, subject: string): string => `${issuer}|${subject}`;

/** First 160 bits of a digest (at least 20 bytes) as 32 Crockford base32 characters. */
export const toAccountId = (digest: Uint8Array): AccountId => {
  const bits = Array.from(digest, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const digits = Array.from({ length: LENGTH }, (_, index) => bits.slice(index * 5, index * 5 + 5));
  return digits.map((digit) => BASE32[Number.parseInt(digit, 2)]).join("") as AccountId;
};
