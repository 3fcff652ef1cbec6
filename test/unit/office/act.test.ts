import { describe, expect, it } from "vitest";
import { actOnCase } from "../../../src/app/office/act.ts";
import { readCase } from "../../../src/app/office/read-case.ts";
import type { ActionRequest } from "../../../src/contract/office.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { AccountId, CaseId, OfficeId, PartyId } from "../../../src/domain/ids.ts";
import { NOW } from "../filing/fixtures.ts";
import { aFile, anOffice, aRegistered, clerk } from "./fakes.ts";

const setup = (changes: Partial<CaseRecord> = {}) => {
  const record = aRegistered(changes);
  const office = anOffice([record]);
  const act = (who: string, action: object, revision = record.events.length) =>
    actOnCase(office.dependencies, clerk(who), {
      caseId: record.id,
      asked: { revision, files: [], ...action } as unknown as ActionRequest,
      now: NOW,
    });
  return { ...office, record, act, stored: () => office.files.get(record.id)?.record };
};

describe("what a clerk does", () => {
  it("stands in the access log before anything is written", async () => {
    const { act, journal, entries, record } = setup();
    expect(await act("ilona", { action: "start" })).toMatchObject({ ok: true });
    expect(journal).toEqual(["noted changed", "committed"]);
    expect(entries).toEqual([
      {
        caseId: record.id,
        at: NOW,
        action: "changed",
        by: "Igazgató Ilona",
        office: "Kópházi Polgármesteri Hivatal",
      },
    ]);
  });

  it("is refused when the case has changed since it was seen, and leaves no trace", async () => {
    const { act, journal, touch, record, stored } = setup();
    touch(record.id);
    expect(await act("ilona", { action: "start" })).toMatchObject({ failure: { code: "case-changed" } });
    expect(journal).toEqual([]);
    expect(stored()?.state).toBe("registered");
  });

  it("is refused as well when it changes at the last moment", async () => {
    const { act, before, touch, record, stored } = setup();
    before(() => touch(record.id));
    expect(await act("ilona", { action: "start" })).toMatchObject({ failure: { code: "case-changed" } });
    expect(stored()?.state).toBe("registered");
  });

  it.each([
    ["adam", "start", "not-found"],
    ["nobody", "start", "not-a-clerk"],
    ["ilona", "invalidate", "not-permitted"],
    ["ilona", "close", "wrong-state"],
  ])("%s, %s: %s", async (who, action, code) => {
    const { act, journal } = setup();
    expect(await act(who, { action, reason: "Téves" })).toMatchObject({ failure: { code } });
    expect(journal).toEqual([]);
  });

  it("to others a changed case is still none", async () => {
    const { act } = setup();
    expect(await act("adam", { action: "start" }, 99)).toMatchObject({ failure: { code: "not-found" } });
  });
});

