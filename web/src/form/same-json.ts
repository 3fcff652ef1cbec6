import { isRecord } from "../../../src/domain/form/answers.ts";

/** Whether two JSON values say the same; the order of keys does not matter, absent and `undefined` are alike. */
export const sameJson = (first: unknown, second: unknown): boolean => {
  if (Object.is(first, second)) return true;
  if (Array.isArray(first) && Array.isArray(second)) {
    return first.length === second.length && first.every((item, index) => sameJson(item, second[index]));
  }
  if (!isRecord(first) || !isRecord(second)) return false;
  const keys = new Set([...Object.keys(first), ...Object.keys(second)]);
  return [...keys].every((key) => sameJson(first[key], second[key]));
};
