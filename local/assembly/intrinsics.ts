import { StartFailure } from "../failure.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";

/** What the intrinsic functions of one stack refer to. */
export interface Scope {
  ref(name: string): Json;
  getAtt(logicalId: string, attribute: string): Json;
  importValue(exportName: string): Json;
  condition(name: string): boolean;
  mappings: JsonObject;
}

/** Marks `AWS::NoValue`: the property it stands in is left out. */
const noValue: unique symbol = Symbol("AWS::NoValue");
type Resolved = Json | typeof noValue;

/**
 * Evaluates the CloudFormation intrinsic functions in a template value.
 * Source: the CloudFormation template reference, "Intrinsic function reference".
 * @throws StartFailure on a function this runtime does not know, or on one that is used wrongly.
 */
export const evaluate = (value: Json, scope: Scope): Json => {
  const result = resolve(value, scope);
  return result === noValue ? null : result;
};

const resolve = (value: Json, scope: Scope): Resolved => {
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((item) => resolve(item, scope)).filter((item) => item !== noValue);
  }
  if (!isObject(value)) return value;
  const [first, ...others] = Object.keys(value);
  if (first !== undefined && others.length === 0 && (first === "Ref" || first.startsWith("Fn::"))) {
    return call(first, value[first] ?? null, scope);
  }
  const entries = Object.entries(value).map(([key, item]) => [key, resolve(item, scope)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== noValue));
};

const call = (name: string, argument: Json, scope: Scope): Resolved => {
  if (name === "Ref") return argument === "AWS::NoValue" ? noValue : scope.ref(text(name, argument));
  if (name === "Fn::If") return choose(argument, scope);
  const run = functions[name];
  if (!run) throw new StartFailure(`The template uses ${name}, which the local runtime does not know yet.`);
  return run(argument, scope);
};

const choose = (argument: Json, scope: Scope): Resolved => {
  const [condition, then, otherwise] = list("Fn::If", argument);
  return resolve((scope.condition(text("Fn::If", condition)) ? then : otherwise) ?? null, scope);
};

const functions: Record<string, (argument: Json, scope: Scope) => Json> = {
  "Fn::GetAtt": (argument, scope) => {
    const [logicalId, ...attribute] =
      typeof argument === "string" ? argument.split(".") : list("Fn::GetAtt", argument);
    return scope.getAtt(text("Fn::GetAtt", logicalId), attribute.map(String).join("."));
  },
  "Fn::Join": (argument, scope) => {
    const [separator, parts] = list("Fn::Join", argument);
    return list("Fn::Join", evaluate(parts ?? null, scope))
      .map((part) => text("Fn::Join", part))
      .join(text("Fn::Join", separator));
  },
  "Fn::Sub": (argument, scope) => substitute(argument, scope),
  "Fn::ImportValue": (argument, scope) =>
    scope.importValue(text("Fn::ImportValue", evaluate(argument, scope))),
  "Fn::Select": (argument, scope) => {
    const [index, from] = list("Fn::Select", argument);
    const value = list("Fn::Select", evaluate(from ?? null, scope))[Number(evaluate(index ?? null, scope))];
    if (value === undefined)
      throw new StartFailure("The template selects a list element that does not exist.");
    return value;
  },
  "Fn::Split": (argument, scope) => {
    const [separator, from] = list("Fn::Split", argument);
    return text("Fn::Split", evaluate(from ?? null, scope)).split(text("Fn::Split", separator));
  },
  "Fn::FindInMap": (argument, scope) => {
    const [map, first, second] = list("Fn::FindInMap", evaluate(argument, scope)).map(String);
    const found = [map, first, second].reduce<Json | undefined>(
      (value, key) => (isObject(value) && key !== undefined ? value[key] : undefined),
      scope.mappings,
    );
    if (found === undefined) throw new StartFailure(`The template has no mapping ${map}.${first}.${second}.`);
    return found;
  },
  "Fn::Base64": (argument, scope) =>
    Buffer.from(text("Fn::Base64", evaluate(argument, scope))).toString("base64"),
  "Fn::Equals": (argument, scope) => {
    const [left, right] = list("Fn::Equals", evaluate(argument, scope));
    return JSON.stringify(left) === JSON.stringify(right);
  },
  "Fn::Not": (argument, scope) => !truth(list("Fn::Not", argument)[0], scope),
  "Fn::And": (argument, scope) => list("Fn::And", argument).every((item) => truth(item, scope)),
  "Fn::Or": (argument, scope) => list("Fn::Or", argument).some((item) => truth(item, scope)),
};

/** A condition's value; `{ Condition: name }` refers to another one. */
export const truth = (value: Json | undefined, scope: Scope): boolean => {
  if (isObject(value) && typeof value["Condition"] === "string") return scope.condition(value["Condition"]);
  return evaluate(value ?? null, scope) === true;
};

const substitute = (argument: Json, scope: Scope): string => {
  const [pattern, variables] = typeof argument === "string" ? [argument] : list("Fn::Sub", argument);
  const values = isObject(variables) ? variables : {};
  return text("Fn::Sub", pattern).replaceAll(
    /\$\{(!?)([^}]+)\}/g,
    (_whole, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      const own = values[name];
      if (own !== undefined) return text("Fn::Sub", evaluate(own, scope));
      const [logicalId = "", ...attribute] = name.split(".");
      const value = attribute.length > 0 ? scope.getAtt(logicalId, attribute.join(".")) : scope.ref(name);
      return text("Fn::Sub", value);
    },
  );
};

const list = (name: string, value: Json | undefined): readonly Json[] => {
  if (!Array.isArray(value))
    throw new StartFailure(`${name} needs a list, the template gives it something else.`);
  return value as readonly Json[];
};

const text = (name: string, value: Json | undefined): string => {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return String(value);
  throw new StartFailure(`${name} needs a text, the template gives it ${JSON.stringify(value)}.`);
};