describe("what becomes of the case", () => {
  it("waits for a supplement with its deadline standing still, and goes on later by as many days", async () => {
    const { act, stored } = setup({ state: "in-progress" });
    await act("ilona", { action: "request-supplement", text: "Pótolja.", dueOn: "2026-12-08" });
    expect(stored()).toMatchObject({
      state: "supplement-requested",
      deadline: { dueOn: "2026-12-23", pausedAt: NOW, pausedUntil: "2026-12-08" },
      events: [{}, {}, { type: "supplement-requested", dueOn: "2026-12-08", number: "KOPH/1-2/2026" }],
    });
    await act("ilona", { action: "end-waiting", note: "Nem kell." }, 3);
    expect(stored()).toMatchObject({ state: "in-progress", deadline: { dueOn: "2026-12-23" } });
    expect(stored()?.deadline).not.toHaveProperty("pausedAt");
  });

  it("is extended once", async () => {
    const { act, stored } = setup();
    await act("ilona", { action: "extend-deadline", note: "Szakértő kell." });
    expect(stored()).toMatchObject({
      deadline: { dueOn: "2027-01-22", extended: true },
      events: [{}, {}, { type: "deadline-extended", dueOn: "2027-01-22", note: "Szakértő kell." }],
    });
    expect(await act("ilona", { action: "extend-deadline", note: "Még egyszer." }, 3)).toMatchObject({
      failure: { code: "wrong-state" },
    });
  });

  it("belongs to whoever began with it, unless somebody had it", async () => {
    const { act, stored } = setup();
    await act("jozsef", { action: "start" });
    expect(stored()?.assignment?.officer).toEqual({ id: "HEAD", name: "Dr. Jegyző József" });
    const taken = setup({
      assignment: {
        office: "kophaza" as OfficeId,
        team: "igazgatas",
        officer: { id: "OFFICER", name: "Igazgató Ilona" },
      },
    });
    await taken.act("jozsef", { action: "start" });
    expect(taken.stored()?.assignment?.officer?.id).toBe("OFFICER");
  });

  it("is no longer the specialist system's once a person has it", async () => {
    const assignment = { office: "kophaza" as OfficeId, team: "ado", system: "ado" };
    const given = setup({ assignment });
    await given.act("jozsef", { action: "assign", team: "ado", officer: "TAX" });
    expect(given.stored()?.assignment).not.toHaveProperty("system");
    const taken = setup({ assignment });
    await taken.act("jozsef", { action: "start" });
    expect(taken.stored()?.assignment).not.toHaveProperty("system");
    const moved = setup({ assignment });
    await moved.act("jozsef", { action: "assign", team: "igazgatas" });
    expect(moved.stored()?.assignment).toMatchObject({ system: "ado", team: "igazgatas" });
  });

  it.each([
    ["a team there is not", { team: "konyha" }, "team"],
    ["somebody of another team", { team: "ado", officer: "OFFICER" }, "officer"],
    ["nobody of the office", { team: "ado", officer: "STRANGER" }, "officer"],
  ])("is not given to %s", async (_, to, field) => {
    const { act } = setup();
    expect(await act("jozsef", { action: "assign", ...to })).toMatchObject({
      failure: { code: "invalid-fields", errors: [{ field, code: "not-an-option" }] },
    });
  });

  it("given to a team it has nobody until somebody takes it", async () => {
    const { act, stored } = setup();
    await act("jozsef", { action: "assign", team: "ado", officer: "TAX" });
    expect(stored()?.assignment).toMatchObject({ team: "ado", officer: { id: "TAX" } });
    expect(stored()?.events.at(-1)?.note).toBe(stored()?.assignment?.officer?.name);
    await act("jozsef", { action: "assign", team: "igazgatas" }, 3);
    expect(stored()?.assignment).not.toHaveProperty("officer");
  });

  it("sends no file that is not the office's own and clean", async () => {
    const { act } = setup({ state: "in-progress" });
    const files = ["01KAVS7Z7Q000000000000000F"];
    expect(await act("ilona", { action: "decide", text: "", files })).toMatchObject({
      failure: { code: "invalid-fields", errors: [{ field: "files.0", code: "not-an-option" }] },
    });
  });

  const asks = { action: "request-supplement", text: "Pótolja.", dueOn: "2026-12-08" };
  it.each([
    [
      "a message that turns the direction of text",
      { action: "message", text: "a\u202eb" },
      "text",
      "characters",
    ],
    ["a message of blanks", { action: "message", text: " \n " }, "text", "required"],
    ["a rejection without a word", { action: "reject", text: "\t" }, "text", "required"],
    ["a decision of blanks without a file", { action: "decide", text: "  " }, "text", "required"],
    ["a nameless authority", { action: "transfer", authority: " ", text: "" }, "authority", "required"],
    [
      "half a letter in an authority",
      { action: "transfer", authority: "\ud800", text: "" },
      "authority",
      "characters",
    ],
    ["a day there is not", { ...asks, dueOn: "2027-02-29" }, "dueOn", "date"],
    ["today", { ...asks, dueOn: "2026-11-23" }, "dueOn", "too-early"],
    ["a day nobody will live to see", { ...asks, dueOn: "2126-12-08" }, "dueOn", "too-late"],
  ])("%s goes to nobody", async (_, action, field, code) => {
    const { act, journal } = setup({ state: "in-progress" });
    expect(await act("jozsef", action)).toMatchObject({
      failure: { code: "invalid-fields", errors: [{ field, code }] },
    });
    expect(journal).toEqual([]);
  });

  it("is written as clients' texts are: composed, with one kind of line end; a line is one line", async () => {
    const { act, files, record, stored } = setup({ state: "in-progress" });
    await act("jozsef", { action: "message", text: " Elo\u030bször\r\nMásodszor\u2028 " });
    expect(files.get(record.id)?.documents).toMatchObject([{ text: "Először\nMásodszor" }]);
    await act("jozsef", { action: "transfer", authority: " Soproni\n Hivatal ", text: "" }, 3);
    expect(stored()?.events.at(-1)).toMatchObject({ type: "transferred", note: "Soproni Hivatal" });
    const letter = files.get(record.id)?.documents.at(-1);
    expect(letter?.text).toBe("Az ügyet áttettük a következő hatósághoz: Soproni Hivatal.");
  });

  it("decided, the decision waits to be taken over, with its next number", async () => {
    const { act, files, record } = setup({ state: "in-progress" });
    await act("ilona", { action: "decide", text: "Helyt adok." });
    expect(files.get(record.id)?.documents).toMatchObject([
      {
        kind: "decision",
        number: "KOPH/1-2/2026",
        author: "Igazgató Ilona",
        delivery: { state: "sent", sentAt: NOW },
      },
    ]);
  });
});

