import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { listCases } from "../../../src/app/cases/list-cases.ts";
import { readCase } from "../../../src/app/cases/read-case.ts";
import { CaseDetailSchema, CaseListSchema } from "../../../src/contract/cases.ts";
import type { SubmissionNumber } from "../../../src/domain/ids.ts";
import { setup } from "./fakes.ts";
import {
  annaActs,
  annasActing,
  answers,
  attachment,
  bela,
  belaActs,
  caseId,
  draft,
  now,
  submitter,
} from "./fixtures.ts";

describe("readCase", () => {
  it("shows the case as the contract has it, and nothing of keys, hashes and owners", async () => {
    const record = draft({
      state: "submitted",
      submission: { number: "123456789202611231019080001" as SubmissionNumber, at: now },
    });
    const { cases } = setup({ record, answers, attachments: [attachment({ objectVersion: "v1" })] });
    const found = await readCase(cases, { caseId: caseId(), actor: annaActs });
    const view = found.ok ? found.value : undefined;
    expect(v.parse(CaseDetailSchema, view)).toEqual(view);
    expect(view).toMatchObject({ submissionNumber: "123456789202611231019080001", answers });
    expect(JSON.stringify(view)).not.toMatch(/anna-account|objectVersion|sha256|abab/);
  });

  it("says of a registry number whether the office declared it invalid", async () => {
    const registration = { number: "KOPH/7-1/2026", book: "KOPH", year: 2026, main: 7, sub: 1, at: now };
    const read = async (number: string) => {
      const events = [{ type: "invalidated" as const, at: now, number, note: "Téves." }];
      const { cases } = setup({ record: draft({ state: "registered", registration, events }) });
      const found = await readCase(cases, { caseId: caseId(), actor: annaActs });
      return found.ok ? v.parse(CaseDetailSchema, found.value).registryNumberInvalidated : found.failure.code;
    };
    expect(await read("KOPH/7-1/2026")).toBe(true);
    expect(await read("KOPH/7-2/2026")).toBeUndefined();
  });

  it("tells others who may read it no more of who acted than the name", async () => {
    const acting = { ...annasActing, actor: belaActs.account, actorName: submitter.name };
    const { cases } = setup({ record: draft(), acting });
    const found = await readCase(cases, { caseId: caseId(), actor: annaActs });
    if (!found.ok) throw new Error(found.failure.code);
    expect(v.parse(CaseDetailSchema, found.value).submitter).toEqual({
      name: submitter.name,
      birthName: "",
      mothersName: "",
      placeOfBirth: "",
      dateOfBirth: "",
    });
    expect(JSON.stringify(found.value)).not.toContain(submitter.mothersName);
  });

  it("answers the same for another person's case and for none", async () => {
    const { cases } = setup({ record: draft() });
    const another = await readCase(cases, { caseId: caseId(), actor: belaActs });
    const none = await readCase(cases, { caseId: caseId(2), actor: belaActs });
    expect(another).toEqual({ ok: false, failure: { code: "not-found" } });
    expect(none).toEqual(another);
  });
});

const wrap = (text: string) => Buffer.from(text).toString("base64url");

describe("listCases", () => {
  const world = setup(
    ...Array.from({ length: 45 }, (_, index) => ({ record: draft({ id: caseId(1, now + index) }) })),
    ...Array.from({ length: 3 }, (_, index) => ({
      record: draft({ id: caseId(2, now + index), owner: bela }),
    })),
  );
  const list = async (actor = annaActs, cursor?: string) => {
    const page = await listCases(world.cases, { actor, cursor });
    if (!page.ok) throw new Error(page.failure.code);
    expect(v.safeParse(CaseListSchema, page.value).success).toBe(true);
    return page.value;
  };

  it("walks through one's own cases, newest first, each once", async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(annaActs, cursor);
      expect(page.cases.length).toBeLessThanOrEqual(20);
      seen.push(...page.cases.map(({ id }) => id));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(45);
    expect(seen).toEqual(seen.toSorted().toReversed());
  });

  it("leads into one's own list only, whosever cursor it is; nobody is named in it", async () => {
    const { cursor } = await list(annaActs);
    expect(atob(cursor ?? "")).not.toContain("anna");
    const page = await list(belaActs, cursor);
    const all = await list(belaActs);
    expect(page.cases.every(({ id }) => all.cases.some((own) => own.id === id))).toBe(true);
  });

  it.each(["", "x", "%%%", "====", wrap("1.nonsense"), wrap(`2.${caseId()}`), wrap(`1.${caseId()}x`)])(
    "refuses the cursor %j",
    async (cursor) => {
      const page = await listCases(world.cases, { actor: annaActs, cursor });
      expect(page).toEqual({ ok: false, failure: { code: "bad-request" } });
    },
  );
});
