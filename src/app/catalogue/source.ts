import * as v from "valibot";
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type ErrorCode,
  type Node,
  type YAMLMap,
} from "yaml";
import { hasForbiddenCharacters } from "../../domain/form/text.ts";
import { failure, success, type Result } from "../../domain/result.ts";
import { knownFields, suggestion, withAlternatives } from "./suggestions.ts";

/** A file of the catalogue; `path` begins at the catalogue's folder: `offices/kophaza.yaml`. */
export interface SourceFile {
  path: string;
  text: string;
  /** Why there is no text: what the bytes are instead. */
  unreadable?: string;
}

/** A mistake of an author. Lines and columns count from 1; `field` is empty when the whole file is meant. */
export interface CatalogueProblem {
  file: string;
  line: number;
  column: number;
  field: string;
  message: string;
}

/** Characters; what was written stands in messages, and may be anything. */
const LONGEST_MESSAGE = 2000;

/** So that nothing that was written, nor a file's name, looks like a line of ours or reaches the terminal. */
const onOneLine = (text: string): string => {
  const line = text.slice(0, LONGEST_MESSAGE).replaceAll(UNPRINTABLE, " ");
  return text.length > LONGEST_MESSAGE ? `${line}…` : line;
};
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu;

export const describeProblem = ({ file, line, column, field, message }: CatalogueProblem): string =>
  `${onOneLine(file)}:${line}:${column}: ${onOneLine(field === "" ? message : `${field} ${message}`)}`;

export const wholeFile = (file: string, message: string): CatalogueProblem => ({
  file,
  line: 1,
  column: 1,
  field: "",
  message,
});

export type Path = readonly (string | number)[];

/** A file that was read, with the means to point into it. */
export interface Source<T> {
  value: T;
  problemAt: (path: Path, message: string) => CatalogueProblem;
}

export interface InvalidSource {
  code: "invalid-source";
  problems: readonly CatalogueProblem[];
}

/**
 * Keywords of JSON Schema for what a schema checks in code: the schemas editors use (catalogue/schemas) are made
 * from these, too. Null takes a keyword away.
 */
export const jsonSchema = <T>(
  keywords: Record<string, unknown>,
): v.MetadataAction<T, Record<string, unknown>> => v.metadata(keywords);

export const TEXT_EXPECTED = "must be text (numbers belong in quotes)";

/** Larger is no configuration any more; characters. */
const LARGEST_FILE = 500_000;

const unfit = ({ text, unreadable }: SourceFile): string | undefined =>
  unreadable ?? (text.length > LARGEST_FILE ? `is larger than ${LARGEST_FILE / 1000} KB` : undefined);

/** Brackets open inside one another; the deepest form has a dozen. In texts and comments they are counted, too. */
const DEEPEST_BRACKETS = 100;
/** The parser takes seconds for hundreds of thousands; the largest form has some hundreds. */
const MOST_BRACKETS = 20_000;

/** Every level without brackets takes a character before what a line says; the parser ends at some thousands. */
const DEEPEST_INDENTATION = /^[ \t?:-]{201}/m;

/** What the parser would be busy with, or come to its end at, is told before it begins. */
const nestingProblem = ({ path, text }: SourceFile): CatalogueProblem | undefined => {
  const told = (index: number, message: string): CatalogueProblem => {
    const before = text.slice(0, index).split("\n");
    const column = (before.at(-1)?.length ?? 0) + 1;
    return { file: path, line: before.length, column, field: "", message };
  };
  const indented = text.search(DEEPEST_INDENTATION);
  if (indented >= 0)
    return told(indented, "is nested too deeply: more than 200 characters come before the text");
  let [depth, count] = [0, 0];
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === "[" || bracket === "{" ? 1 : -1;
    if (depth > DEEPEST_BRACKETS)
      return told(index, `has more than ${DEEPEST_BRACKETS} brackets open at once`);
    if (depth < -DEEPEST_BRACKETS)
      return told(index, `closes more than ${DEEPEST_BRACKETS} brackets never opened`);
    if (++count > MOST_BRACKETS) return told(index, `has more than ${MOST_BRACKETS} brackets`);
  }
  return undefined;
};

/** As many as somebody corrects at a time; a file can be made to have hundreds of thousands. */
const MOST_PROBLEMS = 50;

/** The first mistakes told, and how many more there are. */
const firstOf = <T>(mistakes: readonly T[], tell: (mistake: T) => CatalogueProblem): InvalidSource => {
  const problems = mistakes.slice(0, MOST_PROBLEMS).map(tell);
  const [last, more] = [problems.at(-1), mistakes.length - problems.length];
  const rest = last && more > 0 ? [{ ...last, field: "", message: `and ${more} more mistakes` }] : [];
  return { code: "invalid-source", problems: [...problems, ...rest] };
};

