import { describe, expect, it } from "vitest";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { FormDefinition, FormField } from "../../../src/domain/form/definition.ts";
import { failure, success } from "../../../src/domain/result.ts";
import type { ApiFailure, Call } from "../../../web/src/api/client.ts";
import { createLocalDrafts, type LocalDraft } from "../../../web/src/form/local-drafts.ts";
import { moveDraft } from "../../../web/src/form/move-draft.ts";
import { draftDetail, form, memoryStorage } from "./fakes.ts";

const place = { settlement: "06895", form: "letter" };
const local: LocalDraft = {
  schemaVersion: 1,
  ...place,
  formVersion: "1.0.0",
  formHash: "old",
  settlementHash: "s",
  answers: { a: "typed", b: "also typed" },
  savedAt: 1,
};
const text = (key: string): FormField => ({ key, kind: "text", label: { hu: key } });
const onePage = form.pages[0];
const versions: Record<string, FormDefinition> = {
  old: form,
  // `b` is gone, `c` is new.
  new: {
    ...form,
    version: "2.0.0",
    pages: [{ ...onePage, id: "one", fields: [text("a"), text("c")] }] as never,
  },
};

interface Fault {
  name: string;
  kind: ApiFailure["code"] | "lost";
}

/** A portal that keeps cases in memory. */
const setup = ({ formHash = "old", prefilled = {}, others = [] as CaseDetail[] } = {}) => {
  const storage = memoryStorage();
  const drafts = createLocalDrafts(storage);
  drafts.keep(local);
  const cases = new Map<string, CaseDetail>(others.map((one) => [one.id, one]));
  const faults: Fault[] = [];
  const started: string[] = [];
  const carryOut = (name: string, input: { params?: { caseId: string }; body?: Record<string, unknown> }) => {
    if (name === "listCases") return success({ cases: [...cases.values()].toReversed() });
    if (name === "startCase") {
      const id = `01J000000000000000000000${started.length + 1}A`;
      started.push(id);
      const catalogue = { settlementHash: "s", formHash };
      cases.set(id, draftDetail({ id, catalogue, answers: prefilled }));
      return success(structuredClone(cases.get(id)));
    }
    const found = cases.get(input.params?.caseId ?? "");
    if (!found) return failure({ code: "not-found" as const });
    if (name === "readCase") return success(structuredClone(found));
    found.answers = input.body?.["answers"] as CaseDetail["answers"];
    found.version++;
    found.updatedAt = "2026-11-23T10:00:00Z";
    return success({ version: found.version, savedAt: found.updatedAt });
  };
  const call = (async (name: string, input: object) => {
    const fault = faults[0]?.name === name ? faults.shift() : undefined;
    if (fault && fault.kind !== "lost") return failure({ code: fault.kind });
    const answer = carryOut(name, input);
    return fault ? failure({ code: "network" }) : answer;
  }) as unknown as Call;
  const catalogue = {
    form: async (hash: string) => success(versions[hash] as FormDefinition),
  };
  let queue: Promise<unknown> = Promise.resolve();
  const exclusive = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };
  const move = () => moveDraft({ call, catalogue, drafts, exclusive }, place);
  return { drafts, cases, faults, started, move };
};

describe("moving a form filled without a login to the portal", () => {
  it("creates one draft with the answers and forgets the local one", async () => {
    const { move, cases, drafts, started } = setup({ prefilled: { a: "known" } });
    const moved = await move();
    expect(moved).toEqual({ ok: true, value: { caseId: started[0], dropped: [] } });
    expect([...cases.values()].map(({ answers }) => answers)).toEqual([local.answers]);
    expect(drafts.read(place)).toBeUndefined();
  });

  it("keeps what the portal knew where nothing was typed", async () => {
    const { move, cases, drafts } = setup({ prefilled: { a: "known", b: "known" } });
    drafts.keep({ ...local, answers: { a: "typed" } });
    await move();
    expect([...cases.values()][0]?.answers).toEqual({ a: "typed", b: "known" });
  });

  it("takes the answers into a newer version and names what no longer fits", async () => {
    const { move, cases, started } = setup({ formHash: "new" });
    const moved = await move();
    expect(moved).toMatchObject({ value: { caseId: started[0], dropped: [{ key: "b" }] } });
    expect([...cases.values()][0]?.answers).toEqual({ a: "typed" });
  });

  it("names what the portal would not keep: characters that turn the text around, a text beyond all bounds", async () => {
    const { move, cases, drafts } = setup();
    drafts.keep({ ...local, answers: { a: "gpj\u202Eexe", b: "x".repeat(50_000) } });
    expect(await move()).toMatchObject({ value: { dropped: [{ key: "a" }, { key: "b" }] } });
    expect([...cases.values()][0]?.answers).toEqual({});
  });

  it.each([
    { a: { toString: 1 }, b: [[["x"]]] },
    { a: null, b: 1e300 },
    JSON.parse('{"__proto__":{"a":"x"},"a":true}') as Record<string, unknown>,
  ])("is not stopped by answers nobody typed", async (answers) => {
    const { move, cases, drafts } = setup();
    drafts.keep({ ...local, answers });
    expect(await move()).toMatchObject({ ok: true });
    expect([...cases.values()][0]?.answers).toEqual({});
  });

  it.each(["listCases", "startCase", "readCase", "saveAnswers"])(
    "goes on where a lost answer to %s stopped it, with the one draft",
    async (name) => {
      const { move, cases, drafts, faults, started } = setup();
      faults.push({ name, kind: "lost" });
      expect(await move()).toEqual({ ok: false, failure: { code: "network" } });
      expect(drafts.read(place)?.answers).toEqual(local.answers);
      expect(await move()).toMatchObject({ ok: true, value: { caseId: started[0] } });
      expect(started).toHaveLength(1);
      expect([...cases.values()].map(({ answers }) => answers)).toEqual([local.answers]);
      expect(drafts.read(place)).toBeUndefined();
    },
  );

  it("does not take another draft of the same form for its own", async () => {
    const other = draftDetail({ id: "01J00000000000000000000099" });
    const { move, faults, started, cases } = setup({ others: [other] });
    faults.push({ name: "startCase", kind: "network" });
    await move();
    await move();
    expect(started).toHaveLength(1);
    expect(cases.get(other.id)?.answers).toEqual({});
  });

  it("moves once from two tabs at the same moment", async () => {
    const { move, started } = setup();
    const [first, second] = await Promise.all([move(), move()]);
    expect(first.ok).toBe(true);
    expect(second).toEqual({ ok: false, failure: { code: "not-found" } });
    expect(started).toHaveLength(1);
  });

  it("keeps everything when the capacity may not file the form", async () => {
    const { move, drafts, faults } = setup();
    faults.push({ name: "startCase", kind: "capacity-not-allowed" });
    expect(await move()).toEqual({ ok: false, failure: { code: "capacity-not-allowed" } });
    expect(drafts.read(place)).toEqual(local);
  });

  it("begins anew when its draft was discarded meanwhile", async () => {
    const { move, cases, faults, started } = setup();
    faults.push({ name: "saveAnswers", kind: "network" });
    await move();
    cases.clear();
    expect(await move()).toMatchObject({ failure: { code: "not-found" } });
    expect(await move()).toMatchObject({ ok: true });
    expect(started).toHaveLength(2);
  });
});
