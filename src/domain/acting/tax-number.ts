import { failure, type Result, success } from "../result.ts";

/** Adószám as it is kept and shown: `12892312-2-41`. */
export type TaxNumber = string;

const WEIGHTS = [9, 7, 3, 1, 9, 7, 3, 1] as const;

/** VAT codes in use: 1 exempt, 2 general, 3 the former EVA, 4 member of a group, 5 group. */
const VAT_CODES = "12345";

/** 02–20 companies by county, 22–40 sole traders, 41–43 Budapest, 44 and 51 the tax office's special units. */
const isCounty = (code: number): boolean =>
  (code >= 2 && code <= 20) || (code >= 22 && code <= 44) || code === 51;

const hasCheckDigit = (stem: string): boolean =>
  WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(stem[index]), 0) % 10 === 0;

/**
 * Reads a tax number as people write it: spaces and hyphens of any kind are forgiven, a wrong check digit, VAT
 * code or county is not. That a number is well-formed does not mean that somebody has it.
 */
export const parseTaxNumber = (typed: string): Result<TaxNumber, { code: "pattern" }> => {
  const digits = typed.replaceAll(/[\s\p{Dash}]/gu, "");
  if (!/^[0-9]{11}$/.test(digits)) return failure({ code: "pattern" });
  const [stem, vat, county] = [digits.slice(0, 8), digits.slice(8, 9), digits.slice(9)];
  const isWellFormed =
    stem !== "00000000" && hasCheckDigit(stem) && VAT_CODES.includes(vat) && isCounty(Number(county));
  return isWellFormed ? success(`${stem}-${vat}-${county}`) : failure({ code: "pattern" });
};

/** Törzsszám: stays when VAT code and county change, and is the address of a company's mailbox (cégkapu). */
export const taxStem = (taxNumber: TaxNumber): string => taxNumber.slice(0, 8);
