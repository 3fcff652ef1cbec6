import type { FormDefinition } from "../../domain/form/definition.ts";
import { checkParameters } from "./check-parameters.ts";
import { compileForm, labelFilesOf } from "./compile-form.ts";
import { ExamplesSource } from "./example-source.ts";
import type { ParameterGroupSource } from "./parameter-source.ts";
import { type Readable, readGroups } from "./read-catalogue.ts";
import { checkReleased, missingReleases, nameOf, readReleased, type ReleasedSource } from "./released.ts";
import { runExamples } from "./run-examples.ts";
import { readSource, type CatalogueProblem, type Source, type SourceFile } from "./source.ts";

export interface FormReport {
  id: string;
  version: string;
  released: boolean;
  languages: readonly string[];
  pages: number;
  examples: { good: number; bad: number };
  problems: readonly CatalogueProblem[];
}

export interface FormsReport {
  forms: readonly FormReport[];
  /** Everything found, of forms and of what they refer to. */
  problems: readonly CatalogueProblem[];
}

type Hash = (text: string) => string;

interface Surroundings {
  files: readonly SourceFile[];
  parameters: Readable<Source<ParameterGroupSource>>;
  released: Source<ReleasedSource>;
  sha256: Hash;
}

const FORM_FILE = /^forms\/([^/]+)\/([^/]+)\/form\.yaml$/;
const noExamples = (file: string): CatalogueProblem => ({
  file,
  line: 1,
  column: 1,
  field: "",
  message: "is missing; a form is not complete without examples of answers that pass and that do not",
});

interface Tried {
  examples: FormReport["examples"];
  problems: readonly CatalogueProblem[];
}

const tryExamples = (form: FormDefinition, path: string, { files, parameters }: Surroundings): Tried => {
  const file = files.find((candidate) => candidate.path === path);
  const none = { good: 0, bad: 0 };
  if (!file) return { examples: none, problems: [noExamples(path)] };
  const read = readSource(file, ExamplesSource);
  if (!read.ok) return { examples: none, problems: read.failure.problems };
  const { good, bad } = read.value.value;
  return {
    examples: { good: good.length, bad: bad.length },
    // Rates no settlement could have would prove nothing.
    problems: [...checkParameters(read.value, parameters), ...runExamples(form, read.value)],
  };
};

const reportOn = (file: SourceFile, surroundings: Surroundings): FormReport => {
  const [, id = "", version = ""] = FORM_FILE.exec(file.path) ?? [];
  const compiled = compileForm(file, labelFilesOf(file, surroundings.files));
  const nothing = { id, version, released: false, languages: [], pages: 0, examples: { good: 0, bad: 0 } };
  if (!compiled.ok) return { ...nothing, problems: compiled.failure.problems };
  const form = compiled.value;
  const { released, sha256 } = surroundings;
  const tried = tryExamples(form, file.path.replace(/form\.yaml$/, "examples.yaml"), surroundings);
  return {
    id,
    version,
    released: Object.hasOwn(released.value, nameOf(form)),
    languages: form.languages,
    pages: form.pages.length,
    examples: tried.examples,
    problems: [...checkReleased([form], released, sha256), ...tried.problems],
  };
};

/** A version whose form.yaml is misnamed or gone would else be passed over without a word. */
const withoutForm = (paths: readonly string[]): CatalogueProblem[] => {
  const folders = new Set(paths.flatMap((path) => /^forms\/[^/]+\/[^/]+\//.exec(path)?.[0] ?? []));
  return [...folders]
    .map((folder) => `${folder}form.yaml`)
    .filter((file) => !paths.includes(file))
    .map((file) => ({
      file,
      line: 1,
      column: 1,
      field: "",
      message: "is missing beside the other files of its form",
    }));
};

/**
 * Compiles the wanted versions of forms, holds them to what was released and runs their examples. `files` are
 * all YAML files of the catalogue.
 */
export const checkForms = (
  files: readonly SourceFile[],
  sha256: Hash,
  isWanted: (form: { id: string; version: string }) => boolean = () => true,
): FormsReport => {
  const problems: CatalogueProblem[] = [];
  const released = readReleased(files, problems);
  const surroundings = { files, parameters: readGroups({ files, problems }), released, sha256 };
  const paths = files.map(({ path }) => path);
  problems.push(...missingReleases(paths, released), ...withoutForm(paths));
  const forms = files
    .filter(({ path }) => {
      const [, id, version] = FORM_FILE.exec(path) ?? [];
      return id !== undefined && version !== undefined && isWanted({ id, version });
    })
    .map((file) => reportOn(file, surroundings));
  return { forms, problems: [...problems, ...forms.flatMap((form) => form.problems)] };
};
