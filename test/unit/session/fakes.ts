import { inOwnName } from "../../../src/domain/acting/party.ts";
import type {
  Account,
  AccountStore,
  Identification,
  IdentityBroker,
  LoginTransaction,
  LoginTransactionStore,
  LogoutTokenStore,
  RandomBytes,
  Session,
  SessionStore,
} from "../../../src/app/session/ports.ts";
import { failure, success } from "../../../src/domain/result.ts";
import { sessionState } from "../../../src/domain/session/clocks.ts";
import type { AccountId } from "../../../src/domain/ids.ts";

export const ISSUER = "https://kau.example";
/** 2026-11-23T09:00:00Z */
export const NOW = 1_795_424_400;
export const limits = { idleMinutes: 30, absoluteMinutes: 240 };
export const levels = [
  { acr: "urn:level:1", level: 1 },
  { acr: "urn:level:2", level: 2 },
  { acr: "urn:level:4", level: 4 },
];

export const person = {
  name: "Gyűrűffyné Őszi Tűnde",
  birthName: "Őszi Tűnde",
  mothersName: "Hűvös Győzőné",
  placeOfBirth: "Hőgyész",
  dateOfBirth: "1991-02-28",
};

export const aSession = (changes: Partial<Session> = {}): Session => ({
  account: "0123456789ABCDEFGHJKMNPQRSTVWXYZ" as AccountId,
  displayName: person.name,
  createdAt: NOW,
  acting: inOwnName("0123456789ABCDEFGHJKMNPQRSTVWXYZ" as AccountId, person.name),
  authTime: NOW,
  idleExpiresAt: NOW + 30 * 60,
  absoluteExpiresAt: NOW + 240 * 60,
  brokerSession: "sid-1",
  level: 2,
  ...changes,
});

export const anIdentification = (changes: Partial<Identification> = {}): Identification => ({
  issuer: ISSUER,
  subject: "subject-1",
  authTime: NOW - 10,
  brokerSession: "sid-1",
  assurance: "urn:level:2",
  person,
  ...changes,
});

/** Different bytes at every call, the same in every run. */
export const countingRandom = (): RandomBytes => {
  let calls = 0;
  return (count) => {
    calls += 1;
    return new Uint8Array(count).fill(calls);
  };
};

/** The promises of the session store's port, kept in a map. */
export const memorySessionStore = (): SessionStore & { items: Map<string, Session> } => {
  const items = new Map<string, Session>();
  const endedAtBroker = new Set<string>();
  const found = (hash: string): { session?: Session } => {
    const session = items.get(hash);
    return session ? { session } : {};
  };
  const stateOf = (hash: string, now: number) => {
    const session = items.get(hash);
    return session && sessionState(session, now);
  };
  const mayOpen = ({ brokerSession = "" }: Session): boolean => !endedAtBroker.has(brokerSession);
  const removeWhere = (matches: (session: Session) => boolean): number => {
    const gone = [...items].filter(([, session]) => matches(session));
    for (const [hash] of gone) items.delete(hash);
    return gone.length;
  };
  return {
    items,
    async create(hash, session) {
      if (mayOpen(session)) items.set(hash, session);
      return mayOpen(session);
    },
    async touch(hash, now, idleExpiresAt) {
      const session = items.get(hash);
      if (!session || stateOf(hash, now) !== "active" || session.idleExpiresAt > idleExpiresAt)
        return { touched: false, ...found(hash) };
      items.set(hash, { ...session, idleExpiresAt });
      return { touched: true, ...found(hash) };
    },
    read: async (hash) => items.get(hash),
    async replace(oldHash, newHash, session, now) {
      if (stateOf(oldHash, now) !== "lapsed") return "not-lapsed";
      if (!mayOpen(session)) return "ended";
      items.delete(oldHash);
      items.set(newHash, session);
      return "replaced";
    },
    async switchActing(hash, acting, now) {
      const session = items.get(hash);
      if (!session || stateOf(hash, now) !== "active") return false;
      items.set(hash, { ...session, acting });
      return true;
    },
    async end(hash) {
      const session = items.get(hash);
      items.delete(hash);
      return session;
    },
    async listOf(account) {
      const all = [...items].map(([hash, session]) => ({ hash, session }));
      return all.filter(({ session }) => session.account === account);
    },
    endOwn: async (account, hash) => items.get(hash)?.account === account && items.delete(hash),
    async endAllOf(account) {
      removeWhere((session) => session.account === account);
    },
    async endByBroker(brokerSession) {
      endedAtBroker.add(brokerSession);
      return removeWhere((session) => session.brokerSession === brokerSession);
    },
  };
};

export const memoryLogoutTokenStore = (): LogoutTokenStore & { items: Map<string, number> } => {
  const items = new Map<string, number>();
  return {
    items,
    wasUsed: async (hash, now) => (items.get(hash) ?? 0) > now,
    async markUsed(hash, expiresAt) {
      items.set(hash, expiresAt);
    },
  };
};

export const memoryTransactionStore = (): LoginTransactionStore & {
  items: Map<string, LoginTransaction>;
} => {
  const items = new Map<string, LoginTransaction>();
  return {
    items,
    async create(hash, transaction) {
      items.set(hash, transaction);
    },
    async take(hash, state) {
      const transaction = items.get(hash);
      if (!transaction) return failure({ code: "unknown" });
      if (transaction.state !== state) return failure({ code: "state-mismatch" });
      items.delete(hash);
      return success(transaction);
    },
  };
};

export const memoryAccountStore = (): AccountStore & {
  items: Map<AccountId, Account>;
  byPerson: Map<string, AccountId>;
} => {
  const items = new Map<AccountId, Account>();
  const byPerson = new Map<string, AccountId>();
  return {
    items,
    byPerson,
    find: async (id) => items.get(id),
    async recordLogin(id, identity, now, personKey) {
      if (personKey !== undefined) byPerson.set(personKey, id);
      const createdAt = items.get(id)?.createdAt ?? now;
      items.set(id, { id, identity, createdAt, identityRefreshedAt: now });
    },
  };
};

/** A broker that vouches for one person unless told otherwise. */
export const fakeBroker = (changes: Partial<IdentityBroker> = {}): IdentityBroker => ({
  authorizationUrl: async ({ state }) => success(`${ISSUER}/auth?state=${state}`),
  identify: async () => success(anIdentification()),
  readLogoutToken: async () =>
    success({ issuer: ISSUER, brokerSession: "sid-1", jti: "jti-1", expiresAt: NOW + 120 }),
  endSessionUrl: async (sid) => `${ISSUER}/end?hint=${sid ?? ""}`,
  ...changes,
});
