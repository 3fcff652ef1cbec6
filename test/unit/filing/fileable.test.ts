import { describe, expect, it } from "vitest";
import { caseStates } from "../../../src/domain/case/transitions.ts";
import type { FormId } from "../../../src/domain/ids.ts";
import { prepareFiling, triage } from "../../../src/domain/registry/fileable.ts";
import type { PublishedSettlement } from "../../../src/domain/settlement/settlement.ts";
import { aCase, NOW, REQUEST, settlement } from "./fixtures.ts";

describe("triage", () => {
  it("files what is submitted or received and nothing else", () => {
    const toFile = caseStates.filter((state) => triage(aCase({ state })) === "file");
    expect(toFile).toEqual(["submitted", "received"]);
  });

  it("never files a case that has a number, whatever its state says", () => {
    const registration = { number: "KOPH/1-1/2026", book: "KOPH", year: 2026, main: 1, sub: 1, at: NOW };
    for (const state of caseStates) expect(triage(aCase({ state, registration }))).toBe("filed");
  });
});

describe("what the settlement says", () => {
  const tax = "iparuzesi-ado" as FormId;
  const routes: PublishedSettlement["routes"] = [
    { form: tax, team: "ado" },
    { form: "*", team: "igazgatas" },
    { form: REQUEST, team: "never" },
  ];

  const toTeam = (form: FormId) => {
    const { catalogue } = aCase();
    const record = aCase({ catalogue: { ...catalogue, form: { ...catalogue.form, id: form } } });
    const prepared = prepareFiling(record, { ...settlement, routes });
    return prepared.ok && prepared.value.team;
  };

  it("sends a case to the team of the first route that matches", () => {
    expect([toTeam(tax), toTeam(REQUEST)]).toEqual(["ado", "igazgatas"]);
  });

  it.each<[string, PublishedSettlement]>([
    ["no-route", { ...settlement, routes: [{ form: tax, team: "ado" }] }],
    ["unknown-system", { ...settlement, routes: [{ form: "*", team: "ado", system: "ado" }] }],
    ["unknown-book", { ...settlement, office: { ...settlement.office, books: [] } }],
    ["bad-pattern", { ...settlement, office: { ...settlement.office, arrivalPattern: "E-KOPH/{number}" } }],
    [
      "bad-pattern",
      {
        ...settlement,
        office: {
          ...settlement.office,
          books: [{ id: "KOPH", name: { hu: "Kópháza" }, numberPattern: "{book}/{main}/{year}" }],
        },
      },
    ],
  ])("refuses with %s", (code, published) => {
    expect(prepareFiling(aCase(), published)).toEqual({ ok: false, failure: { code } });
  });

  it("names the specialist system of the route", () => {
    const system = { id: "ado", name: { hu: "Adószakrendszer" }, delivery: "pull" as const };
    const published: PublishedSettlement = {
      ...settlement,
      office: { ...settlement.office, systems: [system] },
      routes: [{ form: "*", team: "ado", system: "ado" }],
    };
    expect(prepareFiling(aCase(), published)).toMatchObject({
      ok: true,
      value: { team: "ado", system: { id: "ado", delivery: "pull" } },
    });
  });

  it("refuses a case without a submission", () => {
    const { submission: _, ...record } = aCase();
    expect(prepareFiling(record, settlement)).toEqual({ ok: false, failure: { code: "not-submitted" } });
  });
});
