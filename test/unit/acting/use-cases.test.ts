import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { grantMandate, type GrantRequest } from "../../../src/app/acting/grant-mandate.ts";
import { listCapacities } from "../../../src/app/acting/list-capacities.ts";
import { listMandates } from "../../../src/app/acting/list-mandates.ts";
import { personKeyOf } from "../../../src/app/acting/person-key.ts";
import { revokeMandate } from "../../../src/app/acting/revoke-mandate.ts";
import { type CapacityChoice, switchCapacity } from "../../../src/app/acting/switch-capacity.ts";
import { CapacitiesSchema, MandateSchema } from "../../../src/contract/acting.ts";
import type { Acting } from "../../../src/domain/acting/capacity.ts";
import type { MandateId, PartyId } from "../../../src/domain/ids.ts";
import { actorNamed, aMandate, anEntry, memoryMandates, memoryRegister, NOW, setup } from "./fakes.ts";

const anna = actorNamed("anna", "ANNA");
const bela = actorNamed("bela", "BELA");
const DAY = 24 * 3600;
const mandateId = (last: string) => `01M0000000000000000000000${last}` as MandateId;

const ofMandate: Acting = {
  party: { kind: "natural-person", id: "anna" as PartyId, name: "Anna" },
  basis: { kind: "mandate", mandate: aMandate().id },
};
const ofRegister: Acting = { party: anEntry().party, basis: { kind: "statutory", entry: anEntry().entry } };

const rightful = () => {
  const register = memoryRegister({ personKey: "BELA", representation: anEntry() });
  return setup({ mandates: memoryMandates(aMandate({ validTo: "2026-12-31" })), register });
};

const check = (acting: Acting, now = NOW, changes: object = {}, using = rightful()) =>
  using.mayAct({ ...bela, acting, ...changes }, now);

describe("the right to act", () => {
  it("holds while the mandate and the register's entry do", async () => {
    expect((await check(ofMandate)).ok).toBe(true);
    expect((await check(ofRegister)).ok).toBe(true);
  });

  it.each([
    ["before the first day", { validFrom: "2026-11-24" }, "mandate-ended"],
    ["after the last day", { validTo: "2026-11-22" }, "mandate-ended"],
    ["once revoked", { revokedAt: NOW }, "mandate-revoked"],
    ["revoked and over", { revokedAt: NOW, validTo: "2026-11-22" }, "mandate-revoked"],
    ["somebody else's", { proxy: { personKey: "OTHER", name: "x" } }, "mandate-revoked"],
    ["of another party", { principal: { ...ofMandate.party, id: "x" as PartyId } }, "mandate-revoked"],
  ])("is refused for a mandate %s", async (_, changes, code) => {
    const using = setup({ mandates: memoryMandates(aMandate(changes)) });
    expect(await check(ofMandate, NOW, {}, using)).toEqual({ ok: false, failure: { code } });
  });

  it.each([
    ["gone", []],
    ["over", [anEntry({ validTo: "2026-11-22" })]],
    ["not begun", [anEntry({ validFrom: "2026-11-24" })]],
    ["of another company", [anEntry({ party: { ...anEntry().party, id: "cegkapu-x" as PartyId } })]],
  ])("is refused for a register's entry that is %s", async (_, entries) => {
    const register = memoryRegister(
      ...entries.map((representation) => ({ personKey: "BELA", representation })),
    );
    const refusal = { ok: false, failure: { code: "representation-ended" } };
    expect(await check(ofRegister, NOW, {}, setup({ register }))).toEqual(refusal);
  });

  it("ends with the last day in Budapest, not in Greenwich", async () => {
    // 2026-12-31T22:59:59Z is the last second of the year there.
    const end = Date.parse("2026-12-31T23:00:00Z") / 1000;
    expect((await check(ofMandate, end - 1)).ok).toBe(true);
    expect((await check(ofMandate, end)).ok).toBe(false);
  });

  it("is nobody's whom the broker did not name fully", async () => {
    expect(await check(ofMandate, NOW, { personKey: undefined })).toMatchObject({ ok: false });
    expect(await check(ofRegister, NOW, { personKey: undefined })).toMatchObject({ ok: false });
  });

  it("asks nobody for one's own name or an uploaded document", async () => {
    const using = setup();
    using.mandates.find = () => Promise.reject(new Error("asked"));
    using.register.find = () => Promise.reject(new Error("asked"));
    expect((await using.mayAct(anna, NOW)).ok).toBe(true);
    expect(
      (await using.mayAct({ ...anna, acting: { ...ofMandate, basis: { kind: "document" } } }, NOW)).ok,
    ).toBe(true);
  });
});

