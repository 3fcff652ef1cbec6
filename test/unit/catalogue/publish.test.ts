import { describe, expect, it } from "vitest";
import { publishSettlements } from "../../../src/app/catalogue/publish.ts";
import { rollbackSettlement } from "../../../src/app/catalogue/rollback.ts";
import { publishContract } from "./publish-contract.ts";
import {
  aReadySettlement,
  createMemoryStore,
  HARKA,
  KOPHAZA,
  publishingWith,
  seenByCitizens,
  type Wish,
} from "./publishing.ts";

publishContract("memory", async () => createMemoryStore().store);

const setup = () => {
  const memory = createMemoryStore();
  const dependencies = publishingWith(memory.store);
  return {
    ...memory,
    dependencies,
    publish: (...wishes: Wish[]) => publishSettlements(dependencies, wishes.map(aReadySettlement)),
    phone: async (code = KOPHAZA) => (await seenByCitizens(memory.store, code))?.office.contact.phone,
  };
};

describe("a publish killed half-way", () => {
  it("has changed nothing anybody sees, wherever it was killed, and is simply repeated", async () => {
    const whole = setup();
    await whole.publish({});
    const before = whole.puts();
    await whole.publish({ state: "second" }, { code: HARKA });
    const steps = whole.puts() - before;
    expect(steps).toBeGreaterThan(8);
    for (let step = 0; step < steps; step++) {
      const { publish, phone, killAfter, revive } = setup();
      await publish({});
      killAfter(step);
      await expect(publish({ state: "second" }, { code: HARKA })).rejects.toThrow("killed");
      expect([await phone(KOPHAZA), await phone(HARKA)]).toEqual(["first", undefined]);
      revive();
      await publish({ state: "second" }, { code: HARKA });
      expect([await phone(KOPHAZA), await phone(HARKA)]).toEqual(["second", "first"]);
    }
  });
});

describe("a lost answer", () => {
  it("of a switch that happened is not published again", async () => {
    const { store, dependencies } = setup();
    const { switchPointer } = store;
    let lost = 0;
    store.switchPointer = async (pointer, tag) => {
      const switched = await switchPointer(pointer, tag);
      return switched && ++lost === 1 ? false : switched;
    };
    const { committed, outcomes } = await publishSettlements(dependencies, [aReadySettlement()]);
    expect(committed?.version).toBe(1);
    expect(outcomes).toEqual([{ code: KOPHAZA, outcome: "new" }]);
    expect((await store.current())?.pointer.version).toBe(1);
  });

  it("is recognised after somebody else has published, too", async () => {
    const { store, dependencies, publish } = setup();
    const { switchPointer } = store;
    let lost = 0;
    store.switchPointer = async (pointer, tag) => {
      const switched = await switchPointer(pointer, tag);
      if (!switched || ++lost > 1) return switched;
      await publish({ code: HARKA });
      return false;
    };
    const { committed } = await publishSettlements(dependencies, [aReadySettlement()]);
    expect(committed?.version).toBe(1);
    expect((await store.current())?.pointer.version).toBe(2);
  });
});

describe("somebody faster", () => {
  it("keeps what they published: the slower one plans anew upon it", async () => {
    const { interference, publish, phone } = setup();
    await publish({});
    interference.beforeSwitch = async () => void (await publish({ code: HARKA, state: "theirs" }));
    const { committed } = await publish({ state: "mine" });
    expect(committed?.version).toBe(3);
    expect([await phone(KOPHAZA), await phone(HARKA)]).toEqual(["mine", "theirs"]);
  });

  it("may have taken the book meanwhile", async () => {
    const { interference, publish } = setup();
    await publish({});
    interference.beforeSwitch = async () => void (await publish({ code: HARKA, books: ["B"] }));
    const { outcomes, committed } = await publish({ books: ["B"], state: "second" });
    expect(outcomes).toMatchObject([{ outcome: "refused", reason: "book-taken", what: "B" }]);
    expect(committed).toBeUndefined();
  });

  it("has the last word over a rollback of the same settlement", async () => {
    const { interference, publish, phone, dependencies } = setup();
    await publish({});
    await publish({ state: "second" });
    interference.beforeSwitch = async () => void (await publish({ state: "third" }));
    expect(await rollbackSettlement(dependencies, KOPHAZA)).toEqual({
      ok: false,
      failure: { code: "changed-meanwhile" },
    });
    expect(await phone()).toBe("third");
  });

  it("all the time ends it with a sentence", async () => {
    const { store, dependencies } = setup();
    store.switchPointer = async () => false;
    await expect(publishSettlements(dependencies, [aReadySettlement()])).rejects.toThrow("Try again");
  });
});

it("where asked for, an older state comes back without a rollback", async () => {
  const { publish, dependencies, phone } = setup();
  await publish({ state: "first" });
  await publish({ state: "second" });
  await publishSettlements(dependencies, [aReadySettlement({ state: "first" })], { allowOlder: true });
  expect(await phone()).toBe("first");
});

describe("a long history", () => {
  const states = Array.from({ length: 300 }, (_, index) => `state ${index}`);
  const setupHistory = async () => {
    const { publish, objects, store } = setup();
    for (const state of states) await publish({ state });
    const reads: string[] = [];
    const { read } = store;
    store.read = (key) => {
      reads.push(key);
      return read(key);
    };
    const publications = () => reads.filter((key) => key.includes("/publication.")).length;
    return { publish, objects, publications };
  };

  it("of a settlement and its office is not read for a new state", async () => {
    const { publish, publications } = await setupHistory();
    const { outcomes } = await publish({ state: "new" });
    expect(outcomes).toMatchObject([{ outcome: "changed" }]);
    expect(publications()).toBeLessThan(20);
  });

  it("still refuses the oldest state, and takes one that a broken-off publication has left", async () => {
    const { publish, objects } = await setupHistory();
    expect((await publish({ state: "state 0" })).outcomes).toMatchObject([
      { outcome: "refused", reason: "older-state", version: 1 },
    ]);
    const left = aReadySettlement({ state: "new" });
    for (const [key, content] of left.objects) objects.set(key, content);
    expect((await publish({ state: "new" })).outcomes).toMatchObject([{ outcome: "changed" }]);
  });
});
