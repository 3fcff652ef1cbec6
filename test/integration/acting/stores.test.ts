import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Portal } from "../../../local/runtime.ts";
import { createDynamoAccountRemoval } from "../../../src/adapters/dynamo/account-removal.ts";
import { createDynamoAccountStore } from "../../../src/adapters/dynamo/account-store.ts";
import { createDynamoDraftStore } from "../../../src/adapters/dynamo/case-draft-store.ts";
import { createDynamoCaseReader } from "../../../src/adapters/dynamo/case-reader.ts";
import { createDynamoSubmissionStore } from "../../../src/adapters/dynamo/case-submission-store.ts";
import { createDynamoMandateStore } from "../../../src/adapters/dynamo/mandate-store.ts";
import { createDynamoPersonAccounts } from "../../../src/adapters/dynamo/person-accounts.ts";
import { createDynamoRegisterStore } from "../../../src/adapters/dynamo/register-store.ts";
import { createDynamoRightSources } from "../../../src/adapters/dynamo/right-sources.ts";
import type { Representation } from "../../../src/app/acting/ports.ts";
import type { ActingRecord, Basis, Mandate } from "../../../src/domain/acting/capacity.ts";
import { submitDraft } from "../../../src/domain/case/submit.ts";
import {
  type AccountId,
  type CaseId,
  type MandateId,
  newEntityId,
  type PartyId,
  type SubmissionNumber,
} from "../../../src/domain/ids.ts";
import { startTestPortal } from "../../support/portal.ts";
import { aMandate, anEntry } from "../../unit/acting/fakes.ts";
import { draft, submitter } from "../../unit/cases/fixtures.ts";

const createStores = (portal: Portal) => {
  Object.assign(process.env, portal.resources.sdkEnvironment);
  const { ACCOUNTS_TABLE: accountsTable = "", CASES_TABLE: tableName = "" } =
    portal.environment("submission");
  return {
    mandates: createDynamoMandateStore({ tableName: accountsTable }),
    register: createDynamoRegisterStore({ tableName: accountsTable }),
    rights: createDynamoRightSources({ tableName: accountsTable }),
    accountOf: createDynamoPersonAccounts({ tableName: accountsTable }),
    accounts: createDynamoAccountStore({ tableName: accountsTable }),
    removal: createDynamoAccountRemoval({ tableName: accountsTable }),
    cases: createDynamoCaseReader({ tableName }),
    drafts: createDynamoDraftStore({ tableName }),
    submissions: createDynamoSubmissionStore({ tableName, accountsTable }),
  };
};

let portal: Portal;
let stores: ReturnType<typeof createStores>;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
  stores = createStores(portal);
});
afterAll(() => portal.stop());

const NOW = 1_795_425_488;
const name = () => randomBytes(8).toString("hex").toUpperCase();
let instants = NOW;
const newId = <Id extends CaseId | MandateId>(): Id => newEntityId<Id>(instants++, randomBytes(16));

const newMandate = (changes: Partial<Mandate> = {}): Mandate =>
  aMandate({
    id: newId<MandateId>(),
    principal: { kind: "company", id: `cegkapu-${name()}` as PartyId, name: "X", taxNumber: "01234565-2-08" },
    proxy: { personKey: name(), name: "Béla" },
    scope: { settlements: ["06895" as never] },
    ...changes,
  });

const give = async (mandate: Mandate) =>
  stores.mandates.grant(mandate, await stores.mandates.latestGrant(mandate.principal.id));