describe("listCapacities", () => {
  it("has own name, the register's valid entries and valid mandates; nothing of keys and parties' ids", async () => {
    const world = setup({
      mandates: memoryMandates(
        aMandate({ validTo: "2026-12-31" }),
        aMandate({ id: mandateId("2"), revokedAt: NOW }),
        aMandate({ id: mandateId("3"), validFrom: "2026-11-24" }),
        aMandate({ id: mandateId("4"), proxy: { personKey: "OTHER", name: "x" } }),
      ),
      register: memoryRegister(
        { personKey: "BELA", representation: anEntry() },
        { personKey: "BELA", representation: anEntry({ entry: "cegek:old", validTo: "2020-12-31" }) },
      ),
    });
    const capacities = await listCapacities(world, { ...bela, acting: ofRegister }, NOW);
    expect(v.parse(CapacitiesSchema, { capacities })).toEqual({ capacities });
    expect(capacities.map(({ id, active, validTo }) => [id, active, validTo])).toEqual([
      ["own-name", false, undefined],
      [`register-${anEntry().entry}`, true, undefined],
      [`mandate-${aMandate().id}`, false, "2026-12-31"],
    ]);
    expect(JSON.stringify(capacities)).not.toMatch(/BELA|"anna"/);
  });

  it("shows what the person stated while it is active", async () => {
    const acting: Acting = { ...ofRegister, basis: { kind: "document" } };
    const capacities = await listCapacities(setup(), { ...bela, acting }, NOW);
    expect(capacities.map(({ id, active }) => [id, active])).toEqual([
      ["own-name", false],
      ["current", true],
    ]);
  });
});

const person = {
  name: "Cili",
  birthName: "Cili Cecília",
  mothersName: "Próba Éva",
  placeOfBirth: "Győr",
  dateOfBirth: "1990-01-01",
};

const switchTo = (choice: CapacityChoice, world = setup(), actor = bela) =>
  switchCapacity(world, { actor, tokenHash: "hash", choice, now: NOW });

