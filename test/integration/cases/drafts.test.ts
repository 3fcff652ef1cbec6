import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Portal } from "../../../local/runtime.ts";
import type { CaseDetail, CaseSummary } from "../../../src/contract/cases.ts";
import { eventually } from "../../support/eventually.ts";
import { startTestPortal } from "../../support/portal.ts";
import { faults } from "../../support/fault-store.ts";
import { type Client, completeAnswers, logIn, problemOf } from "./client.ts";

// The deployed bundles, with the roles, tables and routes of the template.
let portal: Portal;
let anna: Client;
let bela: Client;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
  [anna, bela] = [await logIn(portal, "Anna"), await logIn(portal, "Béla")];
});
afterAll(() => portal.stop());

const missing = "01M000000000000000000000ZZ";
const save = (client: Client, id: string, version: number, answers: unknown) =>
  client.call<{ version: number; savedAt: string }>("PUT", `/api/cases/${id}/answers`, { version, answers });

const attempts = (of: string) =>
  Promise.all([
    bela.call("GET", `/api/cases/${of}`),
    save(bela, of, 1, completeAnswers),
    save(bela, of, 1, { unknown: true }),
    bela.call("DELETE", `/api/cases/${of}`),
    bela.call("POST", `/api/cases/${of}/submission`, { version: 1 }),
  ]);

const onCatalogue = ({ caller, operation }: { caller: string; operation: string }) =>
  caller === "drafts" && operation === "GetObject";
/** Longer than the function may run. */
const hang = { kind: "delay", milliseconds: 30_000 } as const;

/** An answer without what differs from request to request. */
const tell = ({ status, body }: Awaited<ReturnType<typeof attempts>>[number]) => {
  const { requestId: _, ...rest } = body as Record<string, unknown>;
  return { status, ...rest };
};

const list = async (client: Client, query = "") =>
  (await client.call<{ cases: CaseSummary[]; cursor?: string }>("GET", `/api/cases${query}`)).body;

const onCases = ({ caller, operation }: { caller: string; operation: string }) =>
  caller === "drafts" && operation === "TransactWriteItems";

