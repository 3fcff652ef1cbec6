import type { PendingEmail } from "../../domain/account/email.ts";
import type { AccountSettings } from "../../domain/account/settings.ts";
import type { AccountId } from "../../domain/ids.ts";
import type { Result } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { Account } from "../session/ports.ts";

/** The whole of an account: what the broker says of the person and what the person decided. */
export interface PersonalAccount extends Account {
  /** How often the settings were saved. */
  version: number;
  settings: AccountSettings;
  /** Confirmed by its link. */
  email?: string;
  pendingEmail?: PendingEmail;
}

/** One that is being deleted is no longer found. Reads see every write that was answered before. */
export interface PersonalAccountReader {
  find(id: AccountId): Promise<PersonalAccount | undefined>;
}

export interface SettingsStore extends PersonalAccountReader {
  /** One conditional write. False: the account is no longer at `version`; nothing was written. */
  save(id: AccountId, version: number, settings: AccountSettings): Promise<boolean>;
}

export type RequestRefusal =
  | { code: "too-many-requests"; retryAfter: number }
  /** The account was changed or deleted since it was read. */
  | { code: "account-changed" };

export interface EmailStore extends PersonalAccountReader {
  /**
   * One transaction: the address waits for its link, an earlier link no longer works, and the e-mail is counted for the
   * account and for the address (`addressHash`). Beyond the limits nothing is written.
   */
  request(
    account: PersonalAccount,
    pending: PendingEmail,
    addressHash: string,
    now: EpochSeconds,
  ): Promise<Result<void, RequestRefusal>>;
  /** Whose link this is. The account itself tells whether it is still good. */
  accountOf(tokenHash: string): Promise<AccountId | undefined>;
  /**
   * One transaction: `email` (or none) is the account's address from now on and nothing waits for a link.
   * False: the account's addresses were changed since it was read; nothing was written.
   */
  settle(account: PersonalAccount, email: string | undefined): Promise<boolean>;
}

export interface AccountRemoval {
  /** From now on the account is not found and can be saved no more. Undefined: there is none (any more). */
  begin(id: AccountId, now: EpochSeconds): Promise<PersonalAccount | undefined>;
  /** Removes link, way from the person's data to the account, and account; each may be gone already. */
  finish(id: AccountId, account: PersonalAccount | undefined, personKey: string | undefined): Promise<void>;
}
