import type { EpochSeconds } from "../time.ts";

/**
 * Standard Webhooks (https://www.standardwebhooks.com, specification 1.0): what is signed. Neither id nor timestamp
 * holds a full stop, so nothing of the body can pass for them.
 */
export const signedText = (id: string, timestamp: EpochSeconds, body: string): string =>
  `${id}.${timestamp}.${body}`;

/** `whsec_` and 24 to 64 bytes in base64. */
export const WEBHOOK_SECRET_PATTERN = /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/;
