import { describe, expect, it } from "vitest";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { createDraft } from "../../../web/src/form/draft.ts";
import { createTypedTexts } from "../../../web/src/typed-text.ts";
import { caseId, fakePortal, form, manualTimers, memoryStorage } from "./fakes.ts";

const setup = (start: Partial<CaseDetail> = {}, storage = memoryStorage(), ofForm = form) => {
  const portal = fakePortal(start, ofForm);
  const timers = manualTimers();
  const texts = createTypedTexts(storage);
  const open = () =>
    createDraft(structuredClone(portal.stored), ofForm, { call: portal.call, texts, later: timers.later });
  return { portal, timers, texts, storage, open, draft: open() };
};
const saveKind = ({ draft }: Pick<ReturnType<typeof setup>, "draft">) => draft.view.get().save.kind;

describe("a draft being filled", () => {
  it("saves once after several changes and says when", async () => {
    const { draft, portal, timers, texts } = setup();
    draft.change("a", "x");
    draft.change("a", "xy");
    draft.change("b", "z");
    expect(saveKind({ draft })).toBe("unsaved");
    expect(timers.pending()).toEqual([1000]);
    expect(texts.read(caseId)?.answers).toEqual({ a: "xy", b: "z" });
    timers.run();
    expect(await draft.flush()).toBe(true);
    expect(portal.calls).toEqual(["saveAnswers"]);
    expect(portal.stored.answers).toEqual({ a: "xy", b: "z" });
    expect(draft.view.get().save).toEqual({ kind: "saved", at: Date.parse("2026-11-23T09:18:08Z") });
    expect(texts.read(caseId)).toBeUndefined();
  });

  it("takes nothing but the files when it looks how they stand", async () => {
    const { draft, portal } = setup();
    draft.change("a", "mine");
    const file = { id: "f", slot: "documents", fileName: "a.pdf", size: 1, contentType: "application/pdf" };
    portal.stored.attachments = [{ ...file, state: "verified" }];
    portal.stored.answers = { a: "theirs" };
    portal.stored.version = 7;
    await draft.refreshFiles();
    expect(draft.view.get()).toMatchObject({
      answers: { a: "mine" },
      files: [{ id: "f", state: "verified" }],
      save: { kind: "unsaved" },
    });
    portal.faults.push({ name: "readCase", failure: { code: "network" } });
    await draft.refreshFiles();
    expect(draft.view.get()).toMatchObject({ files: [{ id: "f" }], save: { kind: "unsaved" } });
  });

  it("goes on saving what is typed while a save is under way", async () => {
    const { draft, portal, texts } = setup();
    draft.change("a", "1");
    const first = draft.flush();
    await Promise.resolve();
    draft.change("a", "2");
    expect(await first).toBe(false);
    expect(saveKind({ draft })).toBe("unsaved");
    expect(texts.read(caseId)?.answers).toEqual({ a: "2" });
    expect(await draft.flush()).toBe(true);
    expect(portal.stored).toMatchObject({ answers: { a: "2" }, version: 2 });
  });

  it("keeps the text when the portal cannot be reached, and tries again", async () => {
    const { draft, portal, timers, texts } = setup();
    portal.faults.push({ name: "saveAnswers", failure: { code: "network" } });
    draft.change("a", "x");
    expect(await draft.flush()).toBe(false);
    expect(draft.view.get().save).toEqual({ kind: "failed", failure: { code: "network" } });
    expect(texts.read(caseId)?.answers).toEqual({ a: "x" });
    expect(timers.pending()).toEqual([15_000]);
    timers.run();
    expect(await draft.flush()).toBe(true);
    expect(portal.stored.answers).toEqual({ a: "x" });
  });

  it("recognises its own save whose answer was lost", async () => {
    const { draft, portal } = setup();
    portal.faults.push({ name: "saveAnswers", failure: "lost" });
    draft.change("a", "x");
    expect(await draft.flush()).toBe(false);
    expect(portal.stored.version).toBe(1);
    expect(await draft.flush()).toBe(true);
    expect(saveKind({ draft })).toBe("saved");
    expect(portal.stored.answers).toEqual({ a: "x" });
  });

  it("adopts a version that only a file has made", async () => {
    const { draft, portal } = setup({ answers: { a: "old" } });
    portal.stored.version = 5;
    draft.change("a", "new");
    expect(await draft.flush()).toBe(true);
    expect(portal.stored).toMatchObject({ answers: { a: "new" }, version: 6 });
  });

  it("never sends what the draft may not hold, and keeps it on the page", async () => {
    const { draft, portal } = setup();
    draft.change("a", "half\uD800");
    draft.change("b", "good");
    expect(await draft.flush()).toBe(true);
    expect(portal.stored.answers).toEqual({ b: "good" });
    expect(draft.view.get().answers["a"]).toBe("half\uD800");
  });
});

const conflict = async () => {
  const context = setup({ answers: { a: "old" } });
  context.portal.stored.answers = { a: "theirs" };
  context.portal.stored.version = 3;
  context.draft.change("a", "mine");
  await context.draft.flush();
  expect(saveKind(context)).toBe("conflict");
  return context;
};

