import { isEmailAddress } from "../form/contact.ts";
import type { EpochSeconds } from "../time.ts";

/** How long a confirmation link works. */
export const EMAIL_LINK_SECONDS = 24 * 3_600;

/** An address somebody claims to read; its link's token is known by hash only. */
export interface PendingEmail {
  address: string;
  tokenHash: string;
  expiresAt: EpochSeconds;
}

/** Strictly before its end, as sessions. */
export const isOpen = ({ expiresAt }: PendingEmail, now: EpochSeconds): boolean => now < expiresAt;

/**
 * The address as it is kept: without white space around it, the domain in small letters (the part before `@`
 * may mean something else in capitals). `undefined` when it is none one can write to.
 */
export const canonicalEmail = (text: string): string | undefined => {
  const trimmed = text.trim().normalize("NFC");
  if (!isEmailAddress(trimmed)) return undefined;
  const at = trimmed.lastIndexOf("@");
  return trimmed.slice(0, at) + trimmed.slice(at).toLowerCase();
};
