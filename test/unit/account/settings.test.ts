import { describe, expect, it } from "vitest";
import { checkSettings, type GivenSettings } from "../../../src/domain/account/settings.ts";
import { failure, success } from "../../../src/domain/result.ts";

const given = (changes: Partial<GivenSettings> = {}): GivenSettings => ({
  language: "hu",
  notifications: { caseProgress: true, newLogin: false },
  ...changes,
});
const home = { country: "Magyarország", postcode: "9400", city: "Sopron", street: "Fő tér 1." };

const errorsOf = (settings: GivenSettings): unknown => {
  const checked = checkSettings(settings);
  return checked.ok ? [] : checked.failure.errors.map(({ field, code }) => `${field}: ${code}`);
};

describe("settings", () => {
  it("need nothing but language and notices", () => {
    expect(checkSettings(given())).toEqual(success(given()));
  });

  it("are kept in one form, whatever way they were typed", () => {
    const typed = given({
      phone: "06 99/123-4567",
      address: {
        country: " hungary ",
        postcode: " 9400 ",
        city: "Sopron\u00a0 ",
        street: "  Fo\u030b  tér 1.",
      },
      defaultSettlement: "08518",
    });
    expect(checkSettings(typed)).toEqual(
      success(given({ phone: "+36991234567", address: home, defaultSettlement: "08518" })),
    );
  });

  it("take an empty phone number for none", () => {
    expect(checkSettings(given({ phone: " " }))).toEqual(success(given()));
  });

  it.each(["123", "06 1 234", "+36 99 123 45678 9", "telefon"])("refuse the phone number %s", (phone) => {
    expect(errorsOf(given({ phone }))).toEqual(["settings.phone: phone"]);
  });

  it.each(["940", "94000", "0940", "H-9400", "94OO"])("refuse the Hungarian postcode %s", (postcode) => {
    expect(errorsOf(given({ address: { ...home, postcode } }))).toEqual([
      "settings.address.postcode: pattern",
    ]);
  });

  it.each(["A-7000", "7000", "", "SW1A 1AA"])(
    "take the postcode '%s' of another country as it is",
    (postcode) => {
      const address = { ...home, country: "Ausztria", postcode };
      expect(checkSettings(given({ address }))).toEqual(success(given({ address })));
    },
  );

  it("name every field of an address that is missing", () => {
    const address = { country: "", postcode: " ", city: "", street: "\n" };
    expect(errorsOf(given({ address }))).toEqual([
      "settings.address.country: required",
      "settings.address.city: required",
      "settings.address.street: required",
    ]);
    expect(errorsOf(given({ address: { ...home, postcode: "" } }))).toEqual([
      "settings.address.postcode: required",
    ]);
  });

  it("refuse characters that show something else than is stored", () => {
    const address = { ...home, street: "Fő tér \u202e1" };
    expect(errorsOf(given({ address }))).toEqual(["settings.address.street: characters"]);
  });

  it.each(["08519", "99999", "00001"])("refuse the settlement %s, whose check digit is wrong", (code) => {
    expect(errorsOf(given({ defaultSettlement: code }))).toEqual([
      "settings.defaultSettlement: not-an-option",
    ]);
  });

  it("tell everything that is wrong at once", () => {
    const all = given({ phone: "1", address: { ...home, postcode: "1" }, defaultSettlement: "00001" });
    expect(checkSettings(all)).toEqual(
      failure({
        code: "invalid-fields",
        errors: [
          { field: "settings.phone", code: "phone" },
          { field: "settings.address.postcode", code: "pattern" },
          { field: "settings.defaultSettlement", code: "not-an-option" },
        ],
      }),
    );
  });
});
