import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Portal } from "../../../local/runtime.ts";
import { createDynamoRegisterStore } from "../../../src/adapters/dynamo/register-store.ts";
import { importRegister } from "../../../src/app/acting/import-register.ts";
import type { ActingView, Capacity, MandateView } from "../../../src/contract/acting.ts";
import type { CaseDetail, CaseSummary } from "../../../src/contract/cases.ts";
import type { Problem } from "../../../src/contract/problem.ts";
import { toLocalDate } from "../../../src/domain/time.ts";
import { systemClock } from "../../../src/http/clock.ts";
import { startTestPortal } from "../../support/portal.ts";
import { type Client, completeAnswers, logIn, problemOf } from "../cases/client.ts";

// The deployed bundles, with the roles, tables and routes of the template.
let portal: Portal;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
});
afterAll(() => portal.stop());

const today = () => toLocalDate(systemClock(), "Europe/Budapest");
const FORM = "altalanos-celu-kerelem";

const capacities = async (client: Client) =>
  (await client.call<{ capacities: Capacity[] }>("GET", "/api/capacities")).body.capacities;
const switchTo = (client: Client, choice: unknown) =>
  client.call<{ acting: ActingView }>("POST", "/api/session/capacity", choice);
const grant = (client: Client, proxy: Client, changes: object = {}) =>
  client.call<MandateView>("POST", "/api/mandates", {
    proxy: proxy.identity,
    scope: {},
    validFrom: today(),
    ...changes,
  });
const revoke = (client: Client, id: string) =>
  client.call<MandateView>("POST", `/api/mandates/${id}/revocation`);
const mandates = async (client: Client) =>
  (await client.call<{ granted: MandateView[]; received: MandateView[] }>("GET", "/api/mandates")).body;
const list = async (client: Client) =>
  (await client.call<{ cases: CaseSummary[] }>("GET", "/api/cases")).body.cases.map(({ id }) => id);
const read = (client: Client, id: string) => client.call<CaseDetail>("GET", `/api/cases/${id}`);
const submit = (client: Client, id: string) =>
  client.call<{ submissionNumber: string }>("POST", `/api/cases/${id}/submission`, { version: 1 });
const save = (client: Client, id: string, version = 0) =>
  client.call("PUT", `/api/cases/${id}/answers`, { version, answers: completeAnswers });

/** The proxy acts under a mandate of the principal from now on. */
const underMandate = async (principal: Client, proxy: Client, changes: object = {}) => {
  const { body: mandate } = await grant(principal, proxy, changes);
  const switched = await switchTo(proxy, { choose: "known", id: `mandate-${mandate.id}` });
  expect(switched.status).toBe(200);
  return mandate;
};

let people = 0;
const newPerson = (name: string) => ({
  name,
  birthName: `${name} ${people++}`,
  mothersName: "Próba Éva",
  placeOfBirth: "Sopron",
  dateOfBirth: "2001-02-03",
});
const somebody = (name: string) => logIn(portal, name, { person: newPerson(name) });
const pair = async (): Promise<[Client, Client]> => [await somebody("Megbízó"), await somebody("Megbízott")];

