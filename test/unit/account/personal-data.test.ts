import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { describe, expect, it } from "vitest";
import {
  createPersonalDataEndpoints,
  type PersonalDataDependencies,
} from "../../../functions/personal-data/handler.ts";
import type { Dossier } from "../../../src/app/cases/ports.ts";
import { createSessionGate } from "../../../src/app/session/session-gate.ts";
import { hashToken } from "../../../src/app/session/token.ts";
import type { AccountData } from "../../../src/contract/account.ts";
import type { Acting, Mandate } from "../../../src/domain/acting/capacity.ts";
import { company, inOwnName, partyOfAccount, partyOfPerson } from "../../../src/domain/acting/party.ts";
import { type AccountId, type CaseId, type MandateId, newEntityId } from "../../../src/domain/ids.ts";
import { createApi } from "../../../src/http/api.ts";
import { expiredLoginCookie, expiredSessionCookie, SESSION_COOKIE } from "../../../src/http/cookies.ts";
import { FakeVault, MemoryCases } from "../cases/fakes.ts";
import { answers, attachment, attachmentId, draft, reference } from "../cases/fixtures.ts";
import { aSession, fakeBroker, ISSUER, limits, memorySessionStore, NOW, person } from "../session/fakes.ts";
import { memoryAccounts } from "./fakes.ts";
import { someSettings } from "./store-contract.ts";

const ORIGIN = "https://portal.example";
const ORIGIN_KEY = "key-of-this-test";
const TOKEN = "t".repeat(43);
const PERSON_KEY = "0000000000000000000000PERSONKEY1";
const OTHER_KEY = "0000000000000000000000PERSONKEY2";
const { account: id } = aSession();
const otherId = "ZYXWVTSRQPNMKJHGFEDCBA9876543210" as AccountId;
const own = partyOfAccount(id);
const firm = company("Minta Kft.", "10537914-4-44");
const onDocument: Acting = { party: firm, basis: { kind: "document" } };
const silent = () => undefined;

let serial = 0;
/** Newer at every call. */
const newId = <Id extends CaseId | MandateId>(): Id => newEntityId<Id>(NOW + ++serial, new Uint8Array(16));

const aMandate = (changes: Partial<Mandate>): Mandate => ({
  id: newId<MandateId>(),
  principal: inOwnName(id, person.name).party,
  grantedBy: id,
  proxy: { personKey: OTHER_KEY, name: "Más Valaki" },
  scope: {},
  validFrom: "2026-11-23",
  grantedAt: NOW,
  ...changes,
});

const memoryMandates = (all: Mandate[]): PersonalDataDependencies["mandates"] => ({
  grantedBy: async (party) => all.filter(({ principal }) => principal.id === party),
  receivedBy: async (personKey) => all.filter(({ proxy }) => proxy.personKey === personKey),
  async revoke(personKey, mandateId, by, now) {
    const index = all.findIndex((one) => one.id === mandateId && one.proxy.personKey === personKey);
    const found = all[index];
    if (!found) return undefined;
    if (found.revokedAt === undefined) all[index] = { ...found, revokedAt: now, revokedBy: by };
    return all[index];
  },
});

/** Own drafts, one with files, and cases; somebody else's; one begun for a firm on a document. */
const dossiers = (): Dossier[] => {
  const actor = { actor: id, actorName: person.name };
  const dossier = (record: Partial<Dossier["record"]>, changes: Partial<Dossier> = {}): Dossier => ({
    record: draft({ id: newId<CaseId>(), owner: own, ...record }),
    submitter: person,
    acting: { ...inOwnName(id, person.name), ...actor },
    answers,
    attachments: [],
    ...changes,
  });
  const submitted = { state: "submitted" as const };
  return [
    dossier(submitted),
    dossier({}, { attachments: [attachment(), attachment({ id: attachmentId(2) })] }),
    dossier({}),
    dossier({ ...submitted, owner: partyOfPerson(PERSON_KEY) }),
    dossier(
      { owner: partyOfAccount(otherId) },
      { acting: { ...inOwnName(otherId, "Más"), actor: otherId, actorName: "Más" } },
    ),
    dossier({ owner: firm.id }, { acting: { ...onDocument, ...actor } }),
    dossier({ ...submitted, owner: firm.id }, { acting: { ...onDocument, ...actor } }),
  ];
};

