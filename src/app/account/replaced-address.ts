import type { Mailer } from "../mail/ports.ts";
import { addressReplacedMail } from "../mail/texts.ts";
import type { PersonalAccount } from "./ports.ts";

export interface ReplacedAddress {
  mailer: Mailer;
  origin: string;
  /** Told what was survived; never with an address. */
  report: (event: string, error: unknown) => void;
}

/** Where a client ends sessions and changes settings. */
export const accountPage = (origin: string): string => `${origin}/fiok`;

/** Tells the address that was in use that it no longer is. The change stands even when this mail is not taken. */
export const announceReplaced = async (
  { mailer, origin, report }: ReplacedAddress,
  { email: former, settings }: PersonalAccount,
  email: string | undefined,
): Promise<void> => {
  if (former === undefined || former === email) return;
  try {
    await mailer.send({ to: former, ...addressReplacedMail(settings.language, accountPage(origin)) });
  } catch (error) {
    report("notice of a replaced address not sent", error);
  }
};
