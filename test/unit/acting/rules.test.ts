import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Actor, isSameActing, ownersFor, recordOf } from "../../../src/domain/acting/actor.ts";
import type { Acting, ActingRecord, Basis, MandateScope } from "../../../src/domain/acting/capacity.ts";
import { mayChange, mayRead, maySubmit } from "../../../src/domain/acting/case-access.ts";
import { dayErrors } from "../../../src/domain/acting/grant.ts";
import { mandateState, positionIn } from "../../../src/domain/acting/mandate-validity.ts";
import { isCalendarDay, personErrors } from "../../../src/domain/acting/natural-person.ts";
import { company, institution, mayDelegate, mayQuery } from "../../../src/domain/acting/party.ts";
import { personSeed } from "../../../src/domain/acting/person-key.ts";
import { covers } from "../../../src/domain/acting/scope.ts";
import { caseStates } from "../../../src/domain/case/transitions.ts";
import type { AccountId, FormId, MandateId, PartyId, SettlementCode } from "../../../src/domain/ids.ts";
import { personKeyOf } from "../../../src/app/acting/person-key.ts";
import { draft, reference } from "../cases/fixtures.ts";

const run = { seed: 20_261_123, numRuns: 500 };

const person = {
  birthName: "Teszt Ágnes",
  mothersName: "Kitalált Piroska",
  placeOfBirth: "Győr",
  dateOfBirth: "1988-11-02",
};

describe("a person's key", () => {
  it("is 32 characters that say nothing, and the same for the same person", async () => {
    const key = await personKeyOf(person);
    expect(key).toMatch(/^[0-9A-HJKMNP-TV-Z]{32}$/);
    expect(key).toBe("8240NSKEEGKMZFYNTWHYPQ90AMR6ZS1G");
  });

  it.each([
    ["case", { birthName: "TESZT ágnes" }],
    ["spaces", { birthName: "  Teszt   Ágnes " }],
    ["hyphens and dots", { mothersName: "Kitalált-Piroska." }],
    ["letters in two parts", { placeOfBirth: "Győr".normalize("NFD"), birthName: "Teszt A\u0301gnes" }],
    ["the day's hyphens", { dateOfBirth: "1988.11.02." }],
  ])("does not depend on %s", (_, changes) => {
    expect(personSeed({ ...person, ...changes })).toBe(personSeed(person));
  });

  it.each([
    ["an accent", { birthName: "Teszt Agnes" }],
    ["another day", { dateOfBirth: "1988-11-03" }],
    ["parts that change places", { birthName: person.mothersName, mothersName: person.birthName }],
    ["a letter that moves to the next part", { birthName: "Teszt Ágne", mothersName: "s Kitalált Piroska" }],
  ])("depends on %s", (_, changes) => {
    expect(personSeed({ ...person, ...changes })).not.toBe(personSeed(person));
  });

  it.each(["birthName", "mothersName", "placeOfBirth", "dateOfBirth"] as const)(
    "is nobody's without %s",
    async (part) => {
      expect(await personKeyOf({ ...person, [part]: " - " })).toBeUndefined();
    },
  );
});

const days = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2035-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("the validity of a mandate", () => {
  it.each([
    ["2026-03-01", "2026-03-31", "2026-02-28", "future"],
    ["2026-03-01", "2026-03-31", "2026-03-01", "valid"],
    ["2026-03-01", "2026-03-31", "2026-03-31", "valid"],
    ["2026-03-01", "2026-03-31", "2026-04-01", "expired"],
    ["2026-03-01", undefined, "2999-12-31", "valid"],
  ])("from %s to %s is, on %s, %s", (validFrom, validTo, today, state) => {
    expect(mandateState({ validFrom, ...(validTo && { validTo }) }, today)).toBe(state);
  });

  it("goes from future to valid to expired as days pass, never back, and a revocation beats every day", () => {
    const order = { future: 0, valid: 1, expired: 2, revoked: 3 };
    fc.assert(
      fc.property(days, fc.option(days, { nil: undefined }), days, days, (validFrom, validTo, a, b) => {
        const mandate = { validFrom, ...(validTo !== undefined && { validTo }) };
        const [early, late] = a < b ? [a, b] : [b, a];
        expect(order[mandateState(mandate, early)]).toBeLessThanOrEqual(order[mandateState(mandate, late)]);
        expect(mandateState(mandate, a) === "valid").toBe(positionIn(mandate, a) === "within");
        expect(mandateState({ ...mandate, revokedAt: 1 }, a)).toBe("revoked");
      }),
      run,
    );
  });
});