const setup = async (stored = dossiers()) => {
  const accounts = memoryAccounts();
  const sessions = memorySessionStore();
  const cases = new MemoryCases();
  for (const dossier of stored) cases.dossiers.set(dossier.record.id, dossier);
  const vault = new FakeVault();
  const mandates = [
    aMandate({}),
    aMandate({ revokedAt: NOW - 9, revokedBy: "proxy" }),
    aMandate({
      principal: inOwnName(otherId, "Más Valaki").party,
      grantedBy: otherId,
      proxy: { personKey: PERSON_KEY, name: person.name },
    }),
    aMandate({ principal: firm }),
  ];
  await accounts.recordLogin(id, person, NOW, PERSON_KEY);
  await accounts.save(id, 0, someSettings);
  const pendingEmail = { address: "valaki@example.org", tokenHash: "hash of its token", expiresAt: NOW + 9 };
  const account = await accounts.find(id);
  if (account) await accounts.request(account, pendingEmail, "hash of its address", NOW);
  await accounts.recordLogin(otherId, person, NOW);
  const acting = {
    ...inOwnName(id, person.name),
    party: firm,
    basis: { kind: "statutory" as const, entry: "e" },
  };
  await sessions.create(await hashToken(TOKEN), aSession({ personKey: PERSON_KEY, acting }));
  await sessions.create("another browser", aSession({ createdAt: NOW - 60 }));
  await sessions.create("somebody else", aSession({ account: otherId }));
  const dependencies: PersonalDataDependencies = {
    accounts,
    removal: accounts,
    mandates: memoryMandates(mandates),
    cases,
    drafts: cases,
    documentDrafts: {
      begunBy: async (actor) =>
        [...cases.dossiers.values()]
          .filter((one) => one.acting.actor === actor && one.acting.basis.kind === "document")
          .filter(({ record }) => record.state === "draft")
          .map(({ record }) => record.id),
    },
    vault,
    sessions,
    idleMinutes: limits.idleMinutes,
    broker: fakeBroker(),
    origin: ORIGIN,
    timeZone: "Europe/Budapest",
    report: silent,
  };
  const call = async (routeKey: string, changes: Partial<PersonalDataDependencies> = {}, after?: string) => {
    const handler = createApi({
      functionName: "personal-data",
      endpoints: createPersonalDataEndpoints({ ...dependencies, ...changes }),
      sessions: createSessionGate({ store: sessions, idleMinutes: limits.idleMinutes }),
      origin: ORIGIN,
      originKey: ORIGIN_KEY,
      clock: () => NOW,
      logger: { info: silent, warn: silent, error: silent },
    });
    const event = {
      routeKey,
      rawQueryString: after === undefined ? "" : `after=${after}`,
      ...(after !== undefined && { queryStringParameters: { after } }),
      cookies: [`${SESSION_COOKIE}=${TOKEN}`],
      headers: { "x-origin-key": ORIGIN_KEY, "x-requested-with": "portal", "sec-fetch-site": "same-origin" },
      requestContext: { requestId: "request-1" },
    } as unknown as APIGatewayProxyEventV2;
    const answer = await handler(event, {} as Context);
    const { statusCode: status, headers = {}, cookies = [], body: text = "null" } = answer;
    return { status, headers, cookies, text, body: JSON.parse(text) as unknown };
  };
  const download = async (after?: string) => {
    const answer = await call("GET /api/account/data", {}, after);
    return { ...answer, data: answer.body as AccountData };
  };
  const remove = (changes?: Partial<PersonalDataDependencies>) => call("DELETE /api/account", changes);
  return { accounts, sessions, cases, vault, mandates, stored, dependencies, download, remove };
};

