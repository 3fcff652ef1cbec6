import type {
  AccountRemoval,
  EmailStore,
  PersonalAccount,
  SettingsStore,
} from "../../../src/app/account/ports.ts";
import type { Mail, Mailer } from "../../../src/app/mail/ports.ts";
import type { AccountStore } from "../../../src/app/session/ports.ts";
import { countMail, mailLimits } from "../../../src/domain/account/mail-limits.ts";
import { defaultSettings } from "../../../src/domain/account/settings.ts";
import type { AccountId } from "../../../src/domain/ids.ts";
import { failure, success } from "../../../src/domain/result.ts";

export type AllAccountStores = Pick<AccountStore, "recordLogin"> &
  SettingsStore &
  EmailStore &
  AccountRemoval & { accountOfPerson(personKey: string): Promise<AccountId | undefined> };

interface Stored extends PersonalAccount {
  deletingAt?: number;
}

const without = <K extends keyof Stored>({ ...account }: Stored, ...keys: K[]): Stored => {
  for (const key of keys) delete account[key];
  return account;
};

/** The promises of all ports of accounts, kept in maps. */
export const memoryAccounts = () => {
  const accounts = new Map<AccountId, Stored>();
  const links = new Map<string, AccountId>();
  const mails = new Map<string, readonly number[]>();
  const byPerson = new Map<string, AccountId>();

  const live = (id: AccountId): Stored | undefined => {
    const account = accounts.get(id);
    return account?.deletingAt === undefined ? account : undefined;
  };
  const unchanged = (seen: PersonalAccount): Stored | undefined => {
    const stored = live(seen.id);
    const isSame =
      stored?.email === seen.email && stored?.pendingEmail?.tokenHash === seen.pendingEmail?.tokenHash;
    return isSame ? stored : undefined;
  };

  const store: AllAccountStores = {
    find: async (id) => live(id),
    async recordLogin(id, identity, now, personKey) {
      const kept = live(id) ?? { id, createdAt: now, version: 0, settings: defaultSettings };
      accounts.set(id, { ...kept, identity, identityRefreshedAt: now });
      if (personKey !== undefined) byPerson.set(personKey, id);
    },
    async save(id, version, settings) {
      const stored = live(id);
      if (stored?.version !== version) return false;
      accounts.set(id, { ...stored, version: version + 1, settings });
      return true;
    },
    async request(account, pending, addressHash, now) {
      const byAccount = countMail(mails.get(account.id) ?? [], mailLimits.perAccount, now);
      const byAddress = countMail(mails.get(addressHash) ?? [], mailLimits.perAddress, now);
      const waits = [byAccount, byAddress].flatMap((count) =>
        "retryAfter" in count ? [count.retryAfter] : [],
      );
      if (!("sent" in byAccount && "sent" in byAddress))
        return failure({ code: "too-many-requests", retryAfter: Math.max(...waits) });
      const stored = unchanged(account);
      if (!stored) return failure({ code: "account-changed" });
      mails.set(account.id, byAccount.sent).set(addressHash, byAddress.sent);
      if (stored.pendingEmail) links.delete(stored.pendingEmail.tokenHash);
      links.set(pending.tokenHash, account.id);
      accounts.set(account.id, { ...stored, pendingEmail: pending });
      return success(undefined);
    },
    accountOf: async (tokenHash) => links.get(tokenHash),
    async settle(account, email) {
      const stored = unchanged(account);
      if (!stored) return false;
      if (stored.pendingEmail) links.delete(stored.pendingEmail.tokenHash);
      const settled = without(stored, "pendingEmail", "email");
      accounts.set(account.id, { ...settled, ...(email !== undefined && { email }) });
      return true;
    },
    accountOfPerson: async (personKey) => byPerson.get(personKey),
    async begin(id, now) {
      const stored = accounts.get(id);
      if (!stored) return undefined;
      accounts.set(id, { ...stored, deletingAt: stored.deletingAt ?? now });
      return without(stored, "deletingAt");
    },
    async finish(id, account, personKey) {
      if (account?.pendingEmail) links.delete(account.pendingEmail.tokenHash);
      if (personKey !== undefined && byPerson.get(personKey) === id) byPerson.delete(personKey);
      if (accounts.get(id)?.deletingAt !== undefined) accounts.delete(id);
    },
  };
  return { ...store, accounts, links, byPerson };
};

/** Keeps what it was given; `failing` throws as SES does when it takes no mail. */
export const memoryMailer = (): Mailer & { sent: Mail[]; failing: boolean } => {
  const mailer = {
    sent: [] as Mail[],
    failing: false,
    async send(mail: Mail) {
      if (mailer.failing)
        throw Object.assign(new Error("no mail today"), { name: "TooManyRequestsException" });
      mailer.sent.push(mail);
    },
  };
  return mailer;
};

export const tokenIn = ({ text }: Mail): string => /#([A-Za-z0-9_-]{43})\n/.exec(text)?.[1] ?? "";