describe("a draft changed elsewhere", () => {
  it("is not overwritten, and nothing typed is lost while undecided", async () => {
    const { draft, portal, texts, timers } = await conflict();
    const asked = portal.calls.length;
    draft.change("b", "more");
    expect(await draft.flush()).toBe(false);
    expect(portal.calls).toHaveLength(asked);
    expect(saveKind({ draft })).toBe("conflict");
    expect(timers.pending()).toEqual([]);
    expect(portal.stored.answers).toEqual({ a: "theirs" });
    expect(texts.read(caseId)?.answers).toEqual({ a: "mine", b: "more" });
  });

  it("takes mine", async () => {
    const { draft, portal } = await conflict();
    await draft.keepMine();
    expect(await draft.flush()).toBe(true);
    expect(portal.stored.answers).toEqual({ a: "mine" });
  });

  it("takes theirs", async () => {
    const { draft, portal, texts } = await conflict();
    await draft.takeTheirs();
    expect(draft.view.get().answers).toEqual({ a: "theirs" });
    expect(saveKind({ draft })).toBe("saved");
    expect(texts.read(caseId)).toBeUndefined();
    draft.change("b", "on");
    expect(await draft.flush()).toBe(true);
    expect(portal.stored.answers).toEqual({ a: "theirs", b: "on" });
  });
});

describe("a draft opened again", () => {
  it("goes on with unsaved text of the tab and saves it", async () => {
    const { draft, open, timers, portal, texts } = setup();
    draft.change("a", "typed");
    draft.close();
    timers.run();
    const again = open();
    expect(again.view.get()).toMatchObject({ answers: { a: "typed" }, save: { kind: "unsaved" } });
    expect(await again.flush()).toBe(true);
    expect(portal.stored.answers).toEqual({ a: "typed" });
    expect(texts.read(caseId)).toBeUndefined();
  });

  it("asks when the draft moved on meanwhile", () => {
    const { draft, open, portal } = setup();
    draft.change("a", "typed");
    draft.close();
    portal.stored.answers = { a: "elsewhere" };
    portal.stored.version = 1;
    expect(open().view.get()).toMatchObject({ answers: { a: "typed" }, save: { kind: "conflict" } });
  });

  it("forgets the tab's copy when the portal has the same", () => {
    const { draft, open, portal, texts } = setup();
    draft.change("a", "typed  ");
    draft.close();
    portal.stored.answers = { a: "typed" };
    portal.stored.version = 1;
    expect(open().view.get().save.kind).toBe("saved");
    expect(texts.read(caseId)).toBeUndefined();
  });
});

/** Besides the two texts, a number and a table, and what follows from them. */
const computing: FormDefinition = {
  ...form,
  pages: form.pages.map((page) => ({
    ...page,
    fields: [
      ...page.fields,
      { key: "count", kind: "integer", label: { hu: "Darab" } },
      {
        key: "double",
        kind: "computed",
        label: { hu: "Kétszer" },
        as: "integer",
        compute: { "*": [{ var: "count" }, 2] },
      },
      {
        key: "rows",
        kind: "table",
        label: { hu: "Tételek" },
        maxRows: 3,
        columns: [
          { key: "n", kind: "integer", label: { hu: "Szám" } },
          {
            key: "twice",
            kind: "computed",
            label: { hu: "Kétszer" },
            as: "integer",
            compute: { "*": [{ var: "row.n" }, 2] },
          },
        ],
      },
    ],
  })),
};
const computed = { count: 2, double: 4, rows: [{ n: 3, twice: 6 }] };

const computingSetup = (start: Partial<CaseDetail> = {}) => setup(start, memoryStorage(), computing);

