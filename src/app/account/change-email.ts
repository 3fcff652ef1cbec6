import { canonicalEmail, EMAIL_LINK_SECONDS } from "../../domain/account/email.ts";
import type { FieldError } from "../../domain/form/definition.ts";
import type { AccountId } from "../../domain/ids.ts";
import { failure, type Result } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { Mailer } from "../mail/ports.ts";
import { confirmationMail } from "../mail/texts.ts";
import type { RandomBytes } from "../session/ports.ts";
import { hashToken, newToken } from "../session/token.ts";
import { type AccountGone, findAccount } from "./find-account.ts";
import { announceReplaced, type ReplacedAddress } from "./replaced-address.ts";
import type { EmailStore, PersonalAccount } from "./ports.ts";

export interface ChangeEmail extends ReplacedAddress {
  accounts: EmailStore;
  mailer: Mailer;
  random: RandomBytes;
  /** The portal's own origin. */
  origin: string;
}

export type ChangeEmailRefusal =
  | { code: "invalid-fields"; errors: readonly FieldError[] }
  | { code: "too-many-requests"; retryAfter: number }
  | { code: "account-changed" }
  | AccountGone;

type Changed = Result<PersonalAccount, ChangeEmailRefusal>;

const ATTEMPTS = 3;

/** In the fragment, which browsers send to nobody: the token stands in no log on the way. */
export const confirmationLink = (origin: string, token: string): string =>
  `${origin}/fiok/email-megerositese#${token}`;

const settle = async (
  dependencies: ChangeEmail,
  account: PersonalAccount,
  email: string | undefined,
): Promise<boolean> => {
  if (!(await dependencies.accounts.settle(account, email))) return false;
  await announceReplaced(dependencies, account, email);
  return true;
};

/** False: the account was changed meanwhile. */
const sendLink = async (
  { accounts, mailer, random, origin }: ChangeEmail,
  account: PersonalAccount,
  address: string,
  now: EpochSeconds,
): Promise<Result<void, ChangeEmailRefusal>> => {
  const token = newToken(random);
  const pending = { address, tokenHash: await hashToken(token), expiresAt: now + EMAIL_LINK_SECONDS };
  const requested = await accounts.request(account, pending, await hashToken(address.toLowerCase()), now);
  if (!requested.ok) return requested;
  const text = confirmationMail(account.settings.language, confirmationLink(origin, token));
  await mailer.send({ to: address, ...text });
  return requested;
};

const invalidAddress = failure({
  code: "invalid-fields" as const,
  errors: [{ field: "address", code: "email" as const }],
});

/**
 * A new address gets a link and counts only after that was opened; the present one stays in use until then. No address
 * removes the present one, and the present one itself withdraws a link under way. Whether somebody else uses the same
 * address is never looked at, so the answer cannot tell.
 */
export const changeEmail = async (
  dependencies: ChangeEmail,
  { account: id, address: given }: { account: AccountId; address: string },
  now: EpochSeconds,
): Promise<Changed> => {
  const isRemoval = given.trim() === "";
  const address = isRemoval ? undefined : canonicalEmail(given);
  if (!isRemoval && address === undefined) return invalidAddress;
  const { accounts } = dependencies;
  for (let attempt = 1; ; attempt++) {
    const found = await findAccount(accounts, id);
    if (!found.ok) return found;
    const account = found.value;
    if (address !== undefined && address !== account.email) {
      const sent = await sendLink(dependencies, account, address, now);
      if (sent.ok) return findAccount(accounts, id);
      if (sent.failure.code !== "account-changed" || attempt === ATTEMPTS) return sent;
    } else {
      if (await settle(dependencies, account, address)) return findAccount(accounts, id);
      if (attempt === ATTEMPTS) return failure({ code: "account-changed" });
    }
  }
};
