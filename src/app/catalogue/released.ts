import * as v from "valibot";
import { canonicalJson } from "../../domain/canonical-json.ts";
import type { FormDefinition } from "../../domain/form/definition.ts";
import { readSource, type CatalogueProblem, type Source, type SourceFile } from "./source.ts";

export const RELEASED_FILE = "forms/released.yaml";

/** released.yaml: SHA-256 of what is published of each released version, by `<id>@<version>`. */
export const ReleasedSource = v.record(
  v.pipe(
    v.string(),
    v.regex(/^[a-z0-9]+(-[a-z0-9]+)*@\d+\.\d+\.\d+$/, "must be <form>@<version>, such as kerelem@1.0.0"),
  ),
  v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, "must be the SHA-256 that `ohp form release` writes")),
);
export type ReleasedSource = v.InferOutput<typeof ReleasedSource>;

const NO_RELEASES: Source<ReleasedSource> = {
  value: {},
  problemAt: (_, message) => ({ file: RELEASED_FILE, line: 1, column: 1, field: "", message }),
};

/** The pins; what is wrong in the file is added to the problems. */
export const readReleased = (
  files: readonly SourceFile[],
  problems: CatalogueProblem[],
): Source<ReleasedSource> => {
  const file = files.find(({ path }) => path === RELEASED_FILE);
  const read = file && readSource(file, ReleasedSource);
  if (read?.ok) return read.value;
  if (read) problems.push(...read.failure.problems);
  return NO_RELEASES;
};

type Hash = (text: string) => string;

/** Comments and the order of lines in form.yaml do not count: only what is published does. */
export const contentHash = (form: FormDefinition, sha256: Hash): string => sha256(canonicalJson(form));

export const nameOf = ({ id, version }: Pick<FormDefinition, "id" | "version">): string => `${id}@${version}`;

const nextVersion = (version: string): string =>
  version.replace(/\d+$/, (patch) => String(Number(patch) + 1));

const changed = ({ id, version }: FormDefinition): CatalogueProblem => ({
  file: `forms/${id}/${version}/form.yaml`,
  line: 1,
  column: 1,
  field: "",
  message: `was released and has changed. Undo the change; what is to be different goes into a copy of the folder, forms/${id}/${nextVersion(version)}/`,
});

/** A released version stays as it is: drafts and cases rely on it. `forms` are those that compile. */
export const checkReleased = (
  forms: readonly FormDefinition[],
  released: Source<ReleasedSource>,
  sha256: Hash,
): CatalogueProblem[] =>
  forms
    .filter((form) => {
      const pinned = released.value[nameOf(form)];
      return pinned !== undefined && pinned !== contentHash(form, sha256);
    })
    .map(changed);

/** Released versions of which the folder is gone. */
export const missingReleases = (
  paths: readonly string[],
  { value, problemAt }: Source<ReleasedSource>,
): CatalogueProblem[] =>
  Object.keys(value)
    .filter((name) => !paths.includes(`forms/${name.replace("@", "/")}/form.yaml`))
    .map((name) => problemAt([name], "was released, but its folder is gone; put it back"));

/** The text of released.yaml with one more version, sorted by name. */
export const withRelease = (released: ReleasedSource, form: FormDefinition, sha256: Hash): string => {
  const pins = { ...released, [nameOf(form)]: contentHash(form, sha256) };
  const lines = Object.entries(pins)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, hash]) => `${name}: "${hash}"\n`);
  return `# Written by \`ohp form release\`: what is published of these versions never changes any more.\n${lines.join("")}`;
};
