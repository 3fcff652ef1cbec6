import type { AccountView } from "../../contract/account.ts";
import { isOpen } from "../../domain/account/email.ts";
import { type EpochSeconds, toIsoInstant } from "../../domain/time.ts";
import type { PersonalAccount } from "./ports.ts";

/** A link that is too old waits for nothing any more, so its address is not shown. */
export const viewAccount = (account: PersonalAccount, now: EpochSeconds): AccountView => {
  const { version, identity, settings, email, pendingEmail } = account;
  return {
    version,
    identity,
    identityRefreshedAt: toIsoInstant(account.identityRefreshedAt),
    createdAt: toIsoInstant(account.createdAt),
    ...(email !== undefined && { email: { address: email, verified: true } }),
    ...(pendingEmail && isOpen(pendingEmail, now) && { pendingEmail: pendingEmail.address }),
    settings,
  };
};
