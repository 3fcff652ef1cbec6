import { describe, expect, it } from "vitest";
import { publishSettlements } from "../../../src/app/catalogue/publish.ts";
import type { PublicationStore } from "../../../src/app/catalogue/publish-ports.ts";
import { rollbackSettlement } from "../../../src/app/catalogue/rollback.ts";
import type { SettlementCode } from "../../../src/domain/ids.ts";
import type { Publication } from "../../../src/domain/settlement/publication.ts";
import {
  cataloguePaths,
  type Office,
  type PublishedOffices,
  type SettlementListing,
} from "../../../src/domain/settlement/settlement.ts";
import {
  aReadySettlement,
  HARKA,
  KOPHAZA,
  publishingWith,
  seenByCitizens,
  SOPRON,
  type Wish,
} from "./publishing.ts";

/** What publishing has to do on every implementation of the store, each call of which gives an empty one. */
export const publishContract = (name: string, emptyStore: () => Promise<PublicationStore>): void => {
  const setup = async () => {
    const store = await emptyStore();
    const dependencies = publishingWith(store);
    return {
      store,
      dependencies,
      publish: (...wishes: Wish[]) => publishSettlements(dependencies, wishes.map(aReadySettlement)),
      rollback: (code: SettlementCode, version?: number) => rollbackSettlement(dependencies, code, version),
      phone: async (code: SettlementCode) => (await seenByCitizens(store, code))?.office.contact.phone,
      pointer: async () => {
        const current = await store.current();
        if (!current) throw new Error("Nothing is published");
        return current.pointer;
      },
    };
  };

  describe(`publishing to ${name}`, () => {
    it("makes a settlement visible with its forms, and counts publications", async () => {
      const { publish, phone, pointer } = await setup();
      const { committed, outcomes } = await publish({ state: "first" });
      expect(committed?.version).toBe(1);
      expect(outcomes).toEqual([{ code: KOPHAZA, outcome: "new" }]);
      expect(await phone(KOPHAZA)).toBe("first");
      expect((await publish({ state: "second" })).outcomes).toEqual([{ code: KOPHAZA, outcome: "changed" }]);
      expect(await phone(KOPHAZA)).toBe("second");
      expect((await pointer()).version).toBe(2);
    });

    it("publishes nothing when nothing has changed", async () => {
      const { publish, pointer } = await setup();
      await publish({});
      const before = await pointer();
      const { committed, outcomes } = await publish({});
      expect(committed).toBeUndefined();
      expect(outcomes).toEqual([{ code: KOPHAZA, outcome: "unchanged" }]);
      expect(await pointer()).toEqual(before);
    });

    it("leaves every other settlement as it is", async () => {
      const { publish, phone, pointer, store } = await setup();
      await publish({ code: HARKA, forms: ["b", "a"] }, { code: KOPHAZA, forms: ["a"] });
      await publish({ code: KOPHAZA, forms: ["c"], state: "second" });
      expect([await phone(HARKA), await phone(KOPHAZA)]).toEqual(["first", "second"]);
      const { forms, offices, publication } = await pointer();
      expect(await store.read(cataloguePaths.offeredForms(forms))).toEqual(["a", "b", "c"]);
      const served = await store.read<PublishedOffices>(cataloguePaths.offices(offices));
      expect(Object.values(served).map(({ settlements }) => settlements)).toEqual([[KOPHAZA], [HARKA]]);
      const { changes } = await store.read<Publication>(cataloguePaths.publication(publication));
      expect(Object.keys(changes)).toEqual([KOPHAZA]);
    });

    it("lists settlements by name as the alphabet has it, so that browsers need not", async () => {
      const { publish, pointer, store } = await setup();
      const names = ["Zalaegerszeg", "Ózd", "Ősi", "Abádszalók", "Czibakháza", "Csákvár"];
      const codes = ["13578", "15130", "33367", "25584", "08518", "20491"] as SettlementCode[];
      await publish(...names.map((name, index) => ({ name, code: codes[index] ?? KOPHAZA })));
      const listed = await store.read<SettlementListing[]>(
        cataloguePaths.listing((await pointer()).settlements),
      );
      const sorted = ["Abádszalók", "Czibakháza", "Csákvár", "Ózd", "Ősi", "Zalaegerszeg"];
      expect(listed.map(({ name }) => name.hu)).toEqual(sorted);
    });

    it("takes an office away from which the last settlement has gone", async () => {
      const { publish, pointer, store } = await setup();
      await publish({ office: "old", books: ["B"] });
      await publish({ office: "new", krid: "999999999", books: ["B"] });
      const served = await store.read(cataloguePaths.offices((await pointer()).offices));
      expect(served).toMatchObject({ new: { books: ["B"], settlements: [KOPHAZA] } });
      expect(served).not.toHaveProperty("old");
    });

    it("refuses a state that was replaced, by itself", async () => {
      const { publish, phone } = await setup();
      const first = await publish({ state: "first" });
      await publish({ state: "second" });
      await publish({ state: "third" });
      const { outcomes, committed } = await publish({ state: "first" }, { code: HARKA });
      const { version, publishedAt } = first.committed ?? {};
      expect(outcomes).toEqual([
        { code: KOPHAZA, outcome: "refused", reason: "older-state", version, publishedAt },
        { code: HARKA, outcome: "new" },
      ]);
      expect(committed?.version).toBe(4);
      expect([await phone(KOPHAZA), await phone(HARKA)]).toEqual(["third", "first"]);
    });

    it("tells a new state from the first of many", async () => {
      const { publish, phone } = await setup();
      for (let state = 1; state <= 10; state++) await publish({ state: `state ${state}` });
      expect((await publish({ state: "state 1" })).outcomes).toMatchObject([
        { outcome: "refused", reason: "older-state", version: 1 },
      ]);
      expect((await publish({ state: "new" })).outcomes).toEqual([{ code: KOPHAZA, outcome: "changed" }]);
      expect(await phone(KOPHAZA)).toBe("new");
    });

    it("refuses an office that was replaced, with whichever of its settlements it comes back", async () => {
      const { publish, rollback, pointer, store } = await setup();
      const joint = { office: "joint", krid: "222222222", books: ["JOINT"] };
      const officePhone = async (): Promise<string | undefined> => {
        const offices = await store.read<PublishedOffices>(cataloguePaths.offices((await pointer()).offices));
        const hash = Object.entries(offices).find(([id]) => id === "joint")?.[1].hash ?? "";
        return (await store.read<Office>(cataloguePaths.office(hash))).contact.phone;
      };
      const { committed } = await publish({ ...joint, code: KOPHAZA }, { ...joint, code: HARKA });
      await publish({ ...joint, code: KOPHAZA, state: "second" });
      await publish({ code: SOPRON });
      const { outcomes } = await publish(
        { ...joint, code: HARKA, forms: ["more"] },
        { ...joint, code: "13578" as SettlementCode },
      );
      expect(outcomes).toEqual(
        [HARKA, "13578"].map((code) => ({
          code,
          outcome: "refused",
          reason: "older-office",
          office: "joint",
          ...committed,
        })),
      );
      expect(await officePhone()).toBe("second");
      const renewed = await publish({ ...joint, code: HARKA, forms: ["more"], state: "second" });
      expect(renewed.outcomes).toEqual([{ code: HARKA, outcome: "changed" }]);
      // What a rollback brought back is the newest.
      await rollback(KOPHAZA);
      expect(await officePhone()).toBe("first");
      expect((await publish({ ...joint, code: HARKA, forms: ["most"] })).outcomes).toEqual([
        { code: HARKA, outcome: "changed" },
      ]);
    });

    it("refuses the registry book and the mailbox of another office, by itself", async () => {
      const { publish, phone } = await setup();
      await publish({ code: SOPRON, office: "sopron", krid: "111111111", books: ["SOP"] });
      const { outcomes } = await publish(
        { code: KOPHAZA, books: ["SOP"] },
        { code: HARKA, krid: "111111111" },
        { code: "13578" as SettlementCode },
      );
      expect(outcomes).toEqual([
        { code: KOPHAZA, outcome: "refused", reason: "book-taken", what: "SOP", office: "sopron" },
        { code: HARKA, outcome: "refused", reason: "mailbox-taken", what: "111111111", office: "sopron" },
        { code: "13578", outcome: "new" },
      ]);
      expect(await phone(KOPHAZA)).toBeUndefined();
    });

    it("refuses a further mailbox of another office, and as a further mailbox", async () => {
      const { publish } = await setup();
      await publish({ code: SOPRON, office: "sopron", krid: "111111111", mailboxes: ["111111112"] });
      const { outcomes } = await publish(
        { code: KOPHAZA, krid: "111111112" },
        { code: HARKA, mailboxes: ["111111111"] },
      );
      expect(outcomes).toMatchObject([
        { code: KOPHAZA, reason: "mailbox-taken", what: "111111112", office: "sopron" },
        { code: HARKA, reason: "mailbox-taken", what: "111111111", office: "sopron" },
      ]);
    });

    it("refuses strangers who call their office by the id of another, and lets it change and grow itself", async () => {
      const { publish, pointer, store } = await setup();
      await publish({ code: SOPRON, office: "sopron", krid: "111111111" });
      const before = await pointer();
      expect((await publish({ code: KOPHAZA, office: "sopron", krid: "222222222" })).outcomes).toEqual([
        { code: KOPHAZA, outcome: "refused", reason: "office-taken", what: "111111111", office: "sopron" },
      ]);
      expect(await pointer()).toEqual(before);
      await publish({ code: SOPRON, office: "sopron", krid: "333333333" });
      const books = [`BOOK${SOPRON}`];
      const joined = await publish({ code: KOPHAZA, office: "sopron", krid: "333333333", books });
      expect(joined.outcomes).toEqual([{ code: KOPHAZA, outcome: "new" }]);
      const served = await store.read(cataloguePaths.offices((await pointer()).offices));
      expect(served).toMatchObject({ sopron: { krid: "333333333", settlements: [KOPHAZA, SOPRON] } });
    });

    it("lets an office take over another one with all its settlements at once", async () => {
      const { publish } = await setup();
      const joint = { office: "old", krid: "222222222", books: ["JOINT"] };
      await publish({ code: KOPHAZA, ...joint }, { code: HARKA, ...joint });
      const taking = { ...joint, office: "new" };
      expect((await publish({ code: KOPHAZA, ...taking })).committed).toBeUndefined();
      const { outcomes } = await publish({ code: KOPHAZA, ...taking }, { code: HARKA, ...taking });
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(["changed", "changed"]);
    });

    it("loses nothing of publishers at the same moment", async () => {
      const { publish, phone, pointer } = await setup();
      const codes = ["13578", "15130", "33367", "25584", "08518", "20491"] as SettlementCode[];
      const reports = await Promise.all(codes.map((code) => publish({ code, state: `of ${code}` })));
      expect(new Set(reports.map(({ committed }) => committed?.version))).toEqual(
        new Set([1, 2, 3, 4, 5, 6]),
      );
      expect(await Promise.all(codes.map(phone))).toEqual(codes.map((code) => `of ${code}`));
      expect((await pointer()).version).toBe(6);
    });
  });

  const threeStates = async () => {
    const subject = await setup();
    await subject.publish({ state: "first", forms: ["a"] }, { code: HARKA });
    await subject.publish({ state: "second", forms: ["b"] });
    await subject.publish({ state: "third", forms: ["c"] });
    return subject;
  };

  describe(`rolling back on ${name}`, () => {
    it("puts the state before in force again, office and forms with it, and nobody else's", async () => {
      const { rollback, publish, phone, pointer, store } = await threeStates();
      await publish({ code: HARKA, state: "second" });
      const rolledBack = await rollback(KOPHAZA);
      expect(rolledBack).toMatchObject({ ok: true, value: { version: 5, restored: { version: 2 } } });
      expect([await phone(KOPHAZA), await phone(HARKA)]).toEqual(["second", "second"]);
      const { forms, offices } = await pointer();
      expect(await store.read(cataloguePaths.offeredForms(forms))).toEqual(["b", "sample"]);
      const office = (await store.read<Record<string, { hash: string }>>(cataloguePaths.offices(offices)))[
        `office-${KOPHAZA}`
      ];
      expect(await store.read(cataloguePaths.office(office?.hash ?? ""))).toMatchObject({
        contact: { phone: "second" },
      });
    });

    it("goes back further when repeated, and ends at the first state", async () => {
      const { rollback, phone } = await threeStates();
      await rollback(KOPHAZA);
      expect(await rollback(KOPHAZA)).toMatchObject({ value: { restored: { version: 1 } } });
      expect(await phone(KOPHAZA)).toBe("first");
      expect(await rollback(KOPHAZA)).toEqual({ ok: false, failure: { code: "no-such-state" } });
    });

    it("goes to the state of a version, forward too", async () => {
      const { rollback, phone } = await threeStates();
      await rollback(KOPHAZA, 1);
      expect(await phone(KOPHAZA)).toBe("first");
      expect(await rollback(KOPHAZA, 1)).toEqual({ ok: false, failure: { code: "in-force" } });
      await rollback(KOPHAZA, 3);
      expect(await phone(KOPHAZA)).toBe("third");
      expect(await rollback(KOPHAZA, 9)).toEqual({ ok: false, failure: { code: "no-such-state" } });
    });

    it("after another publication goes back to what was rolled back to", async () => {
      const { rollback, publish, phone } = await threeStates();
      await rollback(KOPHAZA, 1);
      await publish({ state: "fourth" });
      await rollback(KOPHAZA);
      expect(await phone(KOPHAZA)).toBe("first");
    });

    it("does not make publishing an older state possible", async () => {
      const { rollback, publish } = await threeStates();
      await rollback(KOPHAZA);
      const { outcomes } = await publish({ state: "third", forms: ["c"] });
      expect(outcomes).toMatchObject([{ reason: "older-state", version: 3 }]);
    });

    it("does not take back a book that another office has by now", async () => {
      const { rollback, publish } = await setup();
      await publish({ books: ["B"] });
      await publish({ books: ["C"] });
      await publish({ code: HARKA, books: ["B"] });
      expect(await rollback(KOPHAZA)).toEqual({ ok: false, failure: { code: "book-taken" } });
    });

    it("knows only published settlements", async () => {
      const { rollback } = await threeStates();
      expect(await rollback(SOPRON)).toEqual({ ok: false, failure: { code: "not-published" } });
    });
  });
};