describe("mandates in the accounts table", () => {
  it("follow one another: of several given at once on the same knowledge one is", async () => {
    const principal = newMandate().principal;
    const all = Array.from({ length: 6 }, () => newMandate({ principal }));
    expect(await stores.mandates.latestGrant(principal.id)).toBeUndefined();
    const first = await Promise.all(all.map((mandate) => stores.mandates.grant(mandate, undefined)));
    expect(first.toSorted()).toEqual([...Array(5).fill("changed"), "granted"]);
    const [given] = await stores.mandates.grantedBy(principal.id);
    expect(await stores.mandates.latestGrant(principal.id)).toBe(given?.id);
    expect(await give(newMandate({ principal }))).toBe("granted");
    expect(await stores.mandates.grantedBy(principal.id)).toHaveLength(2);
  });

  it("are given by no account that is being deleted", async () => {
    const account = name() as AccountId;
    const mandate = newMandate({ grantedBy: account });
    const { accounts, removal } = stores;
    await accounts.recordLogin(account, submitter, NOW);
    expect(await give(mandate)).toBe("granted");
    await removal.begin(account, NOW);
    expect(await give(newMandate({ grantedBy: account, principal: mandate.principal }))).toBe("account-gone");
    expect(await stores.mandates.grantedBy(mandate.principal.id)).toEqual([mandate]);
  });

  it("are found from both sides, by those sides alone", async () => {
    const { mandates, rights } = stores;
    const [first, second] = [newMandate(), newMandate({ validTo: "2027-01-31" })];
    const later = { ...second, principal: first.principal };
    await give(first);
    await give(later);
    expect(await mandates.find(first.proxy.personKey, first.id)).toEqual(first);
    expect(await rights.mandates.find(later.proxy.personKey, later.id)).toEqual(later);
    expect(await mandates.receivedBy(first.proxy.personKey)).toEqual([first]);
    expect(await mandates.grantedBy(first.principal.id)).toEqual([first, later]);
    expect(await mandates.findGranted(first.principal.id, later.id)).toEqual(later);
    expect(await mandates.find(later.proxy.personKey, first.id)).toBeUndefined();
    expect(await mandates.findGranted("other" as PartyId, first.id)).toBeUndefined();
    expect(await mandates.grantedBy("other" as PartyId)).toEqual([]);
  });

  it("are listed whole, however many there are", async () => {
    const principal = newMandate().principal;
    const given = Array.from({ length: 130 }, () => newMandate({ principal }));
    for (const mandate of given) await give(mandate);
    expect(await stores.mandates.grantedBy(principal.id)).toEqual(given);
  });

  it("never replace one another", async () => {
    const mandate = newMandate();
    await give(mandate);
    await expect(give({ ...mandate, scope: {} })).rejects.toThrow(/existing/);
    expect(await stores.mandates.find(mandate.proxy.personKey, mandate.id)).toEqual(mandate);
  });

  it("end once: of many revocations at once the first counts, and all are told the same", async () => {
    const mandate = newMandate();
    await give(mandate);
    const revoke = (index: number) =>
      stores.mandates.revoke(
        mandate.proxy.personKey,
        mandate.id,
        index % 2 ? "proxy" : "principal",
        NOW + index,
      );
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => revoke(index)));
    const stored = await stores.mandates.find(mandate.proxy.personKey, mandate.id);
    expect(stored?.revokedAt).toBeGreaterThanOrEqual(NOW);
    for (const answer of answers) expect(answer).toEqual(stored);
    expect(await revoke(99)).toEqual(stored);
  });

  it("that are not there are not made by revoking them", async () => {
    const { id, proxy } = newMandate();
    expect(await stores.mandates.revoke(proxy.personKey, id, "proxy", NOW)).toBeUndefined();
    expect(await stores.mandates.find(proxy.personKey, id)).toBeUndefined();
  });
});

const entry = (register: string, company: string): Representation =>
  anEntry({ entry: `${register}:cegkapu-${company}` });

describe("the register in the accounts table", () => {
  it("has after each import exactly what that said; other registers stay", async () => {
    const { register, rights } = stores;
    const [anna, bela] = [name(), name()];
    const [one, other] = [name().toLowerCase(), name().toLowerCase()];
    const kept = entry(one, "1");
    const elsewhere = entry(other, "1");
    await register.replace(other, [{ personKey: anna, representation: elsewhere }]);
    await register.replace(one, [
      { personKey: anna, representation: kept },
      { personKey: anna, representation: entry(one, "2") },
      { personKey: bela, representation: kept },
    ]);
    expect(await register.of(anna)).toHaveLength(3);
    const changed = { ...kept, validTo: "2030-12-31" };
    const outcome = await register.replace(one, [{ personKey: anna, representation: changed }]);
    expect(outcome).toEqual({ kept: 1, ended: 2 });
    expect(await register.of(bela)).toEqual([]);
    expect(await register.find(anna, kept.entry)).toEqual(changed);
    expect(await rights.register.find(anna, elsewhere.entry)).toEqual(elsewhere);
    expect(await register.find(anna, entry(one, "2").entry)).toBeUndefined();
    expect(await register.replace(one, [])).toEqual({ kept: 0, ended: 1 });
  });

  it("takes more entries than one transaction holds", async () => {
    const { register } = stores;
    const [one, person] = [name().toLowerCase(), name()];
    const many = Array.from({ length: 120 }, (_, index) => ({
      personKey: person,
      representation: entry(one, String(index)),
    }));
    await register.replace(one, many);
    expect(await register.of(person)).toHaveLength(120);
    expect(await register.replace(one, many.slice(0, 1))).toEqual({ kept: 1, ended: 119 });
    expect(await register.of(person)).toHaveLength(1);
  });
});

describe("the account of a person", () => {
  it("is known from the login on", async () => {
    const personKey = name();
    expect(await stores.accountOf(personKey)).toBeUndefined();
    await stores.accounts.recordLogin("account-x" as AccountId, submitter, NOW, personKey);
    expect(await stores.accountOf(personKey)).toBe("account-x");
  });
});

const actingFor = (owner: PartyId, basis: Basis, actor = name()): ActingRecord => ({
  party: { kind: "company", id: owner, name: "X" },
  basis,
  actor: actor as AccountId,
  actorName: "Béla",
});