describe("switchCapacity", () => {
  it("writes the capacity into this session, with the scope of the mandate", async () => {
    const scope = { settlements: ["06895" as never] };
    const world = setup({ mandates: memoryMandates(aMandate({ scope })) });
    const switched = await switchTo({ choose: "known", id: `mandate-${aMandate().id}` }, world);
    expect(switched).toMatchObject({ ok: true, value: { basis: "mandate", scope } });
    expect(world.switched).toEqual([{ hash: "hash", acting: { ...ofMandate, scope } }]);
  });

  it.each([
    [
      "somebody else's mandate",
      `mandate-${aMandate().id}`,
      { proxy: { personKey: "OTHER", name: "x" } },
      "not-found",
    ],
    ["a revoked one", `mandate-${aMandate().id}`, { revokedAt: 1 }, "mandate-revoked"],
    ["an expired one", `mandate-${aMandate().id}`, { validTo: "2026-11-22" }, "mandate-ended"],
    ["an entry that is not there", "register-x", {}, "not-found"],
    ["what is no id", "anything", {}, "not-found"],
  ])("refuses %s and writes nothing", async (_, id, changes, code) => {
    const world = setup({ mandates: memoryMandates(aMandate(changes)) });
    expect(await switchTo({ choose: "known", id }, world)).toEqual({ ok: false, failure: { code } });
    expect(world.switched).toEqual([]);
  });

  it("says so when the session ended meanwhile", async () => {
    const world = setup();
    world.isSessionActive = false;
    expect(await switchTo({ choose: "known", id: "own-name" }, world)).toMatchObject({
      failure: { code: "session-missing" },
    });
  });

  it("knows a described person by their account where there is one, and tells nobody", async () => {
    const key = (await personKeyOf(person)) ?? "";
    const known = setup({ accounts: { [key]: "cili-account" } });
    const unknown = setup();
    const choice = { choose: "document", party: { kind: "natural-person", ...person } } as const;
    const [first, second] = [await switchTo(choice, known), await switchTo(choice, unknown)];
    expect(first).toEqual(second);
    expect(known.switched[0]?.acting.party.id).toBe("cili-account");
    expect(unknown.switched[0]?.acting.party.id).toBe(`person-${key}`);
  });

  it("refuses a document for oneself", async () => {
    const self = { ...bela, personKey: (await personKeyOf(person)) ?? "" };
    const choice = { choose: "document", party: { kind: "natural-person", ...person } } as const;
    expect(await switchTo(choice, setup(), self)).toEqual({
      ok: false,
      failure: { code: "invalid-fields", errors: [{ field: "party", code: "own-self" }] },
    });
  });

  it("names every mistake in a stated organisation", async () => {
    const party = { kind: "institution", name: " ", taxNumber: "1", shortName: "?" } as const;
    expect(await switchTo({ choose: "document", party })).toMatchObject({
      failure: {
        errors: [
          { field: "party.name", code: "required" },
          { field: "party.taxNumber", code: "tax-number" },
          { field: "party.shortName", code: "pattern" },
        ],
      },
    });
  });
});

const grant = (changes: Partial<GrantRequest> = {}): GrantRequest => ({
  proxy: person,
  scope: {},
  validFrom: "2026-11-23",
  ...changes,
});

describe("grantMandate", () => {
  it("gives it from the party to the person's key", async () => {
    const world = setup();
    const scope = { forms: ["kerelem", "kerelem"], settlements: ["06895"] };
    const granted = await grantMandate(world, { actor: anna, grant: grant({ scope }), now: NOW });
    expect(granted.ok && v.parse(MandateSchema, granted.value)).toEqual(granted.ok && granted.value);
    const [stored] = world.mandates.items.values();
    expect(stored).toMatchObject({
      principal: { kind: "natural-person", id: "anna", name: "anna" },
      grantedBy: "anna",
      proxy: { personKey: await personKeyOf(person), name: "Cili" },
      scope: { forms: ["kerelem"], settlements: ["06895"] },
      grantedAt: NOW,
    });
    expect(JSON.stringify(granted)).not.toContain(stored?.proxy.personKey);
  });

  it.each([
    ["a mandate", ofMandate],
    ["a document", { ...ofMandate, basis: { kind: "document" } }],
  ] as [string, Acting][])("is not delegable on %s", async (_, acting) => {
    const world = setup();
    const refused = await grantMandate(world, { actor: { ...bela, acting }, grant: grant(), now: NOW });
    expect(refused).toEqual({ ok: false, failure: { code: "not-delegable" } });
    expect(world.mandates.items.size).toBe(0);
  });

  it("is not given to oneself, nor to nobody", async () => {
    const self = { ...anna, personKey: (await personKeyOf(person)) ?? "" };
    const errorsOf = async (actor: typeof anna, proxy = person) => {
      const refused = await grantMandate(setup(), { actor, grant: grant({ proxy }), now: NOW });
      return refused.ok || refused.failure.code !== "invalid-fields" ? [] : refused.failure.errors;
    };
    expect(await errorsOf(self)).toEqual([{ field: "proxy", code: "own-self" }]);
    expect(await errorsOf(anna, { ...person, birthName: "-" })).toEqual([
      { field: "proxy.birthName", code: "required" },
    ]);
  });

  it("gives a new one when the first was revoked or another is meant", async () => {
    const world = setup();
    let seed = 0;
    world.random = (count) => new Uint8Array(count).fill(seed++);
    const give = (changes = {}) => grantMandate(world, { actor: anna, grant: grant(changes), now: NOW });
    const first = await give();
    expect(await give()).toEqual(first);
    await give({ validTo: "2027-01-01" });
    expect(world.mandates.items.size).toBe(2);
    if (!first.ok) throw new Error(first.failure.code);
    await revokeMandate(world, { actor: anna, id: first.value.id as MandateId, now: NOW });
    await give();
    expect(world.mandates.items.size).toBe(3);
  });
});

