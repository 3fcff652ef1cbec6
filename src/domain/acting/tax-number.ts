import { canonicalIdentifier } from "../identifiers/identifiers.ts";
import { failure, type Result, success } from "../result.ts";

/** Adószám as it is kept and shown: `12892312-2-41`. */
export type TaxNumber = string;

/** Reads a tax number as people write it. That it is well-formed does not mean that somebody has it. */
export const parseTaxNumber = (typed: string): Result<TaxNumber, { code: "pattern" }> => {
  const canonical = canonicalIdentifier("tax-number", typed);
  return canonical === undefined ? failure({ code: "pattern" }) : success(canonical);
};

/** Törzsszám: stays when VAT code and county change, and is the address of a company's mailbox (cégkapu). */
export const taxStem = (taxNumber: TaxNumber): string => taxNumber.slice(0, 8);
