import { describe, expect, it } from "vitest";
import type {
  AccountStore,
  LoginTransactionStore,
  LogoutTokenStore,
  Session,
  SessionStore,
} from "../../../src/app/session/ports.ts";
import type { Acting } from "../../../src/domain/acting/capacity.ts";
import type { AccountId, MandateId, PartyId, SettlementCode } from "../../../src/domain/ids.ts";
import { aSession, NOW, person } from "./fakes.ts";

export interface Stores {
  sessions: SessionStore;
  transactions: LoginTransactionStore;
  accounts: AccountStore;
  logoutTokens: LogoutTokenStore;
}

let serial = 0;
const fresh = (): string => `hash-${++serial}`;

/** Two sessions of one person, resting on two sessions of the broker, and one of somebody else on the first. */
const several = async ({ sessions }: Stores) => {
  const [account, other] = [fresh() as AccountId, fresh() as AccountId];
  const [first, second] = [fresh(), fresh()];
  const held = {
    home: { hash: fresh(), session: aSession({ account, brokerSession: first }) },
    office: { hash: fresh(), session: aSession({ account, brokerSession: second }) },
    stranger: { hash: fresh(), session: aSession({ account: other, brokerSession: first }) },
  };
  for (const { hash, session } of Object.values(held)) await sessions.create(hash, session);
  const alive = async (): Promise<string[]> => {
    const all = Object.entries(held).map(async ([key, { hash }]) =>
      (await sessions.read(hash)) ? [key] : [],
    );
    return (await Promise.all(all)).flat();
  };
  return { sessions, account, first, ...held, alive };
};

const resumed = (session: Session): Session => ({ ...session, idleExpiresAt: NOW + 3_600 });

