import { describe, expect, it, vi } from "vitest";
import { listCases } from "../../../src/app/cases/list-cases.ts";
import { startCase } from "../../../src/app/cases/start-case.ts";
import { submitCase } from "../../../src/app/cases/submit-case.ts";
import type { Actor } from "../../../src/domain/acting/actor.ts";
import type { Acting } from "../../../src/domain/acting/capacity.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import type { FormId, MandateId, PartyId, SettlementCode } from "../../../src/domain/ids.ts";
import { setup } from "./fakes.ts";
import {
  annaActs,
  annasActing,
  answers,
  belaActs,
  caseId,
  draft,
  form,
  now,
  reference,
  submitter,
} from "./fixtures.ts";

const company = {
  kind: "company" as const,
  id: "cegkapu-01234565" as PartyId,
  name: "Minta Kft.",
  taxNumber: "01234565-2-08",
};
const forCompany = (changes: Partial<Acting> = {}): Actor => ({
  ...annaActs,
  personKey: "ANNA",
  acting: { party: company, basis: { kind: "mandate", mandate: "M1" as MandateId }, ...changes },
});
const start = (actor: Actor) => ({
  actor,
  settlement: reference.settlement.code,
  form: reference.form.id,
  now,
});
const elsewhere = ["08518" as SettlementCode];
const demanding: FormDefinition = { ...form, identification: 3 };

describe("a case begun for a company", () => {
  it("is the company's and remembers who began it, on what basis", async () => {
    const world = setup();
    const started = await startCase(world, start(forCompany()));
    const [stored] = world.cases.dossiers.values();
    expect(stored).toMatchObject({
      record: { owner: company.id },
      submitter,
      acting: {
        party: company,
        basis: { kind: "mandate", mandate: "M1" },
        actor: annaActs.account,
        actorName: submitter.name,
      },
    });
    expect(started).toMatchObject({
      value: {
        submitter,
        acting: { actorName: submitter.name, party: { name: "Minta Kft." }, basis: "mandate" },
      },
    });
    expect(JSON.stringify(started)).not.toMatch(/cegkapu-|"M1"|anna-account/);
  });

  it.each([
    [
      "outside the mandate's settlements",
      forCompany({ scope: { settlements: elsewhere } }),
      "outside-mandate",
    ],
    ["outside its forms", forCompany({ scope: { forms: ["other" as FormId] } }), "outside-mandate"],
  ])("is not begun %s", async (_, actor, code) => {
    const world = setup();
    expect(await startCase(world, start(actor))).toEqual({ ok: false, failure: { code } });
    expect(world.cases.dossiers.size).toBe(0);
  });
});

describe("a form that asks for a stronger login", () => {
  const catalogue = { ...setup().catalogue, form: async () => demanding };

  it.each([
    [2, false],
    [3, true],
    [4, true],
  ])("is begun and submitted at level %i: %s", async (level, ok) => {
    const world = { ...setup({ record: draft(), answers }), catalogue };
    const actor = { ...annaActs, level };
    const started = await startCase(world, start(actor));
    const submitted = await submitCase(world, { caseId: caseId(), actor, version: 0, now });
    const refused = { ok: false, failure: { code: "identification-too-low" } };
    for (const outcome of [started, submitted]) expect(outcome).toMatchObject(ok ? { ok } : refused);
  });

  it("gives the answer of what was submitted before to a weaker login too", async () => {
    const world = { ...setup({ record: draft(), answers }), catalogue };
    const request = { caseId: caseId(), version: 0, now };
    const first = await submitCase(world, { ...request, actor: { ...annaActs, level: 3 } });
    expect(first.ok).toBe(true);
    expect(await submitCase(world, { ...request, actor: annaActs })).toEqual(first);
  });
});

const recordFor = (actor: Actor) => ({ ...actor.acting, actor: actor.account, actorName: "Minta Anna" });

