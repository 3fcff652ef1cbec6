import { createHmac, timingSafeEqual } from "node:crypto";

/** Seconds a message may be old or early (Standard Webhooks: verify the timestamp against replay). */
const TOLERANCE = 300;

export interface SignedMessage {
  id: string | undefined;
  timestamp: string | undefined;
  signature: string | undefined;
  body: string;
}

/** What a receiver does with the headers of a message, written down once more from the specification. */
export const isGenuine = (
  secret: string,
  { id, timestamp, signature, body }: SignedMessage,
  now: number,
): boolean => {
  if (id === undefined || timestamp === undefined || signature === undefined) return false;
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > TOLERANCE) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest();
  return signature
    .split(" ")
    .filter((one) => one.startsWith("v1,"))
    .map((one) => Buffer.from(one.slice("v1,".length), "base64"))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
};