describe("listMandates", () => {
  const mandates = memoryMandates(
    aMandate(),
    aMandate({ id: mandateId("2") }),
    aMandate({ id: mandateId("3"), principal: anEntry().party }),
  );

  it("shows both sides what is theirs, newest first", async () => {
    const given = await listMandates(setup({ mandates }), anna, NOW);
    const received = await listMandates(setup({ mandates }), bela, NOW);
    expect(given.granted.map(({ id }) => id)).toEqual([mandateId("2"), mandateId("1")]);
    expect(given.received).toEqual([]);
    expect(received.received.map(({ id }) => id)).toEqual(["3", "2", "1"].map(mandateId));
    expect(received.granted).toEqual([]);
  });

  it("shows a company's only as long as the register names the person", async () => {
    const register = memoryRegister({ personKey: "ANNA", representation: anEntry() });
    const world = setup({ mandates, register });
    const acting = { ...anna, acting: ofRegister };
    expect((await listMandates(world, acting, NOW)).granted).toHaveLength(1);
    register.entries.length = 0;
    expect((await listMandates(world, acting, NOW)).granted).toEqual([]);
  });

  it("shows a proxy nothing the party gave to others", async () => {
    const acting = { ...bela, acting: ofMandate };
    expect((await listMandates(setup({ mandates }), acting, NOW)).granted).toEqual([]);
  });
});

const withMandate = (changes = {}) => setup({ mandates: memoryMandates(aMandate(changes)) });

describe("revokeMandate", () => {
  const revoke = (using: ReturnType<typeof setup>, actor = anna, now = NOW) =>
    revokeMandate(using, { actor, id: aMandate().id, now });

  it.each([
    ["principal", anna],
    ["proxy", bela],
  ] as const)("ends it by the %s, once", async (side, actor) => {
    const using = withMandate();
    const first = await revoke(using, actor);
    expect(first).toMatchObject({ ok: true, value: { state: "revoked", revokedBy: side } });
    expect(await revoke(using, anna, NOW + DAY)).toEqual(first);
    expect(await revoke(using, bela, NOW + DAY)).toEqual(first);
  });

  it("of another's is not found, with or without a mandate of that party", async () => {
    const stranger = actorNamed("cili", "CILI");
    const fellow = { ...stranger, acting: ofMandate };
    for (const actor of [stranger, fellow])
      expect(await revoke(withMandate(), actor)).toEqual({ ok: false, failure: { code: "not-found" } });
  });

  it("works for one's own mandates in every capacity", async () => {
    expect((await revoke(withMandate(), { ...anna, acting: ofRegister })).ok).toBe(true);
  });

  it("leaves an expired one as it is", async () => {
    const using = withMandate({ validTo: "2026-11-22" });
    expect(await revoke(using)).toMatchObject({ ok: true, value: { state: "expired" } });
    expect(using.mandates.items.get(aMandate().id)?.revokedAt).toBeUndefined();
  });

  it("of a company's needs the register's word at that moment", async () => {
    const register = memoryRegister({ personKey: "CILI", representation: anEntry() });
    const mandates = memoryMandates(aMandate({ principal: anEntry().party }));
    const using = setup({ mandates, register });
    const cili = actorNamed("cili", "CILI", ofRegister);
    register.entries.length = 0;
    expect((await revoke(using, cili)).ok).toBe(false);
    register.entries.push({ personKey: "CILI", representation: anEntry() });
    expect((await revoke(using, cili)).ok).toBe(true);
  });
});
