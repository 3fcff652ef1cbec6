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

const LABELS = /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)+$/;

/** The domain as DNS has it (`xn--kszeg-49a.hu`); undefined when it is none: letters that no domain can hold. */
const asciiDomain = (domain: string): string | undefined => {
  const ascii = URL.parse(`http://${domain}`)?.hostname;
  return ascii !== undefined && LABELS.test(ascii) ? ascii : undefined;
};

/** The address as mail servers have it, the same for every way of writing its domain; for canonical addresses. */
export const asciiAddress = (address: string): string => {
  const at = address.lastIndexOf("@");
  const domain = asciiDomain(address.slice(at + 1));
  if (domain === undefined) throw new Error("Not a canonical e-mail address");
  return `${address.slice(0, at)}@${domain}`;
};

/**
 * The address as it is kept: without white space around it, the domain in small letters (the part before `@`
 * may mean something else in capitals). `undefined` when it is none one can write to, or one whose domain is written in
 * letters that only look like it (`ﬀ`, `ｇ`): they lead elsewhere than they seem to.
 */
export const canonicalEmail = (text: string): string | undefined => {
  const trimmed = text.trim().normalize("NFC");
  if (!isEmailAddress(trimmed)) return undefined;
  const at = trimmed.lastIndexOf("@");
  const domain = trimmed.slice(at + 1).toLowerCase();
  if (domain.normalize("NFKC") !== domain || asciiDomain(domain) === undefined) return undefined;
  return `${trimmed.slice(0, at)}@${domain}`;
};
