import { failure, type Result, success } from "../result.ts";

/** Short name of an office mailbox (Hivatali Kapu): capital letters and digits, at most 10; case is forgiven. */
export const parseShortName = (typed: string): Result<string, { code: "pattern" }> => {
  const name = typed.trim().toUpperCase();
  return /^[A-Z0-9]{1,10}$/.test(name) ? success(name) : failure({ code: "pattern" });
};