/** What every implementation of the ports has to do: the fakes of the unit tests and the real tables alike. */
export const storeContract = (name: string, stores: () => Stores): void => {
  const setup = async () => {
    const { sessions } = stores();
    const hash = fresh();
    await sessions.create(hash, aSession());
    return { sessions, hash };
  };

  describe(`sessions in ${name}`, () => {
    it("reads what was created, and nothing else", async () => {
      const { sessions, hash } = await setup();
      expect(await sessions.read(hash)).toEqual(aSession());
      expect(await sessions.read(fresh())).toBeUndefined();
    });

    it("touches an active session up to its very last second", async () => {
      const { sessions, hash } = await setup();
      const moved = aSession({ idleExpiresAt: NOW + 1_799 + 1_800 });
      expect(await sessions.touch(hash, NOW + 1_799, NOW + 1_799 + 1_800)).toEqual({
        touched: true,
        session: moved,
      });
      expect(await sessions.read(hash)).toEqual(moved);
    });

    it.each([
      ["lapsed this second", NOW + 1_800],
      ["ended this second", NOW + 14_400],
    ])("touches nothing that %s, and shows it", async (_, now) => {
      const { sessions, hash } = await setup();
      expect(await sessions.touch(hash, now, now + 1_800)).toEqual({ touched: false, session: aSession() });
      expect(await sessions.read(hash)).toEqual(aSession());
    });

    it("touches nothing at the absolute end, even where the idle clock runs longer", async () => {
      const { sessions } = stores();
      const hash = fresh();
      const late = aSession({ idleExpiresAt: NOW + 600, absoluteExpiresAt: NOW + 60 });
      await sessions.create(hash, late);
      expect(await sessions.touch(hash, NOW + 59, NOW + 600)).toMatchObject({ touched: true });
      expect(await sessions.touch(hash, NOW + 60, NOW + 660)).toEqual({ touched: false, session: late });
      expect(await sessions.switchActing(hash, late.acting, NOW + 60)).toBe(false);
    });

    it("does not let an earlier request shorten what a later one won", async () => {
      const { sessions, hash } = await setup();
      await sessions.touch(hash, NOW + 100, NOW + 1_900);
      expect(await sessions.touch(hash, NOW + 99, NOW + 1_899)).toEqual({
        touched: false,
        session: aSession({ idleExpiresAt: NOW + 1_900 }),
      });
    });

    it("creates nothing by touching", async () => {
      const { sessions } = stores();
      const hash = fresh();
      expect(await sessions.touch(hash, NOW, NOW + 1_800)).toEqual({ touched: false });
      expect(await sessions.read(hash)).toBeUndefined();
    });

    it.each([
      ["active", NOW + 1_799, false],
      ["lapsed", NOW + 1_800, true],
      ["ended", NOW + 14_400, false],
    ])("replaces what is lapsed and only that: %s", async (_, now, replaced) => {
      const { sessions, hash } = await setup();
      const next = fresh();
      const outcome = await sessions.replace(hash, next, aSession({ createdAt: now }), now);
      expect(outcome).toBe(replaced ? "replaced" : "not-lapsed");
      expect(await sessions.read(hash)).toEqual(replaced ? undefined : aSession());
      expect(await sessions.read(next)).toEqual(replaced ? aSession({ createdAt: now }) : undefined);
    });

    it("lets one of many simultaneous replacements win", async () => {
      const { sessions, hash } = await setup();
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, () => sessions.replace(hash, fresh(), aSession(), NOW + 1_800)),
      );
      expect(outcomes.filter((outcome) => outcome === "replaced")).toHaveLength(1);
    });

    it("ends a session once, whatever its state, and brings nothing back", async () => {
      const { sessions, hash } = await setup();
      expect(await sessions.end(hash)).toEqual(aSession());
      expect(await sessions.end(hash)).toBeUndefined();
      expect(await sessions.replace(hash, fresh(), aSession(), NOW + 1_800)).toBe("not-lapsed");
      expect(await sessions.touch(hash, NOW, NOW + 1_800)).toEqual({ touched: false });
    });

    it.each([
      ["active to its last second", NOW + 1_799, true],
      ["lapsed", NOW + 1_800, false],
      ["ended", NOW + 14_400, false],
    ])("switches the capacity only of what is %s, and moves no clock", async (_, now, switched) => {
      const { sessions, hash } = await setup();
      const acting: Acting = {
        party: {
          kind: "company",
          id: "cegkapu-12345678" as PartyId,
          name: "Próba Kft.",
          taxNumber: "12345678-2-42",
        },
        basis: { kind: "mandate", mandate: "01KAVS7Z7Q0000000000000000" as MandateId },
        scope: { settlements: ["08518" as SettlementCode] },
      };
      expect(await sessions.switchActing(hash, acting, now)).toBe(switched);
      expect(await sessions.read(hash)).toEqual(switched ? aSession({ acting }) : aSession());
    });

    it("switches nothing that is gone", async () => {
      const { sessions } = stores();
      const hash = fresh();
      expect(await sessions.switchActing(hash, aSession().acting, NOW)).toBe(false);
      expect(await sessions.read(hash)).toBeUndefined();
    });
  });

  describe(`all sessions of somebody in ${name}`, () => {
    it("are listed, resumed ones under their new hash, ended ones not", async () => {
      const { sessions, account, home, office } = await several(stores());
      const next = fresh();
      await sessions.replace(home.hash, next, resumed(home.session), NOW + 1_800);
      await sessions.end(office.hash);
      expect(await sessions.listOf(account)).toEqual([{ hash: next, session: resumed(home.session) }]);
    });

    it("of nobody are none", async () => {
      expect(await stores().sessions.listOf(fresh() as AccountId)).toEqual([]);
    });

    it("end everywhere, resumed ones too, and nobody else's", async () => {
      const { sessions, account, home, alive } = await several(stores());
      const next = fresh();
      await sessions.replace(home.hash, next, resumed(home.session), NOW + 1_800);
      await sessions.endAllOf(account);
      expect(await alive()).toEqual(["stranger"]);
      expect(await sessions.read(next)).toBeUndefined();
      expect(await sessions.listOf(account)).toEqual([]);
      await sessions.endAllOf(account);
    });

    it("end everywhere even while they are being resumed", async () => {
      const { sessions, account, home, office } = await several(stores());
      const next = [fresh(), fresh()] as const;
      await Promise.all([
        sessions.replace(home.hash, next[0], resumed(home.session), NOW + 1_800),
        sessions.endAllOf(account),
        sessions.replace(office.hash, next[1], resumed(office.session), NOW + 1_800),
      ]);
      expect(await sessions.listOf(account)).toEqual([]);
      expect(await Promise.all(next.map((hash) => sessions.read(hash)))).toEqual([undefined, undefined]);
    });

    it("may begin again afterwards", async () => {
      const { sessions, account, home } = await several(stores());
      await sessions.endAllOf(account);
      const hash = fresh();
      expect(await sessions.create(hash, home.session)).toBe(true);
      expect(await sessions.listOf(account)).toEqual([{ hash, session: home.session }]);
    });

    it("end one by one, by their owner only", async () => {
      const { sessions, account, home, stranger, alive } = await several(stores());
      expect(await sessions.endOwn(account, stranger.hash)).toBe(false);
      expect(await sessions.endOwn(account, fresh())).toBe(false);
      expect(await sessions.endOwn(account, home.hash)).toBe(true);
      expect(await sessions.endOwn(account, home.hash)).toBe(false);
      expect(await alive()).toEqual(["office", "stranger"]);
    });

    it("end with the broker's session they rest on, whoever's they are", async () => {
      const { sessions, first, alive } = await several(stores());
      expect(await sessions.endByBroker(first, NOW + 60)).toBe(2);
      expect(await alive()).toEqual(["office"]);
      expect(await sessions.endByBroker(first, NOW + 61)).toBe(0);
    });

    it("never begin on a broker's session that was ended, not even one unknown until then", async () => {
      const { sessions, account, first, home, office, alive } = await several(stores());
      const unknown = fresh();
      await sessions.endByBroker(first, NOW);
      await sessions.endByBroker(unknown, NOW);
      expect(await sessions.create(fresh(), home.session)).toBe(false);
      expect(await sessions.create(fresh(), { ...home.session, brokerSession: unknown })).toBe(false);
      expect(await alive()).toEqual(["office"]);
      expect(await sessions.listOf(account)).toEqual([office]);
    });

    it("are not resumed on a broker's session that was ended", async () => {
      const { sessions, first, office, alive } = await several(stores());
      await sessions.endByBroker(first, NOW);
      const onEnded = { ...office.session, brokerSession: first };
      expect(await sessions.replace(office.hash, fresh(), onEnded, NOW + 1_800)).toBe("ended");
      expect(await alive()).toEqual(["office"]);
    });

    it("leave nothing behind when the broker ends its session in the middle of a login or a resume", async () => {
      const { sessions, first, home, account, office } = await several(stores());
      const [entering, next] = [fresh(), fresh()];
      await Promise.all([
        sessions.create(entering, home.session),
        sessions.replace(home.hash, next, resumed(home.session), NOW + 1_800),
        sessions.endByBroker(first, NOW + 1_800),
      ]);
      expect(await sessions.listOf(account)).toEqual([office]);
      expect(await sessions.read(entering)).toBeUndefined();
      expect(await sessions.read(next)).toBeUndefined();
    });
  });

  describe(`logout messages in ${name}`, () => {
    it("are remembered up to their expiry, to the second", async () => {
      const { logoutTokens } = stores();
      const hash = fresh();
      expect(await logoutTokens.wasUsed(hash, NOW)).toBe(false);
      await logoutTokens.markUsed(hash, NOW + 120);
      expect(await logoutTokens.wasUsed(hash, NOW + 119)).toBe(true);
      expect(await logoutTokens.wasUsed(hash, NOW + 120)).toBe(false);
      expect(await logoutTokens.wasUsed(fresh(), NOW)).toBe(false);
    });
  });

  describe(`logins under way in ${name}`, () => {
    const transaction = {
      state: "s",
      nonce: "n",
      codeVerifier: "v",
      returnTo: "/x",
      level: 2,
      isForced: true,
      replaces: "h",
      expiresAt: NOW + 900,
    };

    it("are taken once, by their own state", async () => {
      const { transactions } = stores();
      const hash = fresh();
      await transactions.create(hash, transaction);
      expect(await transactions.take(hash, "forged")).toEqual({
        ok: false,
        failure: { code: "state-mismatch" },
      });
      expect(await transactions.take(hash, "s")).toEqual({ ok: true, value: transaction });
      expect(await transactions.take(hash, "s")).toEqual({ ok: false, failure: { code: "unknown" } });
    });

    it("are taken by one of many at once", async () => {
      const { transactions } = stores();
      const hash = fresh();
      await transactions.create(hash, transaction);
      const taken = await Promise.all(Array.from({ length: 10 }, () => transactions.take(hash, "s")));
      expect(taken.filter(({ ok }) => ok)).toHaveLength(1);
    });
  });

  describe(`accounts in ${name}`, () => {
    it("are created at the first login and refreshed at later ones", async () => {
      const { accounts } = stores();
      const id = fresh() as AccountId;
      expect(await accounts.find(id)).toBeUndefined();
      await accounts.recordLogin(id, person, NOW);
      await accounts.recordLogin(id, { ...person, name: "Őszi Tűnde" }, NOW + 60);
      expect(await accounts.find(id)).toMatchObject({
        id,
        identity: { ...person, name: "Őszi Tűnde" },
        createdAt: NOW,
        identityRefreshedAt: NOW + 60,
      });
    });
  });
};
