import { describe, expect, it } from "vitest";
import { canonicalIdentifier, type IdentifierKind } from "../../../src/domain/identifiers/identifiers.ts";

/** Made up so that none can belong to a living person or a real company, or published by their authorities. */
const vectors: Readonly<Record<IdentifierKind, { valid: Record<string, string>; invalid: string[] }>> = {
  "personal-tax-id": {
    valid: { "8365670003": "8365670003", "8851 020 019": "8851020019", "8888901248": "8888901248" },
    invalid: ["8365670004", "7365670003", "8000000000", "836567000", "83656700030"],
  },
  "tax-number": {
    valid: {
      "12892312-2-41": "12892312-2-41",
      "15393702 2 13": "15393702-2-13",
      "01234565–2–08": "01234565-2-08",
    },
    invalid: [
      "12892313-2-41",
      "12345678-1-42",
      "12892312-6-41",
      "12892312-2-21",
      "12892312-2-01",
      "12892312",
    ],
  },
  "social-security-number": {
    valid: { "111 111 110": "111111110", "123456788": "123456788", "912-345-675": "912345675" },
    invalid: ["123456789", "12345678", "1111111100"],
  },
  "bank-account": {
    valid: {
      "11742087-15393702-03090000": "11742087-15393702-03090000",
      "104040270003337600000002": "10404027-00033376-00000002",
      "59300326 11019291": "59300326-11019291",
    },
    invalid: ["11742087-15393702-03090001", "11742078-15393702-03090000", "12345678-12345678", "59300326"],
  },
  iban: {
    valid: { "HU42 1177 3016 1111 1018 0000 0000": "HU42117730161111101800000000" },
    invalid: ["HU43117730161111101800000000", "AT611904300234573201", "42117730161111101800000000"],
  },
  "settlement-code": {
    valid: { "06895": "06895", "08518": "08518" },
    invalid: ["06896", "60895", "6895"],
  },
  "company-registration-number": {
    valid: { "08-09-012345": "08-09-012345", "08 09 012345": "08-09-012345" },
    invalid: ["21-09-012345", "01-24-012345", "01-00-012345", "08-09-01234"],
  },
  "statistical-number": {
    valid: { "01234565-8411-321-08": "01234565-8411-321-08" },
    invalid: ["12345678-8411-321-08", "01234565-8411-321-21", "01234565-8411-321-00"],
  },
  "parcel-number": {
    valid: { "123/4/a/5": "123/4/A/5", "0123 / 4": "0123/4", "99": "99" },
    invalid: ["", "A/1", "1/2/3/4/5", "1//2", "1234567", "12-3"],
  },
};

describe.each(Object.entries(vectors) as [IdentifierKind, (typeof vectors)[IdentifierKind]][])(
  "%s",
  (kind, { valid, invalid }) => {
    it.each(Object.entries(valid))("%s is %s", (typed, canonical) => {
      expect(canonicalIdentifier(kind, typed)).toBe(canonical);
      expect(canonicalIdentifier(kind, canonical)).toBe(canonical);
    });

    it.each(invalid)("%s is none", (typed) => {
      expect(canonicalIdentifier(kind, typed)).toBeUndefined();
    });
  },
);

it("an IBAN with a right sum but a wrong check digit of the account within is none", () => {
  const account = "117730161111101900000000";
  const remainder = Number(BigInt(`${account}173000`) % 97n);
  const iban = `HU${String(98 - remainder).padStart(2, "0")}${account}`;
  expect(canonicalIdentifier("iban", iban)).toBeUndefined();
});

it("a personal tax id is the only one of its ten", () => {
  const fitting = Array.from({ length: 10 }, (_, digit) => `836567000${digit}`).filter(
    (id) => canonicalIdentifier("personal-tax-id", id) !== undefined,
  );
  expect(fitting).toEqual(["8365670003"]);
});