describe("the days a mandate may be given for", () => {
  const today = "2026-11-23";
  const of = (validFrom: string, validTo?: string) =>
    dayErrors({ validFrom, validTo }, today).map(({ field, code }) => `${field} ${code}`);

  it.each([
    [["2026-11-23"], []],
    [["2026-11-23", "2026-11-23"], []],
    [["2036-11-23", "2036-11-23"], []],
    [["2026-11-22"], ["validFrom in-the-past"]],
    [["2036-11-24"], ["validFrom too-far"]],
    [["2027-02-29"], ["validFrom not-a-day"]],
    [
      ["2027-02-30", "2020-01-01"],
      ["validFrom not-a-day", "validTo in-the-past"],
    ],
    [["2026-12-02", "2026-12-01"], ["validTo before-start"]],
    [["2026-12-02", "2036-11-24"], ["validTo too-far"]],
    [["2026-12-02", "2027-13-01"], ["validTo not-a-day"]],
  ] as [[string, string?], string[]][])("%j: %j", (given, errors) => expect(of(...given)).toEqual(errors));

  it("knows leap years", () => {
    expect(["2028-02-29", "2000-02-29"].every(isCalendarDay)).toBe(true);
    expect(["2100-02-29", "2026-04-31", "2026-1-1", "26-01-01"].some(isCalendarDay)).toBe(false);
  });
});

describe("natural identification data somebody else states", () => {
  it("without errors always name somebody", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 12 });
    const parts = fc.record({
      name: text,
      birthName: text,
      mothersName: text,
      placeOfBirth: text,
      dateOfBirth: days,
    });
    fc.assert(
      fc.property(parts, (stated) => {
        const errors = personErrors("", stated, "2040-01-01");
        expect(errors.length > 0 || personSeed(stated) !== undefined).toBe(true);
      }),
      run,
    );
  });

  const stated = { name: "Mintáné Teszt Ágnes", ...person };
  it("are fine whatever names people have", () => {
    expect(
      personErrors("", { ...stated, birthName: "Đ", placeOfBirth: "Budapest XII." }, "2026-11-23"),
    ).toEqual([]);
  });
  it.each([
    [{ name: " - " }, { field: "proxy.name", code: "required" }],
    [{ birthName: "Teszt\u202eÁgnes" }, { field: "proxy.birthName", code: "characters" }],
    [{ dateOfBirth: "1988-02-30" }, { field: "proxy.dateOfBirth", code: "not-a-day" }],
    [{ dateOfBirth: "2026-11-24" }, { field: "proxy.dateOfBirth", code: "in-the-future" }],
  ])("%j are refused", (changes, error) => {
    expect(personErrors("proxy.", { ...stated, ...changes }, "2026-11-23")).toEqual([error]);
  });
});

const forms = ["a", "b", "c"] as FormId[];
const settlements = ["06895", "08518"] as SettlementCode[];
const scopes: fc.Arbitrary<MandateScope | undefined> = fc.option(
  fc.record(
    { forms: fc.subarray(forms, { minLength: 1 }), settlements: fc.subarray(settlements, { minLength: 1 }) },
    { requiredKeys: [] },
  ),
  { nil: undefined },
);

const left = (list: readonly string[] | undefined, entry: string) =>
  list !== undefined && !list.includes(entry);

describe("the scope of a mandate", () => {
  it("covers a matter exactly when no list leaves it out", () => {
    fc.assert(
      fc.property(
        scopes,
        fc.constantFrom(...forms),
        fc.constantFrom(...settlements),
        (scope, form, settlement) => {
          const expected = !left(scope?.forms, form) && !left(scope?.settlements, settlement);
          expect(covers(scope, { form, settlement })).toBe(expected);
        },
      ),
      run,
    );
  });
});

const bases: readonly Basis[] = [
  { kind: "self" },
  { kind: "statutory", entry: "e" },
  { kind: "mandate", mandate: "m" as MandateId },
  { kind: "document" },
];
const basisOf = fc.constantFrom(...bases);

const actor = (account: string, changes: Partial<Acting> = {}, personKey?: string): Actor => ({
  account: account as AccountId,
  displayName: account,
  level: 2,
  acting: {
    party: { kind: "company", id: account as PartyId, name: "x" },
    basis: { kind: "self" },
    ...changes,
  },
  ...(personKey !== undefined && { personKey }),
});

