import { isRecord } from "../../../src/domain/form/answers.ts";

/** Whether two JSON values say the same; the order of keys does not matter, absent and `undefined` are alike. */
export const sameJson = (first: unknown, second: unknown): boolean => {
  if (Object.is(first, second)) return true;
  if (Array.isArray(first) && Array.isArray(second)) {
    return first.length === second.length && first.every((item, index) => sameJson(item, second[index]));
  }
  if (!isRecord(first) || !isRecord(second)) return false;
  return (
    Object.keys(first).every((key) => sameJson(first[key], second[key])) &&
    Object.keys(second).every((key) => Object.hasOwn(first, key) || second[key] === undefined)
  );
};
