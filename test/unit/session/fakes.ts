import { inOwnName } from "../../../src/domain/acting/party.ts";
import type {
  Account,
  AccountStore,
  Identification,
  IdentityBroker,
  LoginTransaction,
  LoginTransactionStore,
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
  const found = (hash: string): { session?: Session } => {
    const session = items.get(hash);
    return session ? { session } : {};
  };
  return {
    items,
    async create(hash, session) {
      items.set(hash, session);
    },
    async touch(hash, now, idleExpiresAt) {
      const session = items.get(hash);
      if (!session || sessionState(session, now) !== "active" || session.idleExpiresAt > idleExpiresAt)
        return { touched: false, ...found(hash) };
      items.set(hash, { ...session, idleExpiresAt });
      return { touched: true, ...found(hash) };
    },
    read: async (hash) => items.get(hash),
    async replace(oldHash, newHash, session, now) {
      const old = items.get(oldHash);
      if (!old || sessionState(old, now) !== "lapsed") return false;
      items.delete(oldHash);
      items.set(newHash, session);
      return true;
    },
    async end(hash) {
      const session = items.get(hash);
      items.delete(hash);
      return session;
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

export const memoryAccountStore = (): AccountStore & { items: Map<AccountId, Account> } => {
  const items = new Map<AccountId, Account>();
  return {
    items,
    find: async (id) => items.get(id),
    async recordLogin(id, identity, now) {
      const createdAt = items.get(id)?.createdAt ?? now;
      items.set(id, { id, identity, createdAt, identityRefreshedAt: now });
    },
  };
};

/** A broker that vouches for one person unless told otherwise. */
export const fakeBroker = (changes: Partial<IdentityBroker> = {}): IdentityBroker => ({
  authorizationUrl: async ({ state }) => success(`${ISSUER}/auth?state=${state}`),
  identify: async () => success(anIdentification()),
  endSessionUrl: async (sid) => `${ISSUER}/end?hint=${sid ?? ""}`,
  ...changes,
});
