import type { Answers } from "../case/case.ts";

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The answer under a dot-separated key, `undefined` when there is none. Sees own properties only. */
export const readAnswer = (answers: Answers, key: string): unknown => {
  // Cells of tables, of which there are thousands, have no dots in their keys.
  if (!key.includes(".")) return Object.hasOwn(answers, key) ? answers[key] : undefined;
  let current: unknown = answers;
  for (const part of key.split(".")) {
    if (!isRecord(current) || !Object.hasOwn(current, part)) return undefined;
    current = current[part];
  }
  return current;
};

/**
 * A copy of the answers with one of them replaced; `undefined` removes it, and with it any group left empty.
 * Computed keys in object literals create own properties, so `__proto__` cannot reach a prototype.
 */
export const writeAnswer = (answers: Answers, key: string, value: unknown): Answers => {
  const [head = "", ...tail] = key.split(".");
  const group = Object.hasOwn(answers, head) ? answers[head] : undefined;
  const changed =
    tail.length === 0 ? value : writeAnswer(isRecord(group) ? group : {}, tail.join("."), value);
  const emptied = changed === undefined || (tail.length > 0 && Object.keys(changed as object).length === 0);
  if (!emptied) return { ...answers, [head]: changed };
  const { [head]: _, ...rest } = answers;
  return rest;
};

/** Answers being put together. Whoever holds it is the only one who does, until it is finished. */
export type GrowingAnswers = Record<string, unknown>;

/**
 * Adds an answer in place: copying all of them for each new one takes longer than every rule of a large form.
 * Defined, not assigned, so that `__proto__` cannot reach a prototype; groups are copied, they may be somebody else's.
 */
export const addAnswer = (answers: GrowingAnswers, key: string, value: unknown): void => {
  const dot = key.indexOf(".");
  const head = dot < 0 ? key : key.slice(0, dot);
  const group = Object.hasOwn(answers, head) ? answers[head] : undefined;
  const added = dot < 0 ? value : writeAnswer(isRecord(group) ? group : {}, key.slice(dot + 1), value);
  Object.defineProperty(answers, head, {
    value: added,
    enumerable: true,
    writable: true,
    configurable: true,
  });
};
