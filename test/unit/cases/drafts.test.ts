import { describe, expect, it } from "vitest";
import { discardDraft } from "../../../src/app/cases/discard-draft.ts";
import { saveAnswers } from "../../../src/app/cases/save-answers.ts";
import { startCase } from "../../../src/app/cases/start-case.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import type { FormId, MandateId, PartyId, SettlementCode } from "../../../src/domain/ids.ts";
import { account, catalogue, computingCatalogue, setup } from "./fakes.ts";
import {
  anna,
  annaActs,
  annasActing,
  answers,
  attachment,
  belaActs,
  caseId,
  draft,
  form,
  now,
  reference,
  submitter,
  settlement,
} from "./fixtures.ts";

const start = { actor: annaActs, settlement: reference.settlement.code, form: reference.form.id, now };
const own = { caseId: caseId(), actor: annaActs };

const refusal = (field: string) => ({
  ok: false,
  failure: { code: "invalid-fields", errors: [{ field, code: "not-an-option" }] },
});

describe("startCase", () => {
  it("opens nothing for an account that is being deleted", async () => {
    const world = { ...setup(), accounts: { find: async () => undefined } };
    expect(await startCase(world, start)).toEqual({ ok: false, failure: { code: "session-ended" } });
    expect(world.cases.dossiers.size).toBe(0);
  });

  it("opens a draft under the published settlement and form, with the identity of the account", async () => {
    const world = setup();
    const started = await startCase(world, start);
    expect(started).toMatchObject({
      ok: true,
      value: {
        state: "draft",
        version: 0,
        submitter,
        acting: {
          actorName: "Minta Anna",
          party: { kind: "own-name", name: "Minta Anna" },
          basis: "self",
          rights: "submit-and-query",
        },
        answers: {},
        attachments: [],
        catalogue: { settlementHash: reference.settlement.hash, formHash: reference.form.hash },
        events: [{ type: "created", at: "2026-11-23T09:18:08Z" }],
      },
    });
    const [stored] = [...world.cases.dossiers.values()];
    expect(stored).toMatchObject({
      submitter,
      acting: annasActing,
      record: { owner: anna, book: "KOPH", catalogue: reference },
    });
  });

  const prefilled: FormDefinition = {
    ...form,
    pages: [
      {
        id: "one",
        title: { hu: "Egy" },
        fields: [
          { key: "name", kind: "text", label: { hu: "Név" }, prefill: "party.name" },
          { key: "email", kind: "email", label: { hu: "E-mail" }, prefill: "account.email" },
          { key: "phone", kind: "phone", label: { hu: "Telefon" }, prefill: "account.phone" },
          { key: "born", kind: "date", label: { hu: "Születés" }, prefill: "identity.dateOfBirth" },
          {
            key: "taxNumber",
            kind: "identifier",
            identifier: "tax-number",
            label: { hu: "Adószám" },
            prefill: "party.taxNumber",
          },
        ],
      },
    ],
  };

  it("fills in what is known of the account and of the party acted for, and nothing else", async () => {
    const world = setup();
    const known = { ...account, settings: { ...account.settings, phone: "+36301234567" } };
    const dependencies = {
      ...world,
      catalogue: { ...catalogue, form: async () => prefilled },
      accounts: { find: async () => known },
    };
    const own = await startCase(dependencies, start);
    expect(own).toMatchObject({ ok: true });
    expect(own.ok && own.value.answers).toEqual({
      name: "Minta Anna",
      phone: "+36301234567",
      born: "2101-02-03",
    });
    const party = {
      kind: "company" as const,
      id: "cegkapu-01234565" as PartyId,
      name: "Minta Kft.",
      taxNumber: "01234565-2-08",
    };
    const basis = { kind: "mandate" as const, mandate: "M1" as MandateId };
    const actor = { ...annaActs, acting: { party, basis } };
    const forCompany = await startCase(dependencies, { ...start, actor });
    expect(forCompany.ok && forCompany.value.answers).toMatchObject({
      name: "Minta Kft.",
      taxNumber: "01234565-2-08",
    });
  });

  it("refuses a capacity that the form is not for, and stores nothing", async () => {
    const world = setup();
    const forCompanies: FormDefinition = { ...form, filers: ["company", "institution"] };
    const dependencies = { ...world, catalogue: { ...catalogue, form: async () => forCompanies } };
    expect(await startCase(dependencies, start)).toEqual({
      ok: false,
      failure: { code: "capacity-not-allowed" },
    });
    expect(world.cases.dossiers.size).toBe(0);
  });

  it.each([
    ["own-name", true],
    ["company", false],
  ] as const)("begins where the settlement takes only %s: %s", async (kind, begins) => {
    const currentSettlement = async () => ({
      settlement: { ...settlement, capacities: [kind] },
      hash: reference.settlement.hash,
    });
    const dependencies = { ...setup(), catalogue: { ...catalogue, currentSettlement } };
    expect(await startCase(dependencies, start)).toMatchObject(
      begins ? { ok: true } : { ok: false, failure: { code: "capacity-not-allowed" } },
    );
  });

  describe("based on an own case", () => {
    const newer = { ...reference, form: { ...reference.form, hash: "0000000000000000" } };
    const dated: FormDefinition = {
      ...form,
      pages: [
        {
          id: "return",
          title: { hu: "Időszak" },
          fields: [
            { key: "month", kind: "month", label: { hu: "Hónap" }, advance: 1 },
            { key: "nights", kind: "integer", label: { hu: "Éjszakák" }, declareAnew: true },
            { key: "place", kind: "text", label: { hu: "Hely" }, prefill: "party.name" },
            { key: "tax", kind: "computed", label: { hu: "Adó" }, as: "money", compute: { "+": [1, 1] } },
          ],
        },
      ],
    };
    const given = { month: "2026-10", nights: 7, place: "Panzió", tax: 2 };
    const worldWith = (state: "draft" | "registered") => {
      const world = setup({ record: draft({ state }), answers: given });
      return { ...world, catalogue: { ...catalogue, form: async () => dated } };
    };
    const based = { ...start, basedOn: caseId() };

    it("takes a submission's answers into the next period, without what must be declared anew", async () => {
      const world = worldWith("registered");
      const started = await startCase(world, based);
      expect(started.ok && started.value.answers).toEqual({ month: "2026-11", place: "Panzió" });
      expect(world.cases.dossiers.get(caseId())?.answers).toEqual(given);
    });

    it("takes all of a draft as it is", async () => {
      const started = await startCase(worldWith("draft"), based);
      expect(started.ok && started.value.answers).toEqual({ month: "2026-10", nights: 7, place: "Panzió" });
    });

    it.each([
      ["another person's case", { ...based, actor: belaActs }],
      ["a case that does not exist", { ...based, basedOn: caseId(9) }],
    ])("refuses %s and creates nothing", async (_, request) => {
      const world = worldWith("registered");
      const started = await startCase(world, request);
      expect(started).toEqual({ ok: false, failure: { code: "not-carriable" } });
      expect(world.cases.dossiers.size).toBe(1);
    });

    it("refuses a case of another form", async () => {
      const other = { ...newer, form: { ...newer.form, id: "hipa" as FormId } };
      const world = setup({ record: draft({ state: "registered", catalogue: other }), answers: given });
      expect(await startCase(world, based)).toEqual({ ok: false, failure: { code: "not-carriable" } });
    });

    it("refuses a case the actor may not look into", async () => {
      const world = worldWith("registered");
      const { party } = annaActs.acting;
      const onDocument = { ...annaActs, acting: { party, basis: { kind: "document" as const } } };
      const started = await startCase(world, { ...based, actor: onDocument });
      expect(started).toEqual({ ok: false, failure: { code: "not-carriable" } });
    });
  });

  it("names the settlement or the form that is not there", async () => {
    const world = setup();
    const elsewhere = await startCase(world, { ...start, settlement: "06896" as SettlementCode });
    const another = await startCase(world, { ...start, form: "hipa" as FormId });
    expect(elsewhere).toEqual(refusal("settlement"));
    expect(another).toEqual(refusal("form"));
    expect(world.cases.dossiers.size).toBe(0);
  });
});