describe("download of one's data", () => {
  it("holds account, sessions, mandates and the cases of one's own name, as a file", async () => {
    const { download, stored, mandates } = await setup();
    const { status, headers, data } = await download();
    expect(status).toBe(200);
    expect(headers["content-disposition"]).toBe('attachment; filename="adataim-2026-11-23.json"');
    expect(headers["content-type"]).toBe("application/json");
    expect(data.createdAt).toBe("2026-11-23T09:00:00Z");
    expect(data.account).toEqual({
      identity: person,
      createdAt: data.createdAt,
      identityRefreshedAt: data.createdAt,
      settings: someSettings,
      pendingEmail: "valaki@example.org",
    });
    expect(data.sessions).toHaveLength(2);
    expect(data.sessions[0]).not.toHaveProperty("id");
    expect(data.mandates.granted.map((one) => one.id)).toEqual([mandates[1]?.id, mandates[0]?.id]);
    expect(data.mandates.received.map((one) => one.id)).toEqual([mandates[2]?.id]);
    const expected = [3, 2, 1, 0].map((index) => stored[index]?.record.id);
    expect(data.cases.map((one) => one.id)).toEqual(expected);
    expect(data).not.toHaveProperty("next");
  });

  it("holds what was written, attached and done in a case", async () => {
    const { download } = await setup();
    const { data } = await download();
    expect(data.cases[2]).toMatchObject({
      form: { id: reference.form.id },
      answers,
      submitter: person,
      attachments: [{ fileName: "terv.pdf", size: 9 }, { fileName: "terv.pdf" }],
      events: [{ type: "created" }],
    });
  });

  it("says nothing of keys, hashes and other accounts", async () => {
    const { text } = await (await setup()).download();
    for (const secret of [id, otherId, PERSON_KEY, OTHER_KEY, "hash of its token", "another browser"])
      expect(text).not.toContain(secret);
  });

  it("comes in parts that Lambda can answer, with every case once", async () => {
    const letter = 'Idézet: "á" \\ '.repeat(7_000);
    const big = Array.from(
      { length: 45 },
      (): Dossier => ({
        record: draft({ id: newId<CaseId>(), owner: own }),
        submitter: person,
        acting: { ...inOwnName(id, person.name), actor: id, actorName: person.name },
        answers: { letter },
        attachments: [],
      }),
    );
    const { download } = await setup(big);
    const seen: string[] = [];
    let parts = 0;
    for (let next: string | undefined, isFirst = true; isFirst || next !== undefined; isFirst = false) {
      const { data, text } = await download(next);
      expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThan(5 * 1024 * 1024);
      expect(data.account.settings).toEqual(someSettings);
      seen.push(...data.cases.map((one) => one.id));
      parts += 1;
      next = data.next;
    }
    expect(parts).toBeGreaterThan(1);
    expect(seen).toEqual(big.map(({ record }) => record.id).toReversed());
  });

  it("refuses what is no case to go on after", async () => {
    const { download } = await setup();
    expect((await download("x")).status).toBe(400);
  });
});

const stateOf = ({ accounts, sessions, cases, vault, mandates }: Awaited<ReturnType<typeof setup>>) => ({
  accounts: [...accounts.accounts.keys()],
  links: accounts.links.size,
  byPerson: accounts.byPerson.size,
  sessions: [...sessions.items.keys()],
  cases: [...cases.dossiers.values()].map(({ record }) => `${record.state} of ${record.owner}`).toSorted(),
  files: vault.removed.toSorted(),
  mandates: mandates.map(({ revokedBy }) => revokedBy),
});
const done = {
  accounts: [otherId],
  links: 0,
  byPerson: 0,
  sessions: ["somebody else"],
  cases: [
    `draft of ${otherId}`,
    `submitted of ${firm.id}`,
    `submitted of ${own}`,
    `submitted of ${partyOfPerson(PERSON_KEY)}`,
  ].toSorted(),
  files: [attachmentId(1), attachmentId(2)].toSorted(),
  // Given by the firm: not the person's to end, though the session acts for it.
  mandates: ["principal", "proxy", "proxy", undefined],
};

