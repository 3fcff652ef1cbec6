import { describe, expect, it } from "vitest";
import type { AccountStore, LoginTransactionStore, SessionStore } from "../../../src/app/session/ports.ts";
import type { AccountId } from "../../../src/domain/ids.ts";
import { aSession, NOW, person } from "./fakes.ts";

export interface Stores {
  sessions: SessionStore;
  transactions: LoginTransactionStore;
  accounts: AccountStore;
}

let serial = 0;
const fresh = (): string => `hash-${++serial}`;

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
  });

  describe(`logins under way in ${name}`, () => {
    const transaction = { state: "s", nonce: "n", codeVerifier: "v", returnTo: "/x", expiresAt: NOW + 900 };

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
      expect(await accounts.find(id)).toEqual({
        id,
        identity: { ...person, name: "Őszi Tűnde" },
        createdAt: NOW,
        identityRefreshedAt: NOW + 60,
      });
    });
  });
};