describe("a mandate between two people", () => {
  it("lets the proxy start and submit, shows the case to the principal, and ends at once", async () => {
    const [principal, proxy] = await pair();
    const own = await proxy.startComplete();
    const { status, body: mandate } = await grant(principal, proxy);
    expect([status, mandate.state, mandate.proxyName]).toEqual([201, "valid", proxy.identity.name]);

    const [ownName, received] = await capacities(proxy);
    expect(ownName).toMatchObject({ id: "own-name", active: true, basis: "self" });
    expect(received).toMatchObject({
      party: { kind: "natural-person", name: principal.identity.name },
      basis: "mandate",
      rights: "submit-and-query",
      active: false,
    });

    const switched = await switchTo(proxy, { choose: "known", id: received?.id });
    expect(switched.body.acting.party.name).toBe(principal.identity.name);
    expect(await list(proxy)).toEqual([]);
    expect(problemOf(await read(proxy, own.id))).toEqual({ status: 404, code: "not-found" });

    const started = await proxy.startComplete();
    expect((await submit(proxy, started.id)).status).toBe(200);
    expect(await list(principal)).toEqual([started.id]);
    expect((await read(principal, started.id)).body).toMatchObject({
      state: "submitted",
      submitter: { name: proxy.identity.name },
      acting: {
        actorName: proxy.identity.name,
        party: { kind: "natural-person", name: principal.identity.name },
        basis: "mandate",
      },
    });

    const waiting = await proxy.start();
    const revoked = await revoke(principal, mandate.id);
    expect(revoked.body).toMatchObject({ state: "revoked", revokedBy: "principal" });
    const refusals = await Promise.all([
      proxy.call("GET", "/api/cases"),
      read(proxy, started.id),
      save(proxy, waiting.id),
      submit(proxy, started.id),
      proxy.call("POST", "/api/cases", { settlement: "06895", form: FORM }),
      proxy.call("DELETE", `/api/cases/${waiting.id}`),
      grant(proxy, principal),
    ]);
    for (const refusal of refusals)
      expect(problemOf(refusal)).toEqual({ status: 403, code: "mandate-revoked" });

    expect((await capacities(proxy)).map(({ id }) => id)).toEqual(["own-name"]);
    expect((await mandates(proxy)).received).toMatchObject([{ id: mandate.id, state: "revoked" }]);
    expect((await proxy.call("GET", "/api/account")).status).toBe(200);
    expect(problemOf(await switchTo(proxy, { choose: "known", id: `mandate-${mandate.id}` }))).toEqual({
      status: 403,
      code: "mandate-revoked",
    });
    expect((await switchTo(proxy, { choose: "known", id: "own-name" })).status).toBe(200);
    expect(await list(proxy)).toEqual([own.id]);
    expect(await list(principal)).toEqual([waiting.id, started.id]);
    expect((await save(principal, waiting.id)).status).toBe(200);
  });

  it("is submitted in the name of whoever submits, though somebody else began it", async () => {
    const [principal, proxy] = await pair();
    await underMandate(principal, proxy);
    const begun = await proxy.startComplete();
    expect((await submit(principal, begun.id)).status).toBe(200);
    const { body } = await read(principal, begun.id);
    expect(body).toMatchObject({
      submitter: { name: principal.identity.name },
      acting: { actorName: principal.identity.name, basis: "self", party: { kind: "own-name" } },
    });
  });

  it("covers the named forms and settlements only", async () => {
    const [principal, proxy] = await pair();
    const elsewhere = await principal.startComplete();
    await underMandate(principal, proxy, { scope: { settlements: ["08518"] } });
    expect(await list(proxy)).toEqual([]);
    expect(problemOf(await read(proxy, elsewhere.id)).code).toBe("not-found");
    expect(problemOf(await save(proxy, elsewhere.id, 1)).code).toBe("not-found");
    expect(problemOf(await submit(proxy, elsewhere.id))).toEqual({ status: 403, code: "outside-mandate" });
    const refused = await proxy.call("POST", "/api/cases", { settlement: "06895", form: FORM });
    expect(problemOf(refused)).toEqual({ status: 403, code: "outside-mandate" });
    const inside = await proxy.call<CaseDetail>("POST", "/api/cases", { settlement: "08518", form: FORM });
    expect(inside.status).toBe(201);
    expect(await list(proxy)).toEqual([inside.body.id]);
    expect(await list(principal)).toEqual([inside.body.id, elsewhere.id]);
  });

  it("names what is wrong with it, field by field", async () => {
    const [principal, proxy] = await pair();
    const refused = await grant(principal, proxy, {
      scope: { forms: [FORM, "no-such-form"], settlements: ["99999"] },
      validFrom: "2020-01-01",
      validTo: "2019-02-30",
    });
    expect(problemOf(refused)).toEqual({ status: 422, code: "invalid-fields" });
    expect((refused.body as unknown as Problem).errors).toEqual([
      { field: "validFrom", code: "in-the-past" },
      { field: "validTo", code: "not-a-day" },
      { field: "scope.forms.1", code: "not-an-option" },
      { field: "scope.settlements.0", code: "not-an-option" },
    ]);
    const toOneself = await grant(principal, principal);
    expect((toOneself.body as unknown as Problem).errors).toEqual([{ field: "proxy", code: "own-self" }]);
  });

  it("asked for again is the same one; a proxy cannot pass it on", async () => {
    const [principal, proxy] = await pair();
    const mandate = await underMandate(principal, proxy);
    expect((await grant(principal, proxy)).body).toEqual(mandate);
    expect((await mandates(principal)).granted).toHaveLength(1);
    expect(problemOf(await grant(proxy, await somebody("Harmadik")))).toEqual({
      status: 403,
      code: "not-delegable",
    });
    expect((await mandates(proxy)).granted).toEqual([]);
  });

  it("is given back by the proxy; repeating tells the same, and nobody else can", async () => {
    const [principal, proxy] = await pair();
    const mandate = await underMandate(principal, proxy);
    const stranger = await somebody("Idegen");
    expect(problemOf(await revoke(stranger, mandate.id))).toEqual({ status: 404, code: "not-found" });
    const given = await revoke(proxy, mandate.id);
    expect(given.body).toMatchObject({ state: "revoked", revokedBy: "proxy" });
    expect((await revoke(principal, mandate.id)).body).toEqual(given.body);
    expect((await revoke(proxy, mandate.id)).body).toEqual(given.body);
  });

  it("revoked by both sides at once has one end", async () => {
    const [principal, proxy] = await pair();
    const mandate = await underMandate(principal, proxy);
    const answers = await Promise.all([revoke(principal, mandate.id), revoke(proxy, mandate.id)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
  });

  it("does not hold before its first day", async () => {
    const [principal, proxy] = await pair();
    const tomorrow = toLocalDate(systemClock() + 36 * 3600, "Europe/Budapest");
    const { body: mandate } = await grant(principal, proxy, { validFrom: tomorrow });
    expect(mandate.state).toBe("future");
    expect((await capacities(proxy)).map(({ id }) => id)).toEqual(["own-name"]);
    expect(problemOf(await switchTo(proxy, { choose: "known", id: `mandate-${mandate.id}` })).code).toBe(
      "mandate-ended",
    );
  });
});

const register = (path: string, text: string) => {
  Object.assign(process.env, portal.resources.sdkEnvironment);
  const { ACCOUNTS_TABLE = "" } = portal.environment("acting");
  return importRegister(createDynamoRegisterStore({ tableName: ACCOUNTS_TABLE }), { path, text });
};

const entryOf = ({ identity }: Client, taxNumber: string): string => `
  - person:
      birthName: ${identity.birthName}
      mothersName: ${identity.mothersName}
      placeOfBirth: ${identity.placeOfBirth}
      dateOfBirth: "${identity.dateOfBirth}"
    party: { kind: company, name: Próba Zrt., taxNumber: ${taxNumber} }
    validFrom: "2020-01-01"`;

describe("a company through the register", () => {
  it("is represented as long as the register says so, by each of its representatives", async () => {
    const [first, second] = await pair();
    const proxy = await somebody("Könyvelő");
    const own = await first.startComplete();
    const entries = [first, second].map((client) => entryOf(client, "09876545-2-08"));
    const imported = await register("cegek.yaml", `register: cegek\nentries:${entries.join("")}\n`);
    expect(imported).toMatchObject({ ok: true, value: { kept: 2, ended: 0 } });

    const company = (await capacities(first)).find(({ basis }) => basis === "statutory");
    expect(company).toMatchObject({ party: { kind: "company", taxNumber: "09876545-2-08" } });
    await switchTo(first, { choose: "known", id: company?.id });
    expect(problemOf(await read(first, own.id)).code).toBe("not-found");
    const mandate = await underMandate(first, proxy);
    const started = await proxy.startComplete();
    expect(await list(first)).toEqual([started.id]);

    await switchTo(second, { choose: "known", id: company?.id });
    expect(await list(second)).toEqual([started.id]);
    expect((await mandates(second)).granted).toMatchObject([{ id: mandate.id }]);
    expect((await revoke(second, mandate.id)).body).toMatchObject({ revokedBy: "principal" });
    expect(problemOf(await proxy.call("GET", "/api/cases")).code).toBe("mandate-revoked");

    const again = await register("cegek.yaml", `register: cegek\nentries:${entries[0]}\n`);
    expect(again).toMatchObject({ ok: true, value: { kept: 1, ended: 1 } });
    for (const refusal of [await second.call("GET", "/api/cases"), await submit(second, started.id)])
      expect(problemOf(refusal)).toEqual({ status: 403, code: "representation-ended" });
    expect((await mandates(second)).granted).toEqual([]);
    expect(problemOf(await revoke(second, mandate.id)).code).toBe("not-found");
    expect(await list(first)).toEqual([started.id]);
    expect((await submit(first, started.id)).status).toBe(200);
  });

  it("has the simulator's people in the file that comes with the portal", async () => {
    const path = join(import.meta.dirname, "../../../local/register.yaml");
    expect(await register("local/register.yaml", readFileSync(path, "utf8"))).toMatchObject({ ok: true });
  });
});

describe("an uploaded document", () => {
  it("lets one begin and submit for a person, who then sees the case; nothing can be looked at", async () => {
    const [principal, actor] = await pair();
    const party = { kind: "natural-person", ...principal.identity };
    const switched = await switchTo(actor, { choose: "document", party });
    expect(switched.body.acting).toMatchObject({ basis: "document", rights: "submit" });
    expect((await capacities(actor)).at(-1)).toMatchObject({ id: "current", active: true });
    expect(problemOf(await actor.call("GET", "/api/cases"))).toEqual({ status: 403, code: "cannot-query" });

    const own = await principal.startComplete();
    expect(problemOf(await read(actor, own.id))).toEqual({ status: 404, code: "not-found" });
    const started = await actor.startComplete();
    expect(await list(principal)).toEqual([own.id]);
    expect(problemOf(await read(principal, started.id)).code).toBe("not-found");
    expect(problemOf(await submit(principal, started.id)).code).toBe("not-found");

    const submitted = await submit(actor, started.id);
    expect(submitted.status).toBe(200);
    expect((await submit(actor, started.id)).body).toEqual(submitted.body);
    expect(problemOf(await read(actor, started.id))).toEqual({ status: 403, code: "cannot-query" });
    expect(await list(principal)).toEqual([started.id, own.id]);
    expect((await read(principal, started.id)).body.acting).toMatchObject({
      actorName: actor.identity.name,
      basis: "document",
    });
  });

  it("for somebody who has no account yet waits for them", async () => {
    const actor = await somebody("Rokon");
    const person = newPerson("Későn Jövő");
    await switchTo(actor, { choose: "document", party: { kind: "natural-person", ...person } });
    const started = await actor.startComplete();
    await submit(actor, started.id);
    const late = await logIn(portal, person.name, {
      person: { ...person, birthName: person.birthName.toUpperCase() },
    });
    const own = await late.startComplete();
    expect(await list(late)).toEqual([own.id, started.id]);
    expect((await read(late, started.id)).status).toBe(200);
  });

  it.each([
    [{ kind: "company", name: "X Kft.", taxNumber: "12345678-1-42" }, "party.taxNumber", "tax-number"],
    [
      { kind: "institution", name: "X", taxNumber: "01234565-2-08", shortName: "NEM-JÓ" },
      "party.shortName",
      "pattern",
    ],
  ])("is refused for a party that cannot be: %j", async (party, field, code) => {
    const actor = await somebody("Rokon");
    const refused = await switchTo(actor, { choose: "document", party });
    expect((refused.body as unknown as Problem).errors).toEqual([{ field, code }]);
  });
});

describe("a sole trader", () => {
  it("is the same person under a tax number, however it is typed", async () => {
    const client = await somebody("Vállalkozó");
    const own = await client.startComplete();
    const switched = await switchTo(client, { choose: "sole-trader", taxNumber: " 01234565 2–28 " });
    expect(switched.body.acting.party).toMatchObject({ kind: "sole-trader", taxNumber: "01234565-2-28" });
    const started = await client.startComplete();
    expect(await list(client)).toEqual([started.id, own.id]);
    const wrong = await switchTo(client, { choose: "sole-trader", taxNumber: "01234566-2-28" });
    expect((wrong.body as unknown as Problem).errors).toEqual([{ field: "taxNumber", code: "tax-number" }]);
    expect(problemOf(await switchTo(client, { choose: "known", id: "mandate-x" })).code).toBe("not-found");
  });
});
