import { isOpen } from "../../domain/account/email.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { hashToken } from "../session/token.ts";
import { announceReplaced, type ReplacedAddress } from "./replaced-address.ts";
import type { EmailStore } from "./ports.ts";

export interface VerifyEmail extends ReplacedAddress {
  accounts: EmailStore;
}

/**
 * Whoever has the link reads the mailbox, so no session is needed. Used, superseded, too old and unknown links
 * are answered alike.
 */
export const verifyEmail = async (
  dependencies: VerifyEmail,
  token: string,
  now: EpochSeconds,
): Promise<Result<void, { code: "link-expired" }>> => {
  const { accounts } = dependencies;
  const tokenHash = await hashToken(token);
  const id = await accounts.accountOf(tokenHash);
  const account = id && (await accounts.find(id));
  const pending = account?.pendingEmail;
  if (!account || pending?.tokenHash !== tokenHash || !isOpen(pending, now))
    return failure({ code: "link-expired" });
  // Lost to another change of the address, be it this very link opened twice at once.
  if (!(await accounts.settle(account, pending.address))) return failure({ code: "link-expired" });
  await announceReplaced(dependencies, account, pending.address);
  return success(undefined);
};