/** Every port's functions, of which the one called as number `at` fails instead. */
const failingAt = (dependencies: PersonalDataDependencies, at: number) => {
  let calls = 0;
  const failing = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return (...parameters: unknown[]) => {
          calls += 1;
          if (calls === at) throw Object.assign(new Error("slow down"), { name: "ThrottlingException" });
          return Reflect.apply(value, target, parameters) as unknown;
        };
      },
    });
  const { removal, mandates, cases, drafts, documentDrafts, sessions } = dependencies;
  const changes = {
    removal: failing(removal),
    mandates: failing(mandates),
    cases: failing(cases),
    drafts: failing(drafts),
    documentDrafts: failing(documentDrafts),
    sessions: failing(sessions),
  };
  return { changes, wasReached: () => calls >= at };
};

const throttled = () => Promise.reject(Object.assign(new Error("slow"), { name: "ThrottlingException" }));

describe("deletion of an account", () => {
  it("answers what is kept, takes the cookies back and leads to the broker's logout", async () => {
    const { remove } = await setup();
    const answer = await remove();
    expect(answer).toMatchObject({
      status: 200,
      body: { keptCases: 2, redirectTo: `${ISSUER}/end?hint=sid-1` },
      cookies: [expiredSessionCookie(), expiredLoginCookie()],
    });
    expect(answer.headers["clear-site-data"]).toBe('"cache", "storage"');
  });

  it("removes all that is the person's, and nothing else", async () => {
    const context = await setup();
    await context.remove();
    expect(stateOf(context)).toEqual(done);
  });

  it("ends mandates by the side the person is on", async () => {
    const context = await setup();
    await context.remove();
    expect(context.mandates[0]).toMatchObject({ revokedBy: "principal", revokedAt: NOW });
    expect(context.mandates[1]).toMatchObject({ revokedAt: NOW - 9 });
    expect(context.mandates[2]).toMatchObject({ revokedBy: "proxy", revokedAt: NOW });
  });

  it("finishes when it is repeated, wherever it broke off", async () => {
    let points = 0;
    for (let at = 1; ; at++) {
      const context = await setup();
      const { changes, wasReached } = failingAt(context.dependencies, at);
      const broken = await context.remove(changes);
      if (!wasReached()) break;
      points += 1;
      expect(broken.status).toBe(503);
      const repeated = await context.remove();
      expect(repeated).toMatchObject({ status: 200, body: { keptCases: 2 } });
      expect(stateOf(context)).toEqual(done);
    }
    expect(points).toBeGreaterThan(15);
  });

  it("hides the account and ends other browsers' sessions before anything is removed", async () => {
    const context = await setup();
    const cases = { find: (caseId: CaseId) => context.cases.find(caseId), listOwned: throttled };
    expect((await context.remove({ cases })).status).toBe(503);
    expect(await context.accounts.find(id)).toBeUndefined();
    expect([...context.sessions.items.keys()]).toEqual([await hashToken(TOKEN), "somebody else"]);
    expect(context.cases.dossiers.size).toBe(context.stored.length);
  });

  it("keeps a file's draft gone even when the file cannot be removed now", async () => {
    const context = await setup();
    context.vault.isBroken = true;
    expect((await context.remove()).status).toBe(200);
    expect(stateOf(context)).toEqual({ ...done, files: [] });
  });

  it("keeps and counts a draft that is submitted at the same moment", async () => {
    const context = await setup();
    const [, { record } = { record: draft() }] = context.stored;
    context.cases.meanwhile = () => {
      const dossier = context.cases.dossiers.get(record.id);
      if (dossier)
        context.cases.dossiers.set(record.id, { ...dossier, record: { ...record, state: "submitted" } });
    };
    context.cases.dossiers.delete(context.stored[2]?.record.id as CaseId);
    expect((await context.remove()).body).toMatchObject({ keptCases: 3 });
    expect(context.cases.dossiers.has(record.id)).toBe(true);
    expect(context.vault.removed).toEqual([]);
  });

  it("leaves nothing a later login would bring back but the kept cases", async () => {
    const { remove, accounts } = await setup();
    await remove();
    await accounts.recordLogin(id, person, NOW + 60, PERSON_KEY);
    expect(await accounts.find(id)).toMatchObject({
      createdAt: NOW + 60,
      version: 0,
      settings: { language: "hu" },
    });
  });
});
