import { describe, expect, it } from "vitest";
import type { AccessRecord } from "../../../src/app/casework/access-log.ts";
import { callOnCase } from "../../../src/app/delivery/system-call.ts";
import type { SystemCall } from "../../../src/contract/integration.ts";
import type { SystemActor } from "../../../src/domain/delivery/system-actor.ts";
import type { FormId, OfficeId } from "../../../src/domain/ids.ts";
import { NOW, sha256, TIME_ZONE } from "../filing/fixtures.ts";
import { actor, fakeCases, systemCase, withSystem } from "./fakes.ts";

const setup = (system?: string) => {
  const file = systemCase(system);
  const caseId = file.record.id;
  const cases = fakeCases([file]);
  const accesses: AccessRecord[] = [];
  let now = NOW + 60;
  const dependencies = {
    store: cases.store,
    catalogue: { settlement: async () => withSystem },
    log: { add: async (_: unknown, entry: AccessRecord) => void accesses.push(entry) },
    random: (count: number) => Uint8Array.from({ length: count }, (_, index) => index + (now % 7)),
    sha256,
    timeZone: TIME_ZONE,
    clock: () => now,
    pause: async () => undefined,
  };
  const call = (content: SystemCall, who: SystemActor = actor(), office = "kophaza") =>
    callOnCase(dependencies, { actor: who, office, caseId, now, call: content });
  const wait = (seconds: number) => void (now += seconds);
  return { ...cases, caseId, accesses, call, wait, state: () => cases.fileOf(caseId)?.record.state };
};

const start: SystemCall = { call: "start-0001", action: "start" };
const OTHER_FORM = "idegenforgalmi-ado-bevallas" as FormId;
const decide: SystemCall = { call: "decide-0001", action: "decide", text: "Megállapítjuk.", files: [] };

describe("a call", () => {
  it("moves the case, registers its document under the next number and says so", async () => {
    const { call, fileOf, caseId, changes } = setup();
    expect(await call(start)).toMatchObject({ ok: true, value: { call: "start-0001", revision: 6 } });
    const decided = await call({ ...decide, author: "Adóügyi Ádám" });
    expect(decided).toMatchObject({ ok: true, value: { revision: 7, number: "KOPH/1-2/2026" } });
    const file = fileOf(caseId);
    expect(file?.record.state).toBe("decided");
    expect(file?.documents).toMatchObject([
      { kind: "decision", from: "office", author: "Adóügyi Ádám (Adószakrendszer)", number: "KOPH/1-2/2026" },
    ]);
    // The system need not be told of what it did itself; the client is.
    expect(changes.map(({ handover, notify }) => [handover, notify])).toEqual([
      [undefined, true],
      [undefined, true],
    ]);
  });

  it("sent again happens once and gets the same answer, however late and whatever came between", async () => {
    const { call, changes, wait } = setup();
    const first = await call(start);
    const decided = await call(decide);
    wait(3_600);
    expect(await call(start)).toEqual(first);
    expect(await call(decide)).toEqual(decided);
    await call({ call: "message-01", action: "message", text: "Kiegészítés.", files: [] });
    expect(await call(decide)).toEqual(decided);
    expect(changes).toHaveLength(3);
  });

  it("sent twice at once happens once and gets the same answer", async () => {
    const { call, changes } = setup();
    await call(start);
    const answers = await Promise.all(Array.from({ length: 5 }, () => call(decide)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.ok).toBe(true);
    expect(changes).toHaveLength(2);
  });

  it("whose answer was lost on the way from the store is found done", async () => {
    const { call, changes, setCommit } = setup();
    setCommit((_, apply) => {
      apply();
      return "read-again";
    });
    expect(await call(start)).toMatchObject({ ok: true, value: { revision: 6 } });
    expect(changes).toHaveLength(1);
  });

  it("does not take the id of another", async () => {
    const { call, changes } = setup();
    await call(start);
    const other = await call({ call: "start-0001", action: "end-waiting", note: "x" });
    expect(other).toEqual({ ok: false, failure: { code: "call-reused" } });
    expect(changes).toHaveLength(1);
  });

  it.each<[string, SystemActor]>([
    ["another system of the office", actor({ system: "ipar" })],
    ["a token for other forms", actor({ forms: [OTHER_FORM] })],
  ])("of %s finds no case", async (_, who) => {
    const { call, accesses, changes } = setup();
    expect(await call(start, who)).toEqual({ ok: false, failure: { code: "not-found" } });
    expect([accesses, changes]).toEqual([[], []]);
  });

  it("for another office than the token's, or than the system's own, is outside its scope", async () => {
    const { call } = setup();
    const sopron = "sopron" as OfficeId;
    const refused = { ok: false, failure: { code: "outside-scope" } };
    expect(await call(start, actor(), "sopron")).toEqual(refused);
    expect(await call(start, actor({ offices: [sopron] }))).toEqual(refused);
    expect(await call(start, actor({ offices: [sopron] }), "sopron")).toEqual(refused);
  });

  it("that the state does not allow changes nothing", async () => {
    const { call, changes, state } = setup();
    expect(await call(decide)).toMatchObject({ ok: false, failure: { code: "wrong-state" } });
    expect(await call({ call: "close-0001", action: "close" })).toMatchObject({ ok: false });
    expect([changes, state()]).toEqual([[], "registered"]);
  });

  it("asks for a supplement by the usual day where it names none", async () => {
    const { call, fileOf, caseId } = setup();
    await call(start);
    const text = "Kérjük a mellékletet.";
    const asked = { call: "supplement-1", action: "request-supplement" as const, text, files: [] };
    // Nothing is published about the usual number of days here, and today is no deadline.
    expect(await call(asked)).toMatchObject({ ok: false, failure: { code: "invalid-fields" } });
    expect(await call({ ...asked, dueOn: "2026-12-10" })).toMatchObject({ ok: true });
    expect(fileOf(caseId)?.record).toMatchObject({ state: "supplement-requested" });
  });

  it.each(["\u202emádÁ", " \n "])("signed by %j is refused", async (author) => {
    const { call, changes } = setup();
    await call(start);
    expect(await call({ ...decide, author })).toMatchObject({
      failure: { code: "invalid-fields", errors: [{ field: "author", code: "characters" }] },
    });
    expect(changes).toHaveLength(1);
  });

  it("closes no case whose decision nobody has got", async () => {
    const { call, state } = setup();
    await call(start);
    await call(decide);
    expect(await call({ call: "close-0001", action: "close" })).toMatchObject({
      failure: { code: "wrong-state" },
    });
    expect(state()).toBe("decided");
  });

  it("leaves one entry in the access log, before anything is written", async () => {
    const { call, accesses } = setup();
    await call(start);
    await call(start);
    expect(accesses).toEqual([
      { at: NOW + 60, action: "changed", by: "Adószakrendszer", office: withSystem.office.name.hu },
    ]);
  });
});
