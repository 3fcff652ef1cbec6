import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Portal } from "../../../local/runtime.ts";
import type { Behaviour } from "../../../local/tax-system/behaviour.ts";
import type { Happening } from "../../../local/tax-system/tax-system.ts";
import { createCaseFileReader } from "../../../src/adapters/dynamo/case-reader.ts";
import { createHandoverStore } from "../../../src/adapters/dynamo/handover-store.ts";
import type { CaseFile } from "../../../src/app/casework/ports.ts";
import { DELIVERY_PERIOD } from "../../../src/domain/delivery/retry.ts";
import type { Handover } from "../../../src/domain/delivery/handover.ts";
import type { CaseId, OfficeId } from "../../../src/domain/ids.ts";
import { systemClock } from "../../../src/http/clock.ts";
import { eventually } from "../../support/eventually.ts";
import { startTestPortal } from "../../support/portal.ts";
import { submitTo } from "../../support/system-cases.ts";

// The deployed bundles with their roles and queue, and the simulated tax systems at the other end.
let portal: Portal;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
  Object.assign(process.env, portal.resources.sdkEnvironment);
}, 300_000);
afterAll(() => portal.stop());
beforeEach(async () => {
  portal.shiftClock(0);
  await behave({});
  // What one test did to the system's health is not the next one's.
  await createHandoverStore(tables()).saveHealth(NAGYCENK, undefined);
});

const NAGYCENK = { office: "nagycenk" as OfficeId, system: "ado" };
/** Milliseconds: several functions start one after the other. */
const PATIENCE = 40_000;
const LONG = { timeout: 120_000 };
const FORM = "idegenforgalmi-ado-bevallas";
const submitToNagycenk = () => submitTo(portal, { settlement: "02495", form: FORM });

/** Puts the clock a little after an instant. */
const goTo = (instant: number | undefined): void => {
  if (instant === undefined) throw new Error("There is no such instant");
  portal.shiftClock(Math.max(0, instant - systemClock()) + 5);
};

