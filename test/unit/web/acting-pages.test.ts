import { assert, date, property } from "fast-check";
import { describe, expect, it } from "vitest";
import type { PublishedSettlement, SettlementListing } from "../../../src/domain/settlement/settlement.ts";
import { failure, success } from "../../../src/domain/result.ts";
import { justDone } from "../../../web/src/account/account-parts.ts";
import { readAddress } from "../../../web/src/account/read-address.ts";
import { emptyGrant, readGrant, type TypedGrant } from "../../../web/src/acting/read-grant.ts";
import { readPerson } from "../../../web/src/acting/read-person.ts";
import { loadScopeNames, offeredForms, scopeText } from "../../../web/src/acting/scope-names.ts";
import { chooseAgainAddress } from "../../../web/src/acting/choice-address.ts";
import { wayBack } from "../../../web/src/acting/way-back.ts";
import { toIsoDay, todayAt, typeDay } from "../../../web/src/format/typed-day.ts";
import type { PageMessages } from "../../../web/src/messages/pages.ts";
import { errorsOfPortal } from "../../../web/src/ui/field-errors.ts";
import { hungarian } from "../../support/texts.ts";

const { portal, account } = hungarian;
const messages: PageMessages = { ...portal, ...account, acting: { ...portal.acting, ...account.acting } };
/** 23:30 on 22 November in London, the 23rd in Budapest. */
const NOW = Date.parse("2026-11-22T23:30:00Z");
const today = "2026-11-23";

describe("a day typed into three boxes", () => {
  it("is read as it is written, and every day can be written", () => {
    const days = date({ min: new Date("1850-01-01"), max: new Date("2199-12-31"), noInvalidDate: true });
    assert(
      property(days, (day) => {
        const iso = day.toISOString().slice(0, 10);
        expect(toIsoDay(typeDay(iso))).toBe(iso);
      }),
      { seed: 20_261_123 },
    );
    expect(toIsoDay({ year: " 1975. ", month: "05.", day: "7" })).toBe("1975-05-07");
  });

  it.each([
    ["1950", "2", "29"],
    ["2023", "2", "30"],
    ["2023", "13", "1"],
    ["2023", "0", "1"],
    ["23", "1", "1"],
    ["1500", "1", "1"],
    ["2023", "1", ""],
    ["2023", "május", "1"],
  ])("is refused where the calendar has none: %s %s %s", (year, month, day) => {
    expect(toIsoDay({ year, month, day })).toBeUndefined();
  });

  it("begins at midnight in Budapest", () => {
    expect(todayAt(NOW)).toBe(today);
  });
});

const typedPerson = {
  name: " Minta Ágnes ",
  birthName: "Teszt Ágnes",
  mothersName: "Kitalált Piroska",
  placeOfBirth: "Győr",
  dateOfBirth: typeDay("1988-11-02"),
};
const person = { ...typedPerson, name: "Minta Ágnes", dateOfBirth: "1988-11-02" };

const born = (day: string) =>
  readPerson(messages, { ...typedPerson, dateOfBirth: typeDay(day) }, NOW).errors.has("dateOfBirth");

describe("a person named by natural identification data", () => {
  it("is read without spaces around", () => {
    expect(readPerson(messages, typedPerson, NOW)).toEqual({ errors: new Map(), value: person });
  });

  it("misses what was not typed, in the order of the page", () => {
    const { errors, value } = readPerson(
      messages,
      {
        name: "",
        birthName: " ",
        mothersName: "x",
        placeOfBirth: "x".repeat(201),
        dateOfBirth: typeDay(today),
      },
      NOW,
    );
    expect(value).toBeUndefined();
    expect([...errors.keys()]).toEqual(["name", "birthName", "placeOfBirth"]);
    expect(errors.get("name")).toBe("Töltse ki: Név");
  });

  it("was not born tomorrow", () => {
    expect([born("2026-11-23"), born("2026-11-24")]).toEqual([false, true]);
  });
});

const written = (change: Partial<TypedGrant> = {}): TypedGrant => ({
  ...emptyGrant(NOW),
  person: typedPerson,
  ...change,
});

describe("a mandate as it is written", () => {
  it("is for everything, from today until revoked, unless the person says otherwise", () => {
    expect(readGrant(messages, written(), NOW).value).toEqual({ proxy: person, scope: {}, validFrom: today });
  });

  it("names what it covers and its last day", () => {
    const change = {
      everySettlement: false,
      settlements: ["06895"],
      everyForm: false,
      forms: ["letter"],
      validTo: typeDay("2026-12-31"),
    };
    expect(readGrant(messages, written(change), NOW).value).toMatchObject({
      scope: { settlements: ["06895"], forms: ["letter"] },
      validTo: "2026-12-31",
    });
  });

  it("does not mean everything when nothing was chosen", () => {
    const { errors, value } = readGrant(messages, written({ everySettlement: false, everyForm: false }), NOW);
    expect(value).toBeUndefined();
    expect([...errors.keys()]).toEqual(["settlements", "forms"]);
  });

  it.each([
    ["validFrom", { validFrom: typeDay("2026-11-22") }],
    ["validTo", { validFrom: typeDay("2026-12-02"), validTo: typeDay("2026-12-01") }],
    ["validTo", { validTo: { year: "2026", month: "", day: "" } }],
  ] as const)("is refused with a wrong day: %s", (field, change) => {
    expect([...readGrant(messages, written(change), NOW).errors.keys()]).toEqual([field]);
  });

  it("may be for a single day", () => {
    expect(readGrant(messages, written({ validTo: typeDay(today) }), NOW).errors.size).toBe(0);
  });
});

