import { describe, expect, it } from "vitest";
import { forgetLocalDrafts } from "../../../web/src/form/forget-local.ts";
import { createLocalDrafts, type LocalDraft } from "../../../web/src/form/local-drafts.ts";
import { createLocalFilling } from "../../../web/src/form/local-filling.ts";
import { form, manualTimers, memoryStorage } from "./fakes.ts";

const place = { settlement: "06895", form: "letter" };
const draft: LocalDraft = {
  schemaVersion: 1,
  ...place,
  formVersion: "1.0.0",
  formHash: "f",
  settlementHash: "s",
  answers: {},
  savedAt: 1,
};

const setup = () => {
  const storage = memoryStorage();
  const drafts = createLocalDrafts(storage);
  const timers = manualTimers();
  const ports = { drafts, now: () => 5, later: timers.later };
  const open = (begun = draft) => createLocalFilling(begun, form, ports);
  return { storage, drafts, open, ports, run: timers.run };
};

describe("a form filled without a login", () => {
  it("is in the browser a moment after a change, and there again after a reload", () => {
    const { drafts, open, run } = setup();
    const filling = open();
    filling.change("a", "o");
    filling.change("a", "one");
    expect(drafts.read(place)).toBeUndefined();
    run();
    expect(drafts.read(place)).toEqual({ ...draft, answers: { a: "one" }, savedAt: 5 });
    const again = open(drafts.read(place));
    expect(again.view.get()).toMatchObject({ answers: { a: "one" }, savedAt: 5 });
  });

  it("is kept at once when the page goes", async () => {
    const { drafts, open } = setup();
    const filling = open();
    await filling.flush();
    expect(drafts.read(place)).toBeUndefined();
    filling.change("a", "one");
    expect(await filling.flush()).toBe(true);
    expect(drafts.read(place)?.answers).toEqual({ a: "one" });
  });

  it("says so when the browser keeps nothing", async () => {
    const { drafts, ports } = setup();
    const filling = createLocalFilling(draft, form, { ...ports, drafts: { ...drafts, keep: () => false } });
    filling.change("a", "one");
    expect(await filling.flush()).toBe(false);
    expect(filling.view.get()).toMatchObject({ answers: { a: "one" }, savedAt: false });
  });

  it("follows what another tab writes, and stops when it is gone", () => {
    const { drafts, open, run } = setup();
    const filling = open();
    filling.change("a", "one");
    run();
    drafts.keep({ ...draft, answers: { a: "two" }, savedAt: 7 });
    expect(filling.adopt()).toBe(true);
    expect(filling.view.get().answers).toEqual({ a: "two" });
    drafts.drop(place);
    expect(filling.adopt()).toBe(false);
    filling.change("a", "three");
    run();
    expect(drafts.read(place)).toBeUndefined();
  });

  it("keeps what is being typed here when another tab writes", () => {
    const { drafts, open, run } = setup();
    const filling = open();
    filling.change("a", "mine");
    drafts.keep({ ...draft, answers: { a: "theirs" } });
    filling.adopt();
    run();
    expect(drafts.read(place)?.answers).toEqual({ a: "mine" });
  });

  it("is not written any more once it is deleted", () => {
    const { drafts, open, run } = setup();
    const filling = open();
    filling.change("a", "one");
    filling.remove();
    run();
    expect(drafts.read(place)).toBeUndefined();
  });

  it("keeps the note of being moved while one goes on typing", () => {
    const { drafts, open, run } = setup();
    const filling = open();
    const moving = { before: [], caseId: "01J0000000000000000000000A" };
    drafts.keep({ ...draft, answers: { a: "one" }, moving });
    filling.change("a", "two");
    run();
    expect(drafts.read(place)).toMatchObject({ answers: { a: "two" }, moving });
  });

  it("goes with a logout, and nothing else does", () => {
    const { storage, drafts } = setup();
    drafts.keep(draft);
    storage.write("portal.language", "en");
    forgetLocalDrafts(storage);
    expect(storage.keys()).toEqual(["portal.language"]);
  });

  it.each([
    "not JSON",
    "null",
    "[]",
    JSON.stringify({ ...draft, schemaVersion: 2 }),
    JSON.stringify({ ...draft, answers: "x" }),
    JSON.stringify({ ...draft, settlement: "00000" }),
    JSON.stringify({ ...draft, savedAt: 1e300 }),
    JSON.stringify({ ...draft, moving: { before: 5 } }),
    JSON.stringify({ ...draft, moving: { before: [], caseId: {} } }),
  ])("is not there when what the browser has is %s", (stored) => {
    const { storage, drafts } = setup();
    storage.write("portal.local.06895.letter", stored);
    expect(drafts.read(place)).toBeUndefined();
  });
});