const control = async <Body>(order?: object): Promise<Body> => {
  const answer = await fetch(`${portal.origin}/local/tax-system`, {
    method: order ? "POST" : "GET",
    ...(order && { body: JSON.stringify(order) }),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Body;
};
const behave = (behaviour: Partial<Behaviour>) => control({ behaviour });
const happenings = async (caseId: string): Promise<Happening[]> => {
  const { happenings: all } = await control<{ happenings: Happening[] }>();
  return all.filter((one) => one.caseId === caseId);
};
const call = (system: string, caseId: string, content: object) =>
  control<{ status: number; body: Record<string, unknown> }>({ system, caseId, call: content });

const tables = () => ({ tableName: portal.environment("delivery-worker")["CASES_TABLE"] ?? "" });
const fileOf = async (id: CaseId): Promise<CaseFile> => {
  const file = await createCaseFileReader(tables()).find(id);
  if (!file) throw new Error("There is no such case");
  return file;
};
const handoverOf = async (caseId: CaseId, office = "nagycenk"): Promise<Handover | undefined> =>
  (await createHandoverStore(tables()).read({ caseId, office: office as OfficeId, system: "ado" })).handover;
const untilState = (id: CaseId, state: string) =>
  eventually(
    async () => (await fileOf(id)).record.state,
    (now) => now === state,
    PATIENCE,
  );
const untilHandover = (id: CaseId, state: Handover["state"]) =>
  eventually(
    () => handoverOf(id),
    (handover) => handover?.state === state,
    PATIENCE,
  );
const untilFailed = (id: CaseId) =>
  eventually(
    () => handoverOf(id),
    (handover) => (handover?.attempts ?? 0) >= 1,
    PATIENCE,
  );

describe("a tax system the portal delivers to", LONG, () => {
  it("gets the case, starts and decides it; the client sees the decision", async () => {
    const { id } = await submitToNagycenk();
    expect(await untilState(id, "decided")).toBe("decided");
    const { record, documents } = await fileOf(id);
    expect(record.events.map(({ type }) => type)).toEqual([
      "created",
      "submitted",
      "received",
      "registered",
      "routed",
      "started",
      "decided",
    ]);
    expect(documents).toMatchObject([
      { kind: "decision", author: "Gépi ügyintézés (Adószakrendszer)", delivery: { state: "sent" } },
    ]);
    expect(documents[0]?.number).toBe(record.registration?.number.replace("-1/", "-2/"));
    expect(await untilHandover(id, "done")).toMatchObject({ state: "done", reason: "filed" });
  });

  it("may say everything many times at once: it happens once, and every answer is the same", async () => {
    await behave({ times: 5 });
    const { id } = await submitToNagycenk();
    expect(await untilState(id, "decided")).toBe("decided");
    const calls = await eventually(
      async () => (await happenings(id)).filter(({ what }) => what === "called"),
      (all) => all.length === 10,
      PATIENCE,
    );
    expect(new Set(calls.map(({ detail }) => detail)).size).toBe(2);
    expect(calls.map(({ status }) => status)).toEqual(calls.map(() => 200));
    const { record, documents } = await fileOf(id);
    expect(documents).toHaveLength(1);
    expect(record.events.filter(({ type }) => type === "decided")).toHaveLength(1);
  });

  it("is refused what is not its own case, as if there were none", async () => {
    const foreign = await submitTo(portal, { settlement: "06895", form: FORM });
    expect(await untilState(foreign.id, "registered")).toBe("registered");
    const before = await fileOf(foreign.id);
    const missing = await call("nagycenk/ado", "01ARZ3NDEKTSV4RRFFQ69G5FAV", {
      call: "foreign-1",
      action: "start",
    });
    const refused = await call("nagycenk/ado", foreign.id, { call: "foreign-1", action: "start" });
    expect(refused.status).toBe(404);
    const { requestId: _, ...body } = refused.body;
    const { requestId: __, ...same } = missing.body;
    expect(body).toEqual(same);
    expect(await fileOf(foreign.id)).toEqual(before);
  });

  it("is tried again later when it is down; nothing is lost", async () => {
    await behave({ receive: "down" });
    const { id } = await submitToNagycenk();
    const failed = await untilFailed(id);
    expect(failed).toMatchObject({ state: "waiting", lastFailure: "status-503" });
    await behave({});
    goTo(failed?.nextTryAt);
    await portal.fireSchedule("delivery-sweeper");
    expect(await untilHandover(id, "done")).toMatchObject({ state: "done" });
    expect(await untilState(id, "decided")).toBe("decided");
  });

  it("hangs: the try ends in time, and the office's own cases go on", async () => {
    await behave({ receive: "hang" });
    const hanging = await submitToNagycenk();
    const other = await submitTo(portal, { settlement: "06895", form: FORM });
    expect(await untilState(other.id, "registered")).toBe("registered");
    const failed = await untilFailed(hanging.id);
    expect(failed).toMatchObject({ state: "waiting", lastFailure: "timeout" });
  });

  it("is given up after three days; the office keeps the case", async () => {
    await behave({ receive: "down" });
    const { id } = await submitToNagycenk();
    const failed = await untilFailed(id);
    goTo(failed && failed.since + DELIVERY_PERIOD);
    await portal.fireSchedule("delivery-sweeper");
    expect(await untilHandover(id, "set-aside")).toMatchObject({ state: "set-aside" });
    expect((await fileOf(id)).record.state).toBe("registered");
  });
});

describe("a tax system behind a firewall", LONG, () => {
  it("fetches what waits for it, once", async () => {
    const { id } = await submitTo(portal, { settlement: "03814", form: FORM });
    expect(await untilState(id, "registered")).toBe("registered");
    await control({ pull: "heviz/ado" });
    expect(await untilState(id, "decided")).toBe("decided");
    expect(await handoverOf(id, "heviz")).toMatchObject({ state: "done" });
    await control({ pull: "heviz/ado" });
    expect((await happenings(id)).filter(({ detail }) => detail === "package")).toHaveLength(1);
  });
});

const ask = (token: string | undefined, office = "nagycenk") =>
  fetch(`${portal.origin}/api/integration/${office}/cases`, {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
const tokenOf = async (name: string) => (await control<{ accessToken: string }>({ token: name })).accessToken;

describe("access", LONG, () => {
  it("needs an access token of the issuer", async () => {
    const none = await ask(undefined);
    expect([none.status, none.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    const token = await tokenOf("nagycenk/ado");
    expect((await ask(token)).status).toBe(200);
    expect((await ask(`${token.slice(0, -8)}AAAAAAAA`)).status).toBe(401);
  });

  it("ends with the token", async () => {
    const token = await tokenOf("nagycenk/ado");
    portal.shiftClock(3_600);
    expect((await ask(token)).status).toBe(401);
  });

  it("covers the system's own office alone", async () => {
    const answer = await ask(await tokenOf("nagycenk/ado"), "heviz");
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: "outside-scope" });
  });
});

// Last: entries of a book never go back in time, so what is filed after this bears dates of then.
describe("a decision", LONG, () => {
  it("that counts as delivered is told to the system, which closes the case", async () => {
    const { id } = await submitToNagycenk();
    expect(await untilState(id, "decided")).toBe("decided");
    for (const days of [20, 40]) {
      portal.shiftClock(days * 86_400);
      await portal.fireSchedule("procedure-sweeper");
    }
    expect((await fileOf(id)).documents).toMatchObject([{ delivery: { state: "deemed" } }]);
    expect(await handoverOf(id)).toMatchObject({ state: "waiting", reason: "updated" });
    portal.shiftClock(40 * 86_400 + 120);
    await portal.fireSchedule("delivery-sweeper");
    expect(await untilState(id, "closed")).toBe("closed");
  });
});