describe("a submission for somebody else", () => {
  const companys = draft({ owner: company.id });
  const request = { caseId: caseId(), version: 0, now };
  const submitting = async (actor: Actor, acting = annasActing) => {
    const world = setup({ record: companys, answers, acting });
    const submit = vi.spyOn(world.submissions, "submit");
    const outcome = await submitCase(world, { ...request, actor });
    return { outcome, stored: world.cases.dossiers.get(caseId()), changes: submit.mock.calls[0]?.[1] };
  };

  it("rests on the right, in the store's transaction", async () => {
    const actor = forCompany();
    const { outcome, changes } = await submitting(actor, recordFor(actor));
    expect(outcome.ok).toBe(true);
    expect(changes).toMatchObject({
      attachments: [],
      right: { personKey: "ANNA", basis: actor.acting.basis },
    });
  });

  it("signs anew what was begun in another capacity", async () => {
    const actor = forCompany({ basis: { kind: "statutory", entry: "e" } });
    const { stored } = await submitting(actor, recordFor(forCompany()));
    expect(stored?.acting.basis).toEqual({ kind: "statutory", entry: "e" });
    expect(stored?.submitter).toEqual(submitter);
  });

  it("in one's own name rests on nothing that could be withdrawn", async () => {
    const world = setup({ record: draft(), answers });
    const submit = vi.spyOn(world.submissions, "submit");
    await submitCase(world, { ...request, actor: { ...annaActs, personKey: "ANNA" } });
    expect(submit.mock.calls[0]?.[1]).not.toHaveProperty("right");
  });

  it("outside the mandate is told so, to those who act for the party only", async () => {
    const narrow = { scope: { settlements: elsewhere } };
    expect((await submitting(forCompany(narrow))).outcome).toMatchObject({
      failure: { code: "outside-mandate" },
    });
    expect((await submitting({ ...belaActs, personKey: "X" })).outcome).toMatchObject({
      failure: { code: "not-found" },
    });
  });

  it.each(["mandate-revoked", "representation-ended"] as const)("withdrawn meanwhile is %s", async (code) => {
    const world = setup({ record: companys, answers });
    world.submissions.submit = async () => ({ ok: false, failure: { code } });
    expect(await submitCase(world, { ...request, actor: forCompany() })).toEqual({
      ok: false,
      failure: { code },
    });
    expect(world.sent).toEqual([]);
  });
});

describe("the list under a narrow mandate", () => {
  const inside = { ...reference, form: { ...reference.form, id: "inside" as FormId } };
  const world = setup(
    ...Array.from({ length: 90 }, (_, index) => ({
      record: draft({
        id: caseId(1, now + index),
        owner: company.id,
        ...(index % 3 === 0 && { catalogue: inside }),
      }),
    })),
  );
  const actor = forCompany({ scope: { forms: ["inside" as FormId] } });

  it("fills its pages with what is covered, each case once, newest first", async () => {
    const sizes: number[] = [];
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCases(world.cases, { actor, cursor });
      if (!page.ok) throw new Error(page.failure.code);
      sizes.push(page.value.cases.length);
      seen.push(...page.value.cases.map(({ id }) => id));
      cursor = page.value.cursor;
    } while (cursor !== undefined);
    expect(sizes).toEqual([20, 10]);
    const covered = [...world.cases.dossiers.values()].filter(
      ({ record }) => record.catalogue.form.id === "inside",
    );
    expect(seen).toEqual(
      covered
        .map(({ record }) => record.id)
        .toSorted()
        .toReversed(),
    );
  });

  it("of nothing covered ends in bounded reads, and goes on from where it stopped", async () => {
    const listOwned = vi.spyOn(world.cases, "listOwned");
    const nothing = forCompany({ scope: { forms: ["none" as FormId] } });
    expect(await listCases(world.cases, { actor: nothing, cursor: undefined })).toEqual({
      ok: true,
      value: { cases: [], cursor: undefined },
    });
    expect(listOwned.mock.calls.length).toBeLessThanOrEqual(5);
  });

  it("on an uploaded document is not given", async () => {
    const onDocument = forCompany({ basis: { kind: "document" } });
    expect(await listCases(world.cases, { actor: onDocument, cursor: undefined })).toEqual({
      ok: false,
      failure: { code: "cannot-query" },
    });
  });
});