describe("a draft with which the portal keeps what the form computes", () => {
  it("is as it was saved when it is opened again", async () => {
    const { draft, open, portal, texts } = computingSetup();
    draft.change("count", 2);
    draft.change("rows", [{ n: 3 }]);
    expect(await draft.flush()).toBe(true);
    expect(portal.stored.answers).toEqual(computed);
    const reopened = open();
    expect(reopened.view.get()).toMatchObject({ answers: computed, save: { kind: "saved" } });
    expect(texts.read(caseId)).toBeUndefined();
    expect(await reopened.flush()).toBe(true);
    expect(portal.calls).toEqual(["saveAnswers"]);
  });

  it("goes on from there without asking, and never sends what is computed", async () => {
    const { draft, portal } = computingSetup({ answers: computed });
    draft.change("count", 5);
    expect(draft.view.get().answers).toMatchObject({ double: 4 });
    expect(await draft.flush()).toBe(true);
    expect(portal.bodies).toEqual([{ version: 0, answers: { count: 5, rows: [{ n: 3 }] } }]);
    expect(portal.stored.answers).toEqual({ ...computed, count: 5, double: 10 });
  });

  it("forgets the tab's copy when the portal has the same, whatever was computed before", async () => {
    const { draft, open, portal, texts } = computingSetup({ answers: { ...computed, count: 1, double: 2 } });
    draft.change("count", 2);
    draft.close();
    expect(texts.read(caseId)?.answers).toMatchObject({ count: 2, double: 2 });
    portal.stored.answers = computed;
    portal.stored.version = 1;
    expect(open().view.get()).toMatchObject({ answers: computed, save: { kind: "saved" } });
    expect(texts.read(caseId)).toBeUndefined();
  });

  it("recognises its own save whose answer was lost", async () => {
    const { draft, portal } = computingSetup();
    portal.faults.push({ name: "saveAnswers", failure: "lost" });
    draft.change("count", 2);
    expect(await draft.flush()).toBe(false);
    expect(await draft.flush()).toBe(true);
    expect(saveKind({ draft })).toBe("saved");
    expect(portal.stored.answers).toEqual({ count: 2, double: 4 });
  });

  it("adopts a version that only a file has made", async () => {
    const { draft, portal } = computingSetup({ answers: computed });
    portal.stored.version = 5;
    draft.change("count", 3);
    expect(await draft.flush()).toBe(true);
    expect(portal.stored).toMatchObject({ answers: { count: 3, double: 6 }, version: 6 });
  });

  it("adopts such a version also after it was saved or reread here", async () => {
    const { draft, portal } = computingSetup();
    draft.change("count", 2);
    await draft.flush();
    portal.stored.version++;
    draft.change("count", 3);
    expect(await draft.flush()).toBe(true);
    await draft.takeTheirs();
    portal.stored.version++;
    draft.change("count", 4);
    expect(await draft.flush()).toBe(true);
    expect(portal.stored.answers).toEqual({ count: 4, double: 8 });
  });

  it("still asks when somebody else gave another answer", async () => {
    const { draft, portal } = computingSetup({ answers: computed });
    portal.stored.answers = { ...computed, count: 7, double: 14 };
    portal.stored.version = 1;
    draft.change("a", "mine");
    expect(await draft.flush()).toBe(false);
    expect(saveKind({ draft })).toBe("conflict");
    await draft.takeTheirs();
    expect(draft.view.get().answers).toMatchObject({ count: 7, double: 14 });
  });
});

describe("files of a draft", () => {
  const params = { caseId, attachmentId: "x" };

  it("make a version that typed text goes on from", async () => {
    const { draft, portal, texts } = setup();
    draft.change("a", "x");
    await draft.withVersion(
      () => portal.call("verifyAttachment", { params }),
      ({ attachments }) => draft.setFiles(attachments),
    );
    expect(texts.read(caseId)).toEqual({ version: 1, answers: { a: "x" } });
    expect(await draft.flush()).toBe(true);
    expect(portal.calls).toEqual(["verifyAttachment", "saveAnswers"]);
  });

  it.each([
    ["takes their answers where nothing was typed here", false],
    ["asks where something was typed here", true],
  ])("show that somebody else changed the draft in between: %s", async (_, typed) => {
    const { draft, portal } = setup({ answers: { a: "old" } });
    if (typed) draft.change("b", "mine");
    portal.stored.answers = { a: "theirs" };
    portal.stored.version = 1;
    await draft.withVersion(
      () => portal.call("verifyAttachment", { params }),
      ({ attachments }) => draft.setFiles(attachments),
    );
    expect(saveKind({ draft })).toBe(typed ? "conflict" : "saved");
    expect(draft.view.get().answers).toEqual(typed ? { a: "old", b: "mine" } : { a: "theirs" });
    await draft.flush();
    expect(portal.stored.answers).toEqual({ a: "theirs" });
  });
});

describe("submitting", () => {
  it("saves first and sends the version that save made", async () => {
    const { draft, portal } = setup();
    draft.change("a", "x");
    const answer = await draft.submit();
    expect(answer.ok).toBe(true);
    expect(portal.calls).toEqual(["saveAnswers", "submitCase"]);
  });

  it("does not submit what could not be saved", async () => {
    const { draft, portal } = setup();
    portal.faults.push({ name: "saveAnswers", failure: { code: "too-busy" } });
    draft.change("a", "x");
    expect(await draft.submit()).toEqual({ ok: false, failure: { code: "too-busy" } });
    expect(portal.calls).toEqual(["saveAnswers"]);
  });
});

describe("typed texts of a tab", () => {
  it("are forgotten when another person logs in, and on logout", () => {
    const storage = memoryStorage();
    const texts = createTypedTexts(storage);
    storage.write("other", "stays");
    texts.claim("Anna");
    texts.keep(caseId, { version: 0, answers: { a: "secret" } });
    texts.claim("Anna");
    expect(texts.read(caseId)?.answers).toEqual({ a: "secret" });
    texts.claim("Béla");
    expect(texts.read(caseId)).toBeUndefined();
    texts.keep(caseId, { version: 0, answers: {} });
    texts.forgetAll();
    expect([...storage.entries.keys()]).toEqual(["other"]);
  });

  it("survive a storage that holds something else", () => {
    const storage = memoryStorage();
    storage.write(`portal.typed.${caseId}`, "{broken");
    expect(createTypedTexts(storage).read(caseId)).toBeUndefined();
  });
});
