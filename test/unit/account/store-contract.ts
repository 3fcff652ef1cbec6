import { describe, expect, it } from "vitest";
import type { PersonalAccount } from "../../../src/app/account/ports.ts";
import type { AccountSettings } from "../../../src/domain/account/settings.ts";
import { defaultSettings } from "../../../src/domain/account/settings.ts";
import type { AccountId, SettlementCode } from "../../../src/domain/ids.ts";
import { failure, success } from "../../../src/domain/result.ts";
import { NOW, person } from "../session/fakes.ts";
import type { AllAccountStores } from "./fakes.ts";

let serial = 0;
const fresh = (): string => `T${String(++serial).padStart(42, "0")}`;
const freshId = (): AccountId => `ACC${String(++serial).padStart(29, "0")}` as AccountId;
const HOUR = 3_600;

export const someSettings: AccountSettings = {
  phone: "+36991234567",
  address: { country: "Magyarország", postcode: "9400", city: "Sopron", street: "Fő tér 1." },
  language: "en",
  notifications: { caseProgress: false, newLogin: true },
  defaultSettlement: "08518" as SettlementCode,
};

/** What every implementation of the accounts' ports has to do: the fakes of the unit tests and the real table alike. */
export const accountStoreContract = (name: string, stores: () => AllAccountStores): void => {
  const setup = async () => {
    const store = stores();
    const id = freshId();
    const personKey = fresh();
    await store.recordLogin(id, person, NOW, personKey);
    const account = async (): Promise<PersonalAccount> => {
      const found = await store.find(id);
      if (!found) throw new Error("no account");
      return found;
    };
    const request = async (changes: { address?: string; tokenHash?: string; at?: number } = {}) => {
      const { address = `${id}@example.org`, tokenHash = fresh(), at = NOW } = changes;
      const pending = { address, tokenHash, expiresAt: at + 24 * HOUR };
      const outcome = await store.request(await account(), pending, `hash of ${address}`, at);
      return { outcome, pending };
    };
    return { store, id, personKey, account, request };
  };

  describe(`accounts in ${name}`, () => {
    it("begin with defaults at the first login", async () => {
      const { store, account, id, personKey } = await setup();
      expect(await store.accountOfPerson(personKey)).toBe(id);
      expect(await account()).toEqual({
        id,
        identity: person,
        createdAt: NOW,
        identityRefreshedAt: NOW,
        version: 0,
        settings: defaultSettings,
      });
    });

    it("keep settings and address when a login refreshes the identity", async () => {
      const { store, id, account, request } = await setup();
      await store.save(id, 0, someSettings);
      await request();
      await store.settle(await account(), "kept@example.org");
      await store.recordLogin(id, { ...person, name: "Új Név" }, NOW + 60);
      expect(await account()).toEqual({
        id,
        identity: { ...person, name: "Új Név" },
        createdAt: NOW,
        identityRefreshedAt: NOW + 60,
        version: 1,
        settings: someSettings,
        email: "kept@example.org",
      });
    });

    it("save settings only over the version they were made from", async () => {
      const { store, id, account } = await setup();
      expect(await store.save(id, 1, someSettings)).toBe(false);
      expect(await store.save(id, 0, someSettings)).toBe(true);
      expect(await store.save(id, 0, defaultSettings)).toBe(false);
      expect(await account()).toMatchObject({ version: 1, settings: someSettings });
      expect(await store.save(id, 1, defaultSettings)).toBe(true);
      expect(await account()).toMatchObject({ version: 2, settings: defaultSettings });
    });

    it("let one of several saves of the same moment win", async () => {
      const { store, id, account } = await setup();
      const saves = Array.from({ length: 5 }, () => store.save(id, 0, someSettings));
      expect((await Promise.all(saves)).filter(Boolean)).toHaveLength(1);
      expect((await account()).version).toBe(1);
    });

    it("save nothing for an account that is not there", async () => {
      const { store } = await setup();
      const nobody = freshId();
      expect(await store.save(nobody, 0, someSettings)).toBe(false);
      expect(await store.find(nobody)).toBeUndefined();
    });
  });

  describe(`e-mail addresses in ${name}`, () => {
    it("wait for their link, which leads to the account", async () => {
      const { store, id, account, request } = await setup();
      const { outcome, pending } = await request();
      expect(outcome).toEqual(success(undefined));
      expect(await account()).toMatchObject({ pendingEmail: pending });
      expect(await account()).not.toHaveProperty("email");
      expect(await store.accountOf(pending.tokenHash)).toBe(id);
      expect(await store.accountOf(fresh())).toBeUndefined();
    });

    it("supersede an earlier link", async () => {
      const { store, account, request } = await setup();
      const first = await request();
      const second = await request({ address: "other@example.org" });
      expect(await store.accountOf(first.pending.tokenHash)).toBeUndefined();
      expect((await account()).pendingEmail).toEqual(second.pending);
    });

    it("settle once: what was read before counts no more", async () => {
      const { store, account, request } = await setup();
      const { pending } = await request();
      const read = await account();
      expect(await store.settle(read, pending.address)).toBe(true);
      expect(await store.settle(read, pending.address)).toBe(false);
      expect((await account()).email).toBe(pending.address);
      expect(await account()).not.toHaveProperty("pendingEmail");
      expect(await store.accountOf(pending.tokenHash)).toBeUndefined();
    });

    it("are removed together with a link under way", async () => {
      const { store, account, request } = await setup();
      await store.settle(await account(), "old@example.org");
      const { pending } = await request();
      expect(await store.settle(await account(), undefined)).toBe(true);
      expect(await account()).not.toHaveProperty("email");
      expect(await account()).not.toHaveProperty("pendingEmail");
      expect(await store.accountOf(pending.tokenHash)).toBeUndefined();
    });

    it("are not requested for an account that was read before another request", async () => {
      const { store, account, request } = await setup();
      const old = await account();
      await request();
      const pending = { address: "late@example.org", tokenHash: fresh(), expiresAt: NOW + HOUR };
      const outcome = await store.request(old, pending, "hash of late", NOW);
      expect(outcome).toEqual(failure({ code: "account-changed" }));
      expect(await store.accountOf(pending.tokenHash)).toBeUndefined();
    });

    it("get five e-mails an hour for one account, whichever hour it is", async () => {
      const { request } = await setup();
      for (let minute = 0; minute < 50; minute += 10)
        expect((await request({ address: `${fresh()}@example.org`, at: NOW + minute * 60 })).outcome.ok).toBe(
          true,
        );
      const at = NOW + 50 * 60;
      const sixth = await request({ address: `${fresh()}@example.org`, at });
      expect(sixth.outcome).toEqual(failure({ code: "too-many-requests", retryAfter: 600 }));
      const later = await request({ address: `${fresh()}@example.org`, at: NOW + HOUR });
      expect(later.outcome.ok).toBe(true);
      const again = await request({ address: `${fresh()}@example.org`, at: NOW + HOUR });
      expect(again.outcome).toEqual(failure({ code: "too-many-requests", retryAfter: 600 }));
    });

    it("get three e-mails an hour, whichever accounts ask", async () => {
      const [one, other] = [await setup(), await setup()];
      const address = `${fresh()}@example.org`;
      expect((await one.request({ address })).outcome.ok).toBe(true);
      expect((await other.request({ address })).outcome.ok).toBe(true);
      expect((await one.request({ address })).outcome.ok).toBe(true);
      const refused = failure({ code: "too-many-requests", retryAfter: HOUR });
      expect((await other.request({ address })).outcome).toEqual(refused);
      expect((await other.account()).pendingEmail).toBeDefined();
      expect((await other.request({ address, at: NOW + HOUR })).outcome.ok).toBe(true);
    });

    it("count every e-mail of the same moment", async () => {
      const address = `${fresh()}@example.org`;
      const askers = await Promise.all(Array.from({ length: 5 }, setup));
      const outcomes = await Promise.all(askers.map(({ request }) => request({ address })));
      expect(outcomes.filter(({ outcome }) => outcome.ok)).toHaveLength(3);
    });
  });

  describe(`deletion of accounts in ${name}`, () => {
    it("hides the account at once and refuses every change", async () => {
      const { store, id, account, request } = await setup();
      const { pending } = await request();
      const seen = await account();
      expect(await store.begin(id, NOW)).toEqual(seen);
      expect(await store.find(id)).toBeUndefined();
      expect(await store.save(id, 0, someSettings)).toBe(false);
      expect(await store.settle(seen, pending.address)).toBe(false);
    });

    it("may begin twice, and finish twice", async () => {
      const { store, id, personKey, account, request } = await setup();
      const { pending } = await request();
      const seen = await account();
      await store.begin(id, NOW);
      expect(await store.begin(id, NOW + 5)).toEqual(seen);
      await store.finish(id, seen, personKey);
      await store.finish(id, seen, personKey);
      expect(await store.accountOf(pending.tokenHash)).toBeUndefined();
      expect(await store.begin(id, NOW + 9)).toBeUndefined();
      expect(await store.accountOfPerson(personKey)).toBeUndefined();
    });

    it("leaves an empty account to a login after it broke off, which a late end of it does not touch", async () => {
      const { store, id, account, request, personKey } = await setup();
      await store.save(id, 0, someSettings);
      await request();
      const seen = await store.begin(id, NOW);
      await store.recordLogin(id, person, NOW + 60, personKey);
      const empty = {
        id,
        identity: person,
        createdAt: NOW + 60,
        identityRefreshedAt: NOW + 60,
        version: 0,
        settings: defaultSettings,
      };
      expect(await account()).toEqual(empty);
      await store.finish(id, seen, personKey);
      expect(await account()).toEqual(empty);
    });

    it("leaves a person's way to another account of theirs", async () => {
      const { store, id, personKey } = await setup();
      const other = freshId();
      await store.recordLogin(other, person, NOW, personKey);
      const seen = await store.begin(id, NOW);
      await store.finish(id, seen, personKey);
      expect(await store.find(other)).toBeDefined();
      expect(await store.accountOfPerson(personKey)).toBe(other);
      expect(await store.find(id)).toBeUndefined();
    });
  });
};
