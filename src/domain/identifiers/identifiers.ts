import { isSettlementCode } from "../settlement/settlement-code.ts";
import { weightedSum, withoutSeparators } from "./check-digits.ts";

/** Hungarian identifiers a form may ask for. */
export const identifierKinds = [
  "personal-tax-id",
  "tax-number",
  "social-security-number",
  "bank-account",
  "iban",
  "settlement-code",
  "company-registration-number",
  "statistical-number",
  "parcel-number",
] as const;
export type IdentifierKind = (typeof identifierKinds)[number];

/** Weights 9 7 3 1; nothing but zeros would fit too. */
const isTaxRoot = (root: string): boolean =>
  root !== "00000000" && weightedSum(root, [9, 7, 3, 1]) % 10 === 0;

/** Adóazonosító jel: 8, days since 1867-01-01 (5), serial (3), Σ i·dᵢ mod 11; remainder 10 is never issued. */
const personalTaxId = (typed: string): string | undefined => {
  const digits = withoutSeparators(typed);
  if (!/^8\d{9}$/.test(digits)) return undefined;
  const check = weightedSum(digits.slice(0, 9), [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11;
  return check === Number(digits[9]) ? digits : undefined;
};

const isTaxArea = (area: number): boolean =>
  (area >= 2 && area <= 20) || (area >= 22 && area <= 44) || area === 51;

/** Adószám 8-1-2: root with check digit, VAT code 1–5, area code. Canonical `12892312-2-41`. */
const taxNumber = (typed: string): string | undefined => {
  const [, root = "", vat = "", area = ""] = /^(\d{8})([1-5])(\d{2})$/.exec(withoutSeparators(typed)) ?? [];
  return root !== "" && isTaxRoot(root) && isTaxArea(Number(area)) ? `${root}-${vat}-${area}` : undefined;
};

/** TAJ: odd places ×3, even ×7, mod 10 = ninth digit. */
const socialSecurityNumber = (typed: string): string | undefined => {
  const digits = withoutSeparators(typed);
  if (!/^\d{9}$/.test(digits)) return undefined;
  return weightedSum(digits.slice(0, 8), [3, 7]) % 10 === Number(digits[8]) ? digits : undefined;
};

const groupsOfEight = (digits: string): string => (digits.match(/\d{8}/g) ?? []).join("-");

/** GIRO, 8-8 or 8-8-8: the bank's block and the account's block each end in a check digit (weights 9 7 3 1). */
const isBankAccount = (digits: string): boolean =>
  /^(\d{16}|\d{24})$/.test(digits) &&
  isTaxRoot(digits.slice(0, 8)) &&
  weightedSum(digits.slice(8), [9, 7, 3, 1]) % 10 === 0;

const bankAccount = (typed: string): string | undefined => {
  const digits = withoutSeparators(typed);
  return isBankAccount(digits) ? groupsOfEight(digits) : undefined;
};

/** ISO 13616: the country and check digits moved to the end, letters as 10…35, mod 97 = 1. */
const isIbanSum = (iban: string): boolean => {
  const moved = iban.slice(4) + iban.slice(0, 4);
  const digits = Array.from(moved, (character) => Number.parseInt(character, 36).toString()).join("");
  return BigInt(digits) % 97n === 1n;
};

/** Hungarian IBAN: its own sum and the account's within; a 16-digit account is padded with zeros. */
const iban = (typed: string): string | undefined => {
  const text = withoutSeparators(typed).toUpperCase();
  if (!/^HU\d{26}$/.test(text) || !isIbanSum(text)) return undefined;
  const account = text.slice(4);
  const padded = account.endsWith("00000000") && isBankAccount(account.slice(0, 16));
  return padded || isBankAccount(account) ? text : undefined;
};

/** Cégjegyzékszám CC-FF-NNNNNN: court 01–20, form 01–23; it has no check digit. */
const companyRegistrationNumber = (typed: string): string | undefined => {
  const [, court = "", form = "", serial = ""] =
    /^(\d{2})(\d{2})(\d{6})$/.exec(withoutSeparators(typed)) ?? [];
  const known = Number(court) >= 1 && Number(court) <= 20 && Number(form) >= 1 && Number(form) <= 23;
  return known ? `${court}-${form}-${serial}` : undefined;
};

/** Statisztikai számjel: tax root – TEÁOR (4) – legal form (3) – county (01–20). */
const statisticalNumber = (typed: string): string | undefined => {
  const [, root = "", activity = "", form = "", county = ""] =
    /^(\d{8})(\d{4})(\d{3})(\d{2})$/.exec(withoutSeparators(typed)) ?? [];
  const known = isTaxRoot(root) && Number(county) >= 1 && Number(county) <= 20;
  return root !== "" && known ? [root, activity, form, county].join("-") : undefined;
};

/** Helyrajzi szám A[/B[/C[/D]]]: digits, a letter allowed in the later parts; outer areas begin with 0. */
const parcelNumber = (typed: string): string | undefined => {
  const text = typed.replaceAll(/\s/g, "").toUpperCase();
  return /^\d{1,6}(\/[0-9A-Z]{1,4}){0,3}$/.test(text) ? text : undefined;
};

const settlementCode = (typed: string): string | undefined => {
  const digits = withoutSeparators(typed);
  return isSettlementCode(digits) ? digits : undefined;
};

const readers: Readonly<Record<IdentifierKind, (typed: string) => string | undefined>> = {
  "personal-tax-id": personalTaxId,
  "tax-number": taxNumber,
  "social-security-number": socialSecurityNumber,
  "bank-account": bankAccount,
  iban,
  "settlement-code": settlementCode,
  "company-registration-number": companyRegistrationNumber,
  "statistical-number": statisticalNumber,
  "parcel-number": parcelNumber,
};

/**
 * The canonical form of an identifier, or undefined when it cannot be one. Lenient in typing (spaces,
 * hyphens), strict in value; a right check digit does not prove that the thing exists.
 */
export const canonicalIdentifier = (kind: IdentifierKind, typed: string): string | undefined =>
  readers[kind](typed);