const begin = async (owner: PartyId, acting: ActingRecord) => {
  const record = draft({ id: newId<CaseId>(), owner });
  await stores.drafts.create({ record, submitter, acting, answers: {}, attachments: [] });
  return record;
};

let numbers = 0;
const submitted = (record: ReturnType<typeof draft>) => {
  const number = `123456789${String(NOW)}${String(numbers++).padStart(8, "0")}` as SubmissionNumber;
  const outcome = submitDraft(record, number, NOW);
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return outcome.value;
};

const seal = "0".repeat(64);

const underMandate = async () => {
  const mandate = newMandate();
  await give(mandate);
  const basis = { kind: "mandate", mandate: mandate.id } as const;
  const owner = mandate.principal.id;
  const record = await begin(owner, actingFor(owner, basis));
  const submit = () =>
    stores.submissions.submit(submitted(record), {
      attachments: [],
      seal,
      right: { personKey: mandate.proxy.personKey, basis },
    });
  const revoke = () => stores.mandates.revoke(mandate.proxy.personKey, mandate.id, "principal", NOW);
  return { record, submit, revoke };
};

describe("a submission for somebody else", () => {
  it("counts while the mandate does; once revoked in between, nothing is submitted", async () => {
    const first = await underMandate();
    expect(await first.submit()).toMatchObject({ ok: true });
    const second = await underMandate();
    await second.revoke();
    expect(await second.submit()).toEqual({ ok: false, failure: { code: "mandate-revoked" } });
    expect((await stores.cases.find(second.record.id))?.record.state).toBe("draft");
  });

  it("is repeated with the same answer after the revocation", async () => {
    const { submit, revoke } = await underMandate();
    const first = await submit();
    await revoke();
    expect(await submit()).toEqual(first);
  });

  it("racing the revocation is either there or refused, never half", async () => {
    for (let round = 0; round < 10; round++) {
      const { record, submit, revoke } = await underMandate();
      const [outcome, ended] = await Promise.all([submit(), revoke()]);
      const stored = await stores.cases.find(record.id);
      expect(["done", "mandate-revoked"]).toContain(outcome.ok ? "done" : outcome.failure.code);
      expect(ended?.revokedAt).toBe(NOW);
      expect(stored?.record.state).toBe(outcome.ok ? "submitted" : "draft");
    }
  });

  it("needs the register's entry in the very transaction", async () => {
    const [personKey, register] = [name(), name().toLowerCase()];
    const representation = anEntry({ entry: `${register}:cegkapu-1` });
    const basis = { kind: "statutory", entry: representation.entry } as const;
    const owner = `cegkapu-${name()}` as PartyId;
    const changes = { attachments: [], seal, right: { personKey, basis } };
    const record = await begin(owner, actingFor(owner, basis));
    expect(await stores.submissions.submit(submitted(record), changes)).toEqual({
      ok: false,
      failure: { code: "representation-ended" },
    });
    await stores.register.replace(register, [{ personKey, representation }]);
    expect((await stores.submissions.submit(submitted(record), changes)).ok).toBe(true);
  });

  it("keeps who acted in the end, with the answers that remain", async () => {
    const owner = name() as PartyId;
    const began = actingFor(owner, { kind: "mandate", mandate: newId<MandateId>() });
    const record = await begin(owner, began);
    expect((await stores.cases.find(record.id))?.acting).toEqual(began);
    const acting = actingFor(owner, { kind: "self" });
    const signed = { acting, submitter: { ...submitter, name: "Más" } };
    const changes = { attachments: [], seal, signed, answers: { letter: "marad" } };
    await stores.submissions.submit(submitted(record), changes);
    expect(await stores.cases.find(record.id)).toMatchObject({ ...signed, answers: changes.answers });
  });
});

describe("lists of cases", () => {
  it("show what was begun on a document from its submission on", async () => {
    const owner = name() as PartyId;
    const record = await begin(owner, actingFor(owner, { kind: "document" }));
    expect((await stores.cases.listOwned([owner], undefined, 20)).cases).toEqual([]);
    await stores.submissions.submit(submitted(record), { attachments: [], seal });
    expect((await stores.cases.listOwned([owner], undefined, 20)).cases).toMatchObject([{ id: record.id }]);
  });

  it("of two owners are one list, page by page", async () => {
    const owners = [name(), name()] as string[] as PartyId[];
    const ids: CaseId[] = [];
    for (let index = 0; index < 23; index++) {
      const owner = owners[index % 3 === 0 ? 0 : 1] as PartyId;
      ids.push((await begin(owner, actingFor(owner, { kind: "self" }))).id);
    }
    const seen: CaseId[] = [];
    let after: CaseId | undefined;
    do {
      const page = await stores.cases.listOwned(owners, after, 5);
      expect(page.cases.length).toBeLessThanOrEqual(5);
      seen.push(...page.cases.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(ids.toReversed());
    expect((await stores.cases.listOwned(owners.slice(0, 1), undefined, 20)).cases).toHaveLength(8);
  });
});
