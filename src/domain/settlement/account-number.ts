import { canonicalIdentifier } from "../identifiers/identifiers.ts";

/** A Hungarian bank account in both its forms; the same money. */
export interface AccountNumber {
  /** GIRO: 8-8 or 8-8-8 digits. */
  number: string;
  /** 28 characters without spaces. */
  iban: string;
}

const ACCOUNT_DIGITS = 24;

/** ISO 13616: 98 − (account, HU as 1730, 00) mod 97. */
const ibanOf = (number: string): string => {
  const account = number.replaceAll("-", "").padEnd(ACCOUNT_DIGITS, "0");
  const check = 98n - (BigInt(`${account}173000`) % 97n);
  return `HU${check.toString().padStart(2, "0")}${account}`;
};

/** A number of 16 digits is padded with zeros in the IBAN. */
const numberOf = (iban: string): string | undefined => {
  const account = iban.slice(4);
  const short = account.endsWith("00000000")
    ? canonicalIdentifier("bank-account", account.slice(0, 16))
    : undefined;
  return short ?? canonicalIdentifier("bank-account", account);
};

/** An account given as GIRO number or as IBAN, hyphens and spaces allowed; undefined when a check digit is wrong. */
export const readAccountNumber = (typed: string): AccountNumber | undefined => {
  const given = canonicalIdentifier("iban", typed);
  const number = given === undefined ? canonicalIdentifier("bank-account", typed) : numberOf(given);
  return number === undefined ? undefined : { number, iban: given ?? ibanOf(number) };
};