describe("rights", () => {
  it.each([
    ["self", true, true],
    ["statutory", true, true],
    ["mandate", true, false],
    ["document", false, false],
  ] as const)("on basis %s: query %s, delegate %s", (kind, query, delegate) => {
    const basis = bases.find((each) => each.kind === kind) ?? bases[0];
    const { acting } = actor("a", { basis: basis as Basis });
    expect([mayQuery(acting), mayDelegate(acting)]).toEqual([query, delegate]);
  });

  it("of a company stay with its stem, of an institution with its mailbox", () => {
    expect(company("Minta Kft.", "01234565-2-08").id).toBe("cegkapu-01234565");
    expect(company("Minta Kft.", "01234565-4-41").id).toBe("cegkapu-01234565");
    expect(institution("Iskola", "02345675-2-08", "MINTAMK").id).toBe("hkp-MINTAMK");
  });

  it("in one's own name reach what was submitted for the person before", () => {
    expect(ownersFor(actor("anna", {}, "K"))).toEqual(["anna", "person-K"]);
    expect(ownersFor(actor("anna"))).toEqual(["anna"]);
    const party = { kind: "company", id: "cegkapu-1" as PartyId, name: "x" } as const;
    for (const basis of bases.slice(1))
      expect(ownersFor(actor("anna", { party, basis }, "K"))).toEqual(["cegkapu-1"]);
  });
});

const partyOf = (id: PartyId) => ({ kind: "natural-person" as const, id, name: "x" });

describe("what an actor may do with a case", () => {
  const parties = ["p1", "p2"] as PartyId[];
  const accounts = ["anna", "bela"];
  const actors = fc
    .tuple(fc.constantFrom(...accounts), fc.constantFrom(...parties), basisOf, scopes)
    .filter(([, , basis]) => basis.kind !== "self")
    .map(([account, id, basis, scope]) =>
      actor(account, { party: partyOf(id), basis, ...(scope && basis.kind === "mandate" && { scope }) }),
    );
  const stored = fc
    .tuple(actors, fc.constantFrom(...caseStates), fc.constantFrom(...forms), fc.constantFrom(...settlements))
    .map(([by, state, form, code]) => ({
      record: draft({
        owner: by.acting.party.id,
        state,
        catalogue: {
          ...reference,
          form: { ...reference.form, id: form },
          settlement: { ...reference.settlement, code },
        },
      }),
      acting: recordOf(by, by.displayName),
    }));

  it("is nothing when the case is another party's, and never more than the scope", () => {
    fc.assert(
      fc.property(stored, actors, (item, by) => {
        const answers = [mayRead(item, by), mayChange(item, by), maySubmit(item, by)];
        const { form, settlement } = item.record.catalogue;
        const isOwn = item.record.owner === by.acting.party.id;
        const isCovered = covers(by.acting.scope, { form: form.id, settlement: settlement.code });
        expect(isOwn || answers.every((answer) => answer === "not-found")).toBe(true);
        expect(isCovered || !answers.includes("allowed")).toBe(true);
      }),
      run,
    );
  });

  it("on a document reaches own drafts only, and reads nothing that was submitted", () => {
    fc.assert(
      fc.property(stored, actors, (item, by) => {
        fc.pre(by.acting.basis.kind === "document");
        const own =
          item.acting.actor === by.account &&
          item.acting.basis.kind === "document" &&
          item.record.owner === by.acting.party.id;
        const read = item.record.state === "draft" ? "allowed" : "cannot-query";
        expect(mayRead(item, by)).toBe(own ? read : "not-found");
        expect(maySubmit(item, by)).toBe(own ? "allowed" : "not-found");
      }),
      run,
    );
  });

  it("with a verified right is everything of the party, but drafts somebody began on a document", () => {
    fc.assert(
      fc.property(stored, actors, (item, by) => {
        fc.pre(by.acting.basis.kind === "statutory" && item.record.owner === by.acting.party.id);
        const hidden = item.record.state === "draft" && item.acting.basis.kind === "document";
        expect(mayRead(item, by)).toBe(hidden ? "not-found" : "allowed");
      }),
      run,
    );
  });
});

describe("two records of who acted", () => {
  const base: ActingRecord = recordOf(actor("anna", { basis: bases[2] as Basis }), "Anna");
  it("are the same whatever the name or the reach was at the time", () => {
    expect(isSameActing(base, { ...base, actorName: "Anna Új", scope: {} })).toBe(true);
  });
  it.each([
    ["another person", { actor: "bela" as AccountId }],
    ["another mandate", { basis: { kind: "mandate", mandate: "other" as MandateId } }],
    ["another basis", { basis: { kind: "document" } }],
    ["another party", { party: { ...base.party, id: "p9" as PartyId } }],
    ["another hat", { party: { ...base.party, kind: "sole-trader" } }],
  ] as [string, Partial<ActingRecord>][])("differ by %s", (_, changes) => {
    expect(isSameActing(base, { ...base, ...changes })).toBe(false);
  });
});
