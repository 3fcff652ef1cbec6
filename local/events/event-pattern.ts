import { StartFailure } from "../failure.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";

type Test = (value: Json | undefined) => boolean;

/** A list in an event matches when any of its items does. */
const anyOf = (value: Json | undefined, test: Test): boolean =>
  Array.isArray(value) ? (value as readonly Json[]).some(test) : test(value);

const compileValue = (wanted: Json, owner: string): Test => {
  if (!isObject(wanted)) return (value) => value === wanted;
  const [[operator, operand] = [], ...more] = Object.entries(wanted);
  if (operator === "prefix" && typeof operand === "string" && more.length === 0)
    return (value) => typeof value === "string" && value.startsWith(operand);
  throw new StartFailure(
    `The event pattern of ${owner} uses ${JSON.stringify(wanted)}, which the local runtime does not know.`,
  );
};

const compileObject = (pattern: JsonObject, owner: string): Test => {
  const tests = Object.entries(pattern).map(([key, wanted]) => [key, compile(wanted, owner)] as const);
  return (value) => isObject(value) && tests.every(([key, test]) => test(value[key]));
};

const compile = (pattern: Json, owner: string): Test => {
  if (isObject(pattern)) return compileObject(pattern, owner);
  if (!Array.isArray(pattern))
    throw new StartFailure(`The event pattern of ${owner} has a value that is no list.`);
  const tests = (pattern as readonly Json[]).map((wanted) => compileValue(wanted, owner));
  return (value) => anyOf(value, (item) => tests.some((test) => test(item)));
};

/**
 * Which events a rule is for: exact values and prefixes, in nested objects.
 * Source: EventBridge user guide, "Creating event patterns".
 * @throws StartFailure for any other operator
 */
export const compilePattern = (pattern: Json | undefined, owner: string): ((event: Json) => boolean) => {
  if (!isObject(pattern)) throw new StartFailure(`The rule ${owner} has neither a schedule nor a pattern.`);
  return compileObject(pattern, owner);
};
