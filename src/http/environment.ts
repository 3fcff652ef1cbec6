import { type FunctionName, functions } from "../../functions/manifest.ts";

type KeyOf<F extends FunctionName> = (typeof functions)[F]["environment"][number];

/** Exactly the variables the manifest promises to function `F`; `…_MINUTES` are whole numbers above 0. */
export type Environment<F extends FunctionName> = {
  readonly [K in KeyOf<F>]: K extends `${string}_MINUTES` ? number : string;
};

const readValue = (key: string, source: NodeJS.ProcessEnv): string | number => {
  const value = source[key];
  if (!value) throw new Error(`Environment variable ${key} is missing`);
  if (!key.endsWith("_MINUTES")) return value;
  if (!/^[1-9]\d{0,5}$/.test(value))
    throw new Error(`Environment variable ${key} is not a number of minutes`);
  return Number(value);
};

/**
 * Read once, at cold start, so that a forgotten variable stops the function at once instead of in the
 * middle of somebody's request. Throws naming the variable; never prints a value.
 */
export const readEnvironment = <F extends FunctionName>(
  functionName: F,
  source: NodeJS.ProcessEnv = process.env,
): Environment<F> =>
  Object.fromEntries(
    functions[functionName].environment.map((key) => [key, readValue(key, source)]),
  ) as Environment<F>;
