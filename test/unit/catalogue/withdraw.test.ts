import { describe, expect, it } from "vitest";
import { readCurrent } from "../../../src/app/catalogue/commit-publication.ts";
import { publishSettlements } from "../../../src/app/catalogue/publish.ts";
import { publishedOffices } from "../../../src/app/catalogue/published-state.ts";
import { rollbackSettlement } from "../../../src/app/catalogue/rollback.ts";
import { withdrawSettlement } from "../../../src/app/catalogue/withdraw.ts";
import { cataloguePaths } from "../../../src/domain/settlement/settlement.ts";
import {
  aReadySettlement,
  createMemoryStore,
  HARKA,
  KOPHAZA,
  publishingWith,
  seenByCitizens,
  SOPRON,
  type Wish,
} from "./publishing.ts";

const setup = () => {
  const memory = createMemoryStore();
  const dependencies = publishingWith(memory.store);
  return {
    ...memory,
    publish: (...wishes: Wish[]) => publishSettlements(dependencies, wishes.map(aReadySettlement)),
    withdraw: (code = KOPHAZA) => withdrawSettlement(dependencies, code),
    rollback: (version?: number) => rollbackSettlement(dependencies, KOPHAZA, version),
    phone: async (code = KOPHAZA) => (await seenByCitizens(memory.store, code))?.office.contact.phone,
    current: () => readCurrent(memory.store),
  };
};

describe("withdrawing a settlement", () => {
  it("takes it and its forms off the list, and nobody else", async () => {
    const { publish, withdraw, phone, current, store } = setup();
    await publish({ forms: ["own", "common"] }, { code: HARKA, forms: ["common"] });
    expect(await withdraw()).toMatchObject({ ok: true, value: { version: 2 } });
    expect([await phone(KOPHAZA), await phone(HARKA)]).toEqual([undefined, "first"]);
    const { pointer } = await current();
    expect(await store.read(cataloguePaths.offeredForms(pointer?.forms ?? ""))).toEqual(["common"]);
  });

  it("leaves what drafts and cases read: the settlement as it was, and its office, which serves nobody", async () => {
    const { publish, withdraw, current, store } = setup();
    await publish({});
    const { hash, officeHash, settlement } = aReadySettlement({});
    await withdraw();
    await publish({ code: HARKA });
    expect(await store.read(cataloguePaths.settlement(hash))).toEqual(settlement);
    expect(publishedOffices((await current()).state)).toMatchObject({
      "office-06895": { hash: officeHash, settlements: [] },
      "office-07649": { settlements: [HARKA] },
    });
  });

  it("keeps its registry book from others", async () => {
    const { publish, withdraw } = setup();
    await publish({ books: ["KOPH"] });
    await withdraw();
    const { outcomes } = await publish({ code: SOPRON, books: ["KOPH"] });
    expect(outcomes).toMatchObject([{ outcome: "refused", reason: "book-taken" }]);
  });

  it("is undone by publishing it again, not in an older state", async () => {
    const { publish, withdraw, phone, current } = setup();
    await publish({});
    await publish({ state: "second" });
    await withdraw();
    expect((await publish({})).outcomes).toMatchObject([
      { outcome: "refused", reason: "older-state", version: 1 },
    ]);
    expect((await publish({ state: "second" })).outcomes).toEqual([{ code: KOPHAZA, outcome: "new" }]);
    expect(await phone()).toBe("second");
    expect((await current()).state.withdrawn.size).toBe(0);
  });

  it("is undone by rolling back, to the state before or to any other but a withdrawal", async () => {
    const { publish, withdraw, rollback, phone } = setup();
    await publish({});
    await publish({ state: "second" });
    await withdraw();
    expect(await rollback(3)).toMatchObject({ failure: { code: "no-such-state" } });
    expect(await rollback()).toMatchObject({ ok: true, value: { version: 4, restored: { version: 2 } } });
    expect(await phone()).toBe("second");
    expect(await rollback()).toMatchObject({ ok: true, value: { restored: { version: 1 } } });
    expect(await phone()).toBe("first");
    await withdraw();
    expect(await rollback(2)).toMatchObject({ ok: true });
    expect(await phone()).toBe("second");
  });

  it("refuses what is not on the list, and publishes nothing", async () => {
    const { publish, withdraw, current } = setup();
    expect(await withdraw()).toEqual({ ok: false, failure: { code: "not-published" } });
    await publish({});
    await withdraw();
    expect(await withdraw()).toEqual({ ok: false, failure: { code: "not-published" } });
    expect((await current()).pointer?.version).toBe(2);
  });

  it("holds also when somebody else publishes at the same moment", async () => {
    const { publish, withdraw, interference, phone } = setup();
    await publish({});
    interference.beforeSwitch = async () => {
      await publish({ code: HARKA });
    };
    expect(await withdraw()).toMatchObject({ ok: true, value: { version: 3 } });
    expect([await phone(KOPHAZA), await phone(HARKA)]).toEqual([undefined, "first"]);
  });
});