/** Reads a YAML file against a schema, naming the line of everything that does not fit. */
export const readSource = <S extends v.GenericSchema>(
  file: SourceFile,
  schema: S,
): Result<Source<v.InferOutput<S>>, InvalidSource> => {
  const refusal = unfit(file);
  const unreadable = refusal === undefined ? nestingProblem(file) : wholeFile(file.path, refusal);
  if (unreadable) return failure({ code: "invalid-source", problems: [unreadable] });
  const lines = new LineCounter();
  // The parser compares every key of a map with every other: minutes for a file that is nothing but keys.
  const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const problem = (offset: number, path: Path, message: string): CatalogueProblem => {
    const { line, col } = lines.linePos(offset);
    return {
      file: file.path,
      line: Math.max(1, line),
      column: Math.max(1, col),
      field: onOneLine(path.join(".")),
      message: onOneLine(message),
    };
  };
  const problemAt = (path: Path, message: string) => problem(offsetOf(document, path), path, message);

  const broken = syntaxProblems(document);
  if (broken.length > 0) {
    return failure(firstOf(broken, ({ offset, message }) => problem(offset, [], message)));
  }
  const written: unknown = document.toJS();
  const parsed = v.safeParse(schema, written);
  if (parsed.success) return success({ value: parsed.output, problemAt });
  const tell = (issue: v.BaseIssue<unknown>): CatalogueProblem => {
    const path = pathOf(issue);
    return problemAt(
      path,
      describeIssue(issue, () => knownFields(schema, path.slice(0, -1), written)),
    );
  };
  return failure(firstOf(parsed.issues, tell));
};

/** What the parser says of these helps nobody. */
const PLAINER: Readonly<Partial<Record<ErrorCode, string>>> = {
  MULTIPLE_DOCS: "begins a second document (---); a file holds one",
  TAB_AS_INDENT: "is indented with a tab; use spaces",
};

/** Every JavaScript object has them; records are read without them, and what was written there would be gone. */
const LOST_NAMES: readonly string[] = ["__proto__", "prototype", "constructor"];

interface SyntaxProblem {
  offset: number;
  message: string;
}

const keyProblems = ({ items }: YAMLMap): SyntaxProblem[] => {
  const seen = new Set<unknown>();
  return items.flatMap(({ key }) => {
    const offset = startOf(key) ?? 0;
    if (!isScalar(key)) return [{ offset, message: "has a list or a group for a name; names are text" }];
    const isSecond = seen.has(key.value);
    seen.add(key.value);
    if (isSecond) return [{ offset, message: "is there twice; a field stands once" }];
    const name = String(key.value);
    return LOST_NAMES.includes(name)
      ? [{ offset, message: `uses the name ${name}, which cannot be one` }]
      : [];
  });
};

/** What the parser takes, and no file of the catalogue needs. */
const nodeProblems = (node: Node): SyntaxProblem[] => {
  const offset = startOf(node) ?? 0;
  const told = (message: string) => [{ offset, message }];
  // An anchor repeated often enough fills any memory, and a reader wants to see what a file says where it says it.
  if (isAlias(node)) return told("uses a YAML alias (*); write the value out");
  if (node.anchor !== undefined) return told("has a YAML anchor (&); write the value out");
  if (node.tag !== undefined) return told("has a YAML tag (!); leave it out");
  if (isMap(node)) return keyProblems(node);
  return isScalar(node) && typeof node.value === "string" && hasForbiddenCharacters(node.value)
    ? told("contains characters that cannot be shown")
    : [];
};

const syntaxProblems = (document: Document.Parsed): SyntaxProblem[] => {
  const problems = document.errors.map(({ pos, code, message }) => ({
    offset: pos[0],
    message: PLAINER[code] ?? message,
  }));
  // The parser goes down by recursion and reports its own end, again at every level.
  const tooDeep = problems.find(({ message }) => message.includes("call stack"));
  if (tooDeep) return [{ ...tooDeep, message: "is nested too deeply" }];
  // Another version of YAML reads the same words as other values.
  if (document.directives.yaml.explicit === true) {
    problems.push({ offset: 0, message: "says which YAML it is (%YAML); leave it out" });
  }
  visit(document, {
    Node: (_, node) => {
      for (const problem of nodeProblems(node)) problems.push(problem);
    },
  });
  if (problems.length === 0 && document.contents === null) problems.push({ offset: 0, message: "is empty" });
  return problems.toSorted((a, b) => a.offset - b.offset);
};

/** Where the field stands, or the nearest written group around a missing one. */
const offsetOf = (document: Document.Parsed, path: Path): number => {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const part of path) {
    const pair: { key: unknown; value: unknown } | undefined = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part))
      : undefined;
    const next: unknown = isSeq(node) ? node.items[Number(part)] : pair?.value;
    offset = startOf(pair?.key ?? next) ?? offset;
    node = next;
  }
  return offset;
};

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

const pathOf = (issue: v.BaseIssue<unknown>): Path =>
  issue.path?.map(({ key }) => (typeof key === "number" ? key : String(key))) ?? [];

/** What whoever writes YAML calls it. */
const plain = (type: string): string =>
  type.replace(/^Object(?=$|,| or )/, "a group of fields").replace(/^Array(?=$|,| or )/, "a list");

const describeIssue = (issue: v.BaseIssue<unknown>, fields: () => readonly string[]): string => {
  if (issue.type === "strict_object" && issue.expected === "never") {
    const known = fields();
    const sentence = "is not a known field here";
    return known.length === 0
      ? sentence
      : withAlternatives(sentence, String(issue.path?.at(-1)?.key), "fields", known);
  }
  if (issue.received === "undefined") return "is missing";
  if (issue.expected === null || !issue.message.startsWith("Invalid ")) return issue.message;
  const allowed = Array.from(issue.expected.matchAll(/"([^"]*)"/g), ([, word = ""]) => word);
  const meant = typeof issue.input === "string" ? suggestion(issue.input, allowed) : "";
  const expected = issue.expected
    .replaceAll(/[()]/g, "")
    .replaceAll(" | ", ", ")
    .replace(/, ([^,]*)$/, " or $1");
  return `is ${plain(issue.received)}; it must be ${plain(expected)}${meant}`;
};
