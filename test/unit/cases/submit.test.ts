import { describe, expect, it } from "vitest";
import { submitCase } from "../../../src/app/cases/submit-case.ts";
import type { Answers } from "../../../src/domain/case/case.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { catalogue, computingCatalogue, setup } from "./fakes.ts";
import {
  annaActs,
  annasActing,
  answers,
  attachment,
  attachmentId,
  belaActs,
  caseId,
  draft,
  form,
  now,
} from "./fixtures.ts";

const request = { caseId: caseId(), actor: annaActs, version: 4, now: now + 60 };
const record = draft({ draftVersion: 4 });
const NUMBER = "123456789202611231019080001";

/** What submitting writes of the answers: nothing when the draft holds them as they are. */
const writtenAnswers = async (given: Answers) => {
  const world = { ...setup({ record, answers: given }), catalogue: computingCatalogue };
  const written: unknown[] = [];
  const submit: typeof world.submissions.submit = async (submitted, changed) => {
    written.push(changed.answers);
    return world.cases.submit(submitted, changed);
  };
  expect(await submitCase({ ...world, submissions: { submit } }, request)).toMatchObject({ ok: true });
  return written;
};

describe("submitCase", () => {
  it("makes the draft a submission with a number, then asks for its filing", async () => {
    const world = setup({ record, answers });
    expect(await submitCase(world, request)).toEqual({
      ok: true,
      value: { id: request.caseId, submissionNumber: NUMBER, submittedAt: "2026-11-23T09:19:08Z" },
    });
    const stored = world.cases.dossiers.get(request.caseId);
    expect(stored).toMatchObject({ answers, record: { state: "submitted", submission: { number: NUMBER } } });
    expect(world.sent).toEqual([{ caseId: request.caseId, office: "kophaza", book: "KOPH" }]);
  });

  it("goes onto the clerk's list, and not to the queue, where a clerk receives", async () => {
    const world = setup({ record, answers });
    const stored: { place?: unknown; partyName?: string | undefined }[] = [];
    const dependencies = {
      ...world,
      catalogue: {
        ...catalogue,
        settlement: async (hash: string) => ({
          ...(await catalogue.settlement(hash)),
          filing: { receive: "clerk" as const, register: "automatic" as const },
        }),
      },
      submissions: {
        submit: async (...[submitted, changes]: Parameters<typeof world.submissions.submit>) => {
          stored.push({ place: changes.place, partyName: submitted.partyName });
          return world.submissions.submit(submitted, changes);
        },
      },
    };
    expect(await submitCase(dependencies, request)).toMatchObject({ ok: true });
    const place = {
      office: "kophaza",
      list: "to-receive",
      sort: `2026-11-23T09:19:08Z#${request.caseId.slice(0, 10)}`,
    };
    expect(stored).toEqual([{ place, partyName: "Minta Anna" }]);
    expect(world.sent).toEqual([]);
  });

  it("gives the same answer again, later and at the same moment", async () => {
    const world = setup({ record, answers });
    const [first, second] = await Promise.all([submitCase(world, request), submitCase(world, request)]);
    const later = await submitCase(world, { ...request, now: now + 9999 });
    expect(second).toEqual(first);
    expect(later).toEqual(first);
    expect(world.cases.numbers.size).toBe(1);
  });

  it("gives the same answer again after filing moved the case on", async () => {
    const world = setup({ record, answers });
    const first = await submitCase(world, request);
    const stored = world.cases.dossiers.get(request.caseId);
    if (!stored) throw new Error("gone");
    const filed = { ...stored, record: { ...stored.record, state: "registered" as const } };
    world.cases.dossiers.set(request.caseId, filed);
    expect(await submitCase(world, request)).toEqual(first);
  });

  it("signs nothing anew for an account that is being deleted", async () => {
    const acting = { ...annasActing, actor: belaActs.account };
    const world = { ...setup({ record, answers, acting }), accounts: { find: async () => undefined } };
    expect(await submitCase(world, request)).toEqual({ ok: false, failure: { code: "session-ended" } });
    expect(world.cases.dossiers.get(request.caseId)?.record.state).toBe("draft");
  });

  it("refuses a capacity that the form is not for, whatever the draft was begun in", async () => {
    const world = setup({ record, answers });
    const forCompanies: FormDefinition = { ...form, filers: ["company", "institution"] };
    const dependencies = { ...world, catalogue: { ...catalogue, form: async () => forCompanies } };
    expect(await submitCase(dependencies, request)).toEqual({
      ok: false,
      failure: { code: "capacity-not-allowed" },
    });
    expect(world.cases.dossiers.get(request.caseId)?.record.state).toBe("draft");
  });

  it("refuses a capacity that the settlement does not take", async () => {
    const world = setup({ record, answers });
    const companiesOnly = {
      ...catalogue,
      settlement: async () => ({ ...(await catalogue.settlement("")), capacities: ["company" as const] }),
    };
    expect(await submitCase({ ...world, catalogue: companiesOnly }, request)).toMatchObject({
      failure: { code: "capacity-not-allowed" },
    });
    expect(world.cases.dossiers.get(request.caseId)?.record.state).toBe("draft");
  });

  it("does not pass other content off as what was submitted", async () => {
    const world = setup({ record, answers });
    await submitCase(world, request);
    const other = await submitCase(world, { ...request, version: 3 });
    expect(other).toEqual({ ok: false, failure: { code: "not-a-draft" } });
  });

  it("takes the next number while another case has the one tried", async () => {
    const world = setup({ record, answers });
    world.cases.numbers.set(NUMBER, caseId(2)).set(`${NUMBER.slice(0, -1)}2`, caseId(3));
    const submitted = await submitCase(world, request);
    expect(submitted).toMatchObject({ ok: true, value: { submissionNumber: `${NUMBER.slice(0, -1)}3` } });
  });

  it("gives up on numbers in the end", async () => {
    const world = setup({ record, answers });
    world.submissions.submit = async () => ({ ok: false, failure: { code: "number-taken" } });
    expect(await submitCase(world, request)).toEqual({ ok: false, failure: { code: "too-busy" } });
  });

  it("answers although the queue is away: the case is stored", async () => {
    const world = setup({ record, answers });
    world.queue.send = () => Promise.reject(new Error("SQS is away"));
    expect(await submitCase(world, request)).toMatchObject({ ok: true });
    expect(world.reports).toEqual(["not-queued"]);
    expect(world.cases.dossiers.get(request.caseId)?.record.state).toBe("submitted");
  });

  it("names every field that is not right, and stores nothing", async () => {
    const pending = attachment();
    const world = setup({ record, answers: { kind: "other" }, attachments: [pending] });
    const submitted = await submitCase(world, request);
    expect(submitted).toEqual({
      ok: false,
      failure: {
        code: "invalid-fields",
        errors: [
          { field: "letter", code: "required" },
          { field: "attachments.files", code: "file-not-verified" },
        ],
      },
    });
    expect(world.cases.dossiers.get(request.caseId)?.record.state).toBe("draft");
    expect(world.sent).toEqual([]);
  });

  it("counts the files once more: together they may not be larger than the form allows", async () => {
    const files = [1, 2].map((seed) =>
      attachment({ id: attachmentId(seed), state: "verified", size: 60 * 1024 * 1024 }),
    );
    const world = setup({ record, answers, attachments: files });
    expect(await submitCase(world, request)).toEqual({
      ok: false,
      failure: {
        code: "invalid-fields",
        errors: [{ field: "attachments.files", code: "files-too-large", params: { limit: 104_857_600 } }],
      },
    });
    const [one] = files;
    const half = setup({ record, answers, attachments: one ? [one] : [] });
    expect(await submitCase(half, request)).toMatchObject({ ok: true });
  });

  it.each([
    ["scanning", "file-scanning"],
    ["rejected", "file-rejected"],
  ] as const)("waits for no file that is %s, and submits none", async (state, code) => {
    const world = setup({ record, answers, attachments: [attachment({ state, objectVersion: "v1" })] });
    expect(await submitCase(world, request)).toEqual({
      ok: false,
      failure: { code: "invalid-fields", errors: [{ field: "attachments.files", code }] },
    });
    expect(world.cases.dossiers.get(request.caseId)?.record.state).toBe("draft");
  });

  it("writes no answers again that the draft already holds with all that is computed, in whatever order", async () => {
    const saved = { copy: answers["letter"], ...answers, day: "2026-11-23", rate: 7 };
    expect(await writtenAnswers(saved)).toEqual([undefined]);
    // What has to be computed anew, as on another day, or is hidden in the end, is written.
    expect(await writtenAnswers({ ...saved, day: "2026-11-22" })).toEqual([saved]);
    expect(await writtenAnswers({ ...saved, parcel: "12/3" })).toEqual([saved]);
  });

  it("leaves behind answers and files of pages that are hidden in the end", async () => {
    const kept = attachment({ state: "verified" });
    const hidden = attachment({ id: attachmentId(2), slot: "deeds" });
    const world = setup({ record, answers: { ...answers, parcel: "12/3" }, attachments: [kept, hidden] });
    expect(await submitCase(world, request)).toMatchObject({ ok: true });
    const stored = world.cases.dossiers.get(request.caseId);
    expect(stored?.answers).toEqual(answers);
    expect(stored?.attachments).toEqual([kept]);
  });

  it.each([
    ["another person's draft", { actor: belaActs }, "not-found"],
    ["a case that does not exist", { caseId: caseId(9) }, "not-found"],
    ["an older version than the stored one", { version: 3 }, "draft-changed"],
  ])("refuses %s", async (_, changes, code) => {
    const world = setup({ record, answers });
    expect(await submitCase(world, { ...request, ...changes })).toEqual({ ok: false, failure: { code } });
    expect(world.sent).toEqual([]);
  });

  it("refuses content that was saved while it was being checked", async () => {
    const world = setup({ record, answers });
    world.cases.meanwhile = () => {
      const stored = world.cases.dossiers.get(request.caseId);
      if (!stored) throw new Error("gone");
      const changed = { ...stored, record: { ...stored.record, draftVersion: 5 } };
      world.cases.dossiers.set(request.caseId, changed);
    };
    expect(await submitCase(world, request)).toEqual({ ok: false, failure: { code: "draft-changed" } });
    expect(world.cases.numbers.size).toBe(0);
  });
});