const read = (office: ReturnType<typeof anOffice>, who: string, caseId: CaseId) =>
  readCase(office.dependencies, clerk(who), { caseId, now: NOW });

describe("reading a case", () => {
  it("is noted before the case is given", async () => {
    const record = aRegistered();
    const office = anOffice([record]);
    expect(await read(office, "ilona", record.id)).toMatchObject({ ok: true, value: { id: record.id } });
    expect(office.entries).toMatchObject([{ caseId: record.id, action: "viewed", by: "Igazgató Ilona" }]);
  });

  it("gives nothing when it cannot be noted", async () => {
    const record = aRegistered();
    const office = anOffice([record]);
    office.dependencies.log.add = () => Promise.reject(new Error("throttled"));
    await expect(read(office, "ilona", record.id)).rejects.toThrow("throttled");
  });

  it("gives no draft, nothing of another team, and nothing at all without a post", async () => {
    const draft = aRegistered({ state: "draft" });
    const office = anOffice([draft, aRegistered()]);
    expect(await read(office, "jozsef", draft.id)).toMatchObject({ failure: { code: "not-found" } });
    const [, other] = [...office.files.keys()];
    expect(await read(office, "adam", other as CaseId)).toMatchObject({ failure: { code: "not-found" } });
    expect(await read(office, "nobody", other as CaseId)).toMatchObject({ failure: { code: "not-a-clerk" } });
    expect(office.entries).toEqual([]);
  });
});

describe("a clerk's own case", () => {
  const own = [
    [
      "as the party",
      (record: CaseRecord) => ({ record: { ...record, owner: "account-of-jozsef" as PartyId } }),
    ],
    [
      "as the party, named on a document",
      (record: CaseRecord) => ({ record: { ...record, owner: "person-jozsef" as PartyId } }),
    ],
    [
      "as whoever submitted it",
      (record: CaseRecord) => ({
        record,
        acting: { ...aFile(record).acting, actor: "account-of-jozsef" as AccountId },
      }),
    ],
  ] as const;

  it.each(own)("%s is neither read nor changed by them, but by a colleague", async (_, change) => {
    const { act, files, record, journal, dependencies } = setup();
    files.set(record.id, { ...aFile(record), ...change(record) });
    const asked = { caseId: record.id, now: NOW };
    const refused = { failure: { code: "own-case" } };
    expect(await readCase(dependencies, clerk("jozsef"), asked)).toMatchObject(refused);
    expect(await act("jozsef", { action: "start" })).toMatchObject(refused);
    expect(journal).toEqual([]);
    expect(await readCase(dependencies, clerk("ilona"), asked)).toMatchObject({ ok: true });
    expect(await act("ilona", { action: "start" })).toMatchObject({ ok: true });
  });

  it("of another team is none for them, as everybody's", async () => {
    const { files, record, dependencies } = setup();
    files.set(record.id, { ...aFile(record), record: { ...record, owner: "account-of-adam" as PartyId } });
    expect(await readCase(dependencies, clerk("adam"), { caseId: record.id, now: NOW })).toMatchObject({
      failure: { code: "not-found" },
    });
  });
});