const save = (changes: object = {}) => ({ ...own, version: 0, answers, now: now + 60, ...changes });

describe("saveAnswers", () => {
  it("replaces the answers and gives the next version", async () => {
    const world = setup({ record: draft(), answers: { letter: "régi", kind: "land" } });
    const saved = await saveAnswers(world, save());
    expect(saved).toEqual({ ok: true, value: { version: 1, savedAt: "2026-11-23T09:19:08Z" } });
    expect(world.cases.dossiers.get(own.caseId)?.answers).toEqual(answers);
  });

  it("keeps what the form computes, by the settlement's rates and the day in its time zone", async () => {
    const world = { ...setup({ record: draft() }), catalogue: computingCatalogue };
    // 00:30 of the next day in Budapest.
    const lateThatDay = Date.UTC(2026, 10, 23, 23, 30) / 1000;
    expect(await saveAnswers(world, save({ now: lateThatDay }))).toMatchObject({ ok: true });
    const stored = world.cases.dossiers.get(own.caseId)?.answers;
    expect(stored).toEqual({ ...answers, copy: answers["letter"], rate: 7, day: "2026-11-24" });
  });

  it("believes no computed value that is sent", async () => {
    const world = { ...setup({ record: draft() }), catalogue: computingCatalogue };
    await saveAnswers(world, save({ answers: { ...answers, rate: 1, copy: "más" } }));
    expect(world.cases.dossiers.get(own.caseId)?.answers).toMatchObject({ rate: 7, copy: answers["letter"] });
  });

  it("keeps a draft as it was given that is full without what is computed, but none that is too large itself", async () => {
    const world = { ...setup({ record: draft() }), catalogue: computingCatalogue };
    const long = { letter: "é".repeat(40_000) };
    expect(await saveAnswers(world, save({ answers: { ...long, rate: 1 } }))).toMatchObject({ ok: true });
    expect(world.cases.dossiers.get(own.caseId)?.answers).toEqual(long);
    const longer = save({ version: 1, answers: { letter: "é".repeat(60_000) } });
    expect(await saveAnswers(world, longer)).toMatchObject({ failure: { code: "body-too-large" } });
  });

  it.each([
    ["another person's draft", { actor: belaActs }, "not-found"],
    ["a draft that does not exist", { caseId: caseId(9) }, "not-found"],
    ["an older version", { version: 7 }, "draft-changed"],
    ["what is no answer of the form", { answers: { status: "approved" } }, "invalid-fields"],
    ["a wrong type", { answers: { letter: 5 } }, "invalid-fields"],
    ["more than a draft can hold", { answers: { letter: "é".repeat(60_000) } }, "body-too-large"],
  ])("refuses %s", async (_, changes, code) => {
    const world = setup({ record: draft(), answers: { letter: "régi" } });
    const saved = await saveAnswers(world, save(changes));
    expect(saved).toMatchObject({ ok: false, failure: { code } });
    const stored = world.cases.dossiers.get(own.caseId);
    expect(stored).toMatchObject({ answers: { letter: "régi" }, record: { draftVersion: 0 } });
  });

  it("refuses to touch what was submitted", async () => {
    const world = setup({ record: draft({ state: "submitted" }) });
    expect(await saveAnswers(world, save())).toMatchObject({ failure: { code: "not-a-draft" } });
  });
});