describe("a draft", () => {
  it("begins with the submitter's identity and the published catalogue", async () => {
    const started = await anna.start();
    expect(started).toMatchObject({
      state: "draft",
      version: 0,
      submitter: { name: "Anna" },
      settlement: { code: "06895", name: { hu: "Kópháza" } },
      answers: {},
      attachments: [],
      events: [{ type: "created" }],
    });
    const { settlementHash, formHash } = started.catalogue;
    for (const file of [`settlement.${settlementHash}.json`, `form.${formHash}.json`])
      expect((await fetch(`${portal.origin}/catalogue/${file}`)).status).toBe(200);
  });

  it.each([
    [{ settlement: "06896", form: "altalanos-celu-kerelem" }, "settlement"],
    [{ settlement: "06895", form: "nincs-ilyen" }, "form"],
    [{ settlement: "06895", form: "../../current" }, "form"],
    [{ settlement: "06895", form: "altalanos-celu-kerelem", state: "decided" }, "state"],
    [{ settlement: "06895", form: "altalanos-celu-kerelem", owner: "someone" }, "owner"],
  ])("does not begin with %j", async (request, field) => {
    const refused = await anna.call<{ errors: { field: string }[] }>("POST", "/api/cases", request);
    expect(problemOf(refused)).toEqual({ status: 422, code: "invalid-fields" });
    expect(refused.body.errors.map((error) => error.field)).toEqual([field]);
  });

  it("is saved as far as it is, version by version, and reads back the same", async () => {
    const { id } = await anna.start();
    const half = {
      contact: { email: "árvíztűrő@pél", phone: "06 1" },
      request: { letter: "Tisztelt\nHivatal! 😀" },
    };
    expect((await save(anna, id, 0, half)).body).toMatchObject({ version: 1 });
    expect((await save(anna, id, 1, completeAnswers)).body).toMatchObject({ version: 2 });
    const read = await anna.call<CaseDetail>("GET", `/api/cases/${id}`);
    expect(read.body).toMatchObject({ version: 2, answers: completeAnswers, state: "draft" });
  });

  it("is not overwritten from a second tab; the same save again is only an echo", async () => {
    const { id } = await anna.start();
    const first = await save(anna, id, 0, { request: { subject: "első" } });
    const second = await save(anna, id, 0, { request: { subject: "második" } });
    expect(problemOf(second)).toEqual({ status: 409, code: "draft-changed" });
    expect((await save(anna, id, 0, { request: { subject: "első" } })).body).toEqual(first.body);
    const { body } = await anna.call<CaseDetail>("GET", `/api/cases/${id}`);
    expect(body).toMatchObject({ version: 1, answers: { request: { subject: "első" } } });
  });

  it("takes exactly one of many saves at once", async () => {
    const { id } = await anna.start();
    const saves = await Promise.all(
      Array.from({ length: 8 }, (_, index) => save(anna, id, 0, { request: { subject: `tárgy ${index}` } })),
    );
    expect(saves.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    expect(saves.every(({ status }) => status === 200 || status === 409)).toBe(true);
  });

  it.each([
    ["a status", { state: "decided" }],
    ["an unknown field", { request: { subject: "x", approved: true } }],
    ["a list for a text", { request: { subject: ["x"] } }],
    ["an object for a text", { request: { subject: { "": 1 } } }],
    ["an absurd length", { request: { subject: "x".repeat(10_000) } }],
    ["no object", ["x"]],
  ])("does not take %s", async (_, answers) => {
    const { id } = await anna.start();
    const refused = await save(anna, id, 0, answers);
    expect(problemOf(refused)).toEqual({ status: 422, code: "invalid-fields" });
    expect((await anna.call<CaseDetail>("GET", `/api/cases/${id}`)).body).toMatchObject({
      version: 0,
      answers: {},
    });
  });

  it("is gone once discarded", async () => {
    const { id } = await anna.startComplete();
    expect((await anna.call("DELETE", `/api/cases/${id}`)).status).toBe(204);
    expect((await anna.call("GET", `/api/cases/${id}`)).status).toBe(404);
    expect(problemOf(await save(anna, id, 1, {}))).toEqual({ status: 404, code: "not-found" });
    expect((await anna.call("DELETE", `/api/cases/${id}`)).status).toBe(404);
  });

  it("of another person is as one that does not exist", async () => {
    const { id } = await anna.startComplete();
    const [others, none] = [await attempts(id), await attempts(missing)];
    expect(others.map(tell)).toEqual(none.map(tell));
    expect(others.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect((await anna.call("GET", `/api/cases/${id}`)).status).toBe(200);
  });
});

describe("the list", () => {
  it("shows one's own cases only, newest first, page by page", async () => {
    const clara = await logIn(portal, "Klára");
    const ids: string[] = [];
    for (let count = 0; count < 23; count++) ids.push((await clara.start()).id);
    const first = await eventually(
      () => list(clara),
      ({ cursor }) => cursor !== undefined,
    );
    const second = await list(clara, `?cursor=${first.cursor}`);
    expect([...first.cases, ...second.cases].map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect([first.cases.length, second.cases.length, second.cursor]).toEqual([20, 3, undefined]);
    const newest = first.cases.map(({ id }) => id);
    expect(newest).toEqual(newest.toSorted().toReversed());
    const foreign = await list(await logIn(portal, "Dénes"), `?cursor=${first.cursor}`);
    expect(foreign).toEqual({ cases: [] });
  });

  it("refuses a cursor it did not give", async () => {
    for (const cursor of ["x", "%00", "e30", Buffer.from(`1.${missing}!`).toString("base64url")]) {
      const refused = await anna.call("GET", `/api/cases?cursor=${cursor}`);
      expect(problemOf(refused)).toEqual({ status: 400, code: "bad-request" });
    }
  });

  it("takes three calls of DynamoDB besides the session's: one for each id the person's cases may be under", async () => {
    await anna.call("GET", "/api/cases");
    portal.gateway.tally.reset();
    await anna.call("GET", "/api/cases");
    const calls = portal.gateway.tally.counts();
    expect(calls).toEqual({
      "cases dynamodb:UpdateItem": 1,
      "cases dynamodb:Query": 2,
      "cases dynamodb:BatchGetItem": 1,
    });
  });
});

describe("while DynamoDB", () => {
  it("is throttled, saving says when to come back", async () => {
    const { id } = await anna.start();
    portal.gateway.setRules([faults.throttled(onCases)]);
    const refused = await save(anna, id, 0, completeAnswers);
    portal.gateway.setRules([]);
    expect(problemOf(refused)).toEqual({ status: 503, code: "too-busy" });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await save(anna, id, 0, completeAnswers)).body).toMatchObject({ version: 1 });
  });

  it("loses an answer, the save counts once", async () => {
    const { id } = await anna.start();
    portal.gateway.setRules([{ when: onCases, fault: { kind: "lose-answer" }, times: 3 }]);
    const saved = await save(anna, id, 0, completeAnswers);
    portal.gateway.setRules([]);
    expect(saved).toMatchObject({ status: 200, body: { version: 1 } });
    expect((await anna.call<CaseDetail>("GET", `/api/cases/${id}`)).body.version).toBe(1);
  });
});

describe("while S3", () => {
  it("lets one read of the catalogue hang, the draft begins all the same", async () => {
    await portal.killSandboxes("drafts");
    portal.gateway.setRules([{ when: onCatalogue, fault: hang, times: 1 }]);
    expect(await anna.start()).toMatchObject({ state: "draft" });
  });

  it("lets every read hang, starting says so; what hung is not waited for ever after", async () => {
    await portal.killSandboxes("drafts");
    portal.gateway.setRules([{ when: onCatalogue, fault: hang }]);
    const request = { settlement: "06895", form: "altalanos-celu-kerelem" };
    const refused = await anna.call("POST", "/api/cases", request);
    portal.gateway.setRules([]);
    expect(problemOf(refused)).toEqual({ status: 503, code: "too-busy" });
    expect(await anna.start()).toMatchObject({ state: "draft" });
  });
});
