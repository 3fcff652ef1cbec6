import { failure, type Result, success } from "../domain/result.ts";

const MAX_DEPTH = 32;

/** Strings, punctuation, and runs of anything else that is not white space. Enough for text that is valid JSON. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/gs;

type Container = { keys: Set<string> } | { keys?: never };

const addKey = (container: Container | undefined, token: string): boolean => {
  const key = JSON.parse(token) as string;
  if (!container?.keys || container.keys.has(key)) return false;
  container.keys.add(key);
  return true;
};

/** JSON.parse silently keeps the last of two equal keys, so the text itself has to be looked at. */
const hasSoundStructure = (text: string): boolean => {
  const containers: Container[] = [];
  let lastString = "";
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === "{" || token === "[") containers.push(token === "{" ? { keys: new Set() } : {});
    else if (token === "}" || token === "]") containers.pop();
    else if (token === ":" && !addKey(containers.at(-1), lastString)) return false;
    else if (token.startsWith('"')) lastString = token;
    if (containers.length > MAX_DEPTH) return false;
  }
  return true;
};

const isSoundText = (text: string): boolean => text.isWellFormed() && !text.includes("\0");

/** No `__proto__`, no lone surrogate, no NUL (databases and PDFs choke on them), no number beyond a double. */
const isSoundValue = (value: unknown): boolean => {
  if (typeof value === "string") return isSoundText(value);
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isSoundValue);
  return Object.entries(value).every(
    ([key, member]) => key !== "__proto__" && isSoundText(key) && isSoundValue(member),
  );
};

const tryParse = (text: string): Result<unknown, { code: "invalid-json" }> => {
  try {
    return success(JSON.parse(text));
  } catch {
    return failure({ code: "invalid-json" });
  }
};

/**
 * JSON as RFC 8259 and I-JSON (RFC 7493) mean it: refuses duplicate keys, `__proto__`, nesting deeper than
 * 32, lone surrogates, NUL characters and numbers that overflow. The failure carries nothing of the text.
 */
export const parseJson = (text: string): Result<unknown, { code: "invalid-json" }> => {
  const parsed = tryParse(text);
  if (!parsed.ok) return parsed;
  return hasSoundStructure(text) && isSoundValue(parsed.value) ? parsed : failure({ code: "invalid-json" });
};