const failed = (...fields: string[]) => ({
  code: "invalid-fields" as const,
  errors: fields.map((field) => ({ field, code: "x" })),
});
const read = (...fields: string[]) =>
  errorsOfPortal(failed(...fields), ["name", "birthName", "forms"], (field, code) => `${code}:${field}`);

describe("errors the portal finds", () => {
  it("come under the page's own fields, in its order", () => {
    expect([...(read("proxy.birthName", "proxy.name") ?? [])]).toEqual([
      ["name", "x:name"],
      ["birthName", "x:birthName"],
    ]);
    expect(read("scope.forms.3")).toEqual(new Map([["forms", "x:forms"]]));
  });

  it("are told as a whole when one belongs to no field", () => {
    expect(read("proxy.name", "somewhere")).toBeUndefined();
    expect(errorsOfPortal({ code: "too-busy" }, ["name"], String)).toBeUndefined();
    expect(errorsOfPortal({ code: "invalid-fields" }, ["name"], String)).toBeUndefined();
  });
});

const to = (address: string) => wayBack(`?vissza=${encodeURIComponent(address)}`);

describe("the way back after switching", () => {
  it("leads where one came from", () => {
    expect(to("/telepules/06895/ugy/letter/inditas?a=1")).toBe("/telepules/06895/ugy/letter/inditas?a=1");
    expect(wayBack("")).toBe("/ugyeim");
  });

  it("leaves the pages of a case that is another party's now", () => {
    for (const path of ["/ugyeim/x", "/urlap/x/letter", "/ugyeim/x/bekuldve", "/szerepkor"])
      expect(to(path)).toBe("/ugyeim");
  });

  it("returns to a case when one goes on in the same name", () => {
    expect(wayBack(new URL(chooseAgainAddress("/urlap/x/letter"), "https://x.invalid").search)).toBe(
      "/urlap/x/letter",
    );
  });

  it.each([
    "//evil.example",
    "https://evil.example/",
    "/\\evil.example",
    "/nincs-ilyen",
    "/api/session/login",
  ])("never leaves the portal: %s", (address) => {
    expect(["/", "/ugyeim"]).toContain(to(address));
  });
});

const text = (name: string) => ({ hu: name, en: `${name} (en)` });

const inHungarian = (value: { hu: string }) => value.hu;

describe("what a mandate covers, in words", () => {
  const offers: Readonly<Record<string, readonly string[]>> = { "06895": ["letter"], "08518": ["tax"] };
  const setup = () => {
    const asked: string[] = [];
    const catalogue = {
      listing: () =>
        Promise.resolve(
          success(
            Object.keys(offers).map((code) => ({
              code,
              name: text(`T${code}`),
            })) as unknown as SettlementListing[],
          ),
        ),
      currentSettlement: (code: string) => {
        asked.push(code);
        const forms = offers[code];
        if (!forms) return Promise.resolve(failure({ code: "not-found" as const }));
        const services = forms.map((form) => ({ form, title: text(`F ${form}`) }));
        return Promise.resolve(success({ services } as unknown as PublishedSettlement));
      },
    };
    return { catalogue, asked };
  };
  it("names forms and settlements, and everything where there is no limit", async () => {
    const { catalogue } = setup();
    const scope = { forms: ["letter"], settlements: ["06895"] };
    const names = await loadScopeNames(catalogue, [scope, undefined]);
    expect(scopeText(messages, names, scope, inHungarian)).toBe("F letter; T06895");
    expect(scopeText(messages, names, undefined, inHungarian)).toBe("minden ügy; minden település");
  });

  it("looks for a form further away, and shows the code where there is no name", async () => {
    const { catalogue } = setup();
    const scope = { forms: ["tax", "gone"], settlements: ["06895"] };
    const names = await loadScopeNames(catalogue, [scope]);
    expect(scopeText(messages, names, scope, inHungarian)).toBe("F tax, gone; T06895");
  });

  it("fetches nothing for mandates without limits", async () => {
    const { catalogue, asked } = setup();
    await loadScopeNames(catalogue, [{}, undefined]);
    expect(asked).toEqual([]);
  });

  it("offers the forms of the chosen settlements, or of all", async () => {
    const { catalogue } = setup();
    expect([...(await offeredForms(catalogue, ["08518"])).keys()]).toEqual(["tax"]);
    expect([...(await offeredForms(catalogue, [])).keys()]).toEqual(["letter", "tax"]);
  });
});

const errorsOf = (country: string, postcode: string) => [
  ...(readAddress(messages, { country, postcode, city: "X", street: "" }).errors?.keys() ?? []),
];

describe("the account's page and forms", () => {
  it("says what has just been done, and nothing an address could make up", () => {
    expect(justDone(messages, "?mentve=telefon")).toBe("Mentettük: Telefonszám.");
    expect(justDone(messages, "?torolve=postacim")).toBe("Töröltük: Postacím.");
    expect(justDone(messages, "?elkuldve=email")).toBe("Elküldtük a megerősítő hivatkozást.");
    expect(justDone(messages, "?mentve=<b>x")).toBeUndefined();
    expect(justDone(messages, "")).toBeUndefined();
  });

  it("reads an address, and takes it away when nothing but the country is left", () => {
    const address = { country: "Magyarország", postcode: " 9495 ", city: "Kópháza", street: "Fő utca 1." };
    expect(readAddress(messages, address).value).toEqual({ ...address, postcode: "9495" });
    expect(readAddress(messages, { ...address, postcode: "", city: " ", street: "" })).toEqual({});
  });

  it("asks for all four, and for four digits in Hungary only", () => {
    expect(errorsOf("Magyarország", "94")).toEqual(["postcode", "street"]);
    expect(errorsOf("Österreich", "94")).toEqual(["street"]);
    expect(errorsOf("", "9495")).toEqual(["country", "street"]);
  });
});