describe("discardDraft", () => {
  const files = [attachment(), attachment({ state: "verified", objectVersion: "v1" })];

  it("removes the draft and its files", async () => {
    const world = setup({ record: draft(), attachments: files });
    expect((await discardDraft(world, { ...own, now })).ok).toBe(true);
    expect(world.cases.dossiers.size).toBe(0);
    expect(world.vault.removed).toEqual(files.map(({ id }) => id));
  });

  it("goes on when files cannot be removed", async () => {
    const world = setup({ record: draft(), attachments: files });
    world.vault.isBroken = true;
    expect((await discardDraft(world, { ...own, now })).ok).toBe(true);
    expect(world.reports).toEqual(["file-left", "file-left"]);
  });

  it("keeps the files of a draft that is submitted at the same moment", async () => {
    const world = setup({ record: draft(), attachments: files });
    world.cases.meanwhile = () => {
      world.cases.dossiers.set(own.caseId, {
        record: draft({ state: "submitted" }),
        submitter,
        acting: annasActing,
        answers,
        attachments: files,
      });
    };
    expect(await discardDraft(world, { ...own, now })).toMatchObject({ failure: { code: "not-a-draft" } });
    expect(world.vault.removed).toEqual([]);
  });

  it("removes a draft that changed in between as it is then", async () => {
    const world = setup({ record: draft(), attachments: [] });
    world.cases.meanwhile = () => {
      const record = draft({ draftVersion: 1 });
      world.cases.dossiers.set(own.caseId, {
        record,
        submitter,
        acting: annasActing,
        answers,
        attachments: files.slice(0, 1),
      });
    };
    expect((await discardDraft(world, { ...own, now })).ok).toBe(true);
    expect(world.vault.removed).toHaveLength(1);
  });

  it("knows nothing of other people's drafts", async () => {
    const world = setup({ record: draft() });
    const discarded = await discardDraft(world, { ...own, actor: belaActs, now });
    expect(discarded).toEqual({ ok: false, failure: { code: "not-found" } });
    expect(world.cases.dossiers.size).toBe(1);
  });
});
