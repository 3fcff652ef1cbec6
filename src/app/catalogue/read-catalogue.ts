import * as v from "valibot";
import { canonicalJson } from "../../domain/canonical-json.ts";
import type { FormDefinition } from "../../domain/form/definition.ts";
import { ID_PATTERN } from "./common-source.ts";
import { compileForm, labelFilesOf } from "./compile-form.ts";
import { ParameterGroupSource } from "./parameter-source.ts";
import { checkProcedure, ProcedureSource } from "./procedure-source.ts";
import { checkReleased, missingReleases, readReleased } from "./released.ts";
import { type Sha256, shortHash } from "./short-hash.ts";
import { readSource, type CatalogueProblem, type Source, type SourceFile, wholeFile } from "./source.ts";

export interface PublishedForm {
  form: FormDefinition;
  hash: string;
  text: string;
}

/**
 * Files of one kind. By name of the file, without folder and ending: what could be read, and for what could not the
 * beginning of the paths where the mistakes are.
 */
export interface Readable<T> {
  sources: ReadonlyMap<string, T>;
  broken: Map<string, string>;
}

export interface Reading {
  files: readonly SourceFile[];
  problems: CatalogueProblem[];
}

export const readFolder = <S extends v.GenericSchema>(
  { files, problems }: Reading,
  folder: string,
  schema: S,
): Readable<Source<v.InferOutput<S>>> => {
  const sources = new Map<string, Source<v.InferOutput<S>>>();
  const broken = new Map<string, string>();
  for (const file of files.filter(({ path }) => path.startsWith(`${folder}/`))) {
    const name = file.path.slice(folder.length + 1).replace(/\.yaml$/, "");
    const read = readSource(file, schema);
    if (read.ok) sources.set(name, read.value);
    else {
      problems.push(...read.failure.problems);
      broken.set(name, file.path);
    }
  }
  return { sources, broken };
};

const FORM_FILE = /^forms\/([^/]+)\/([^/]+)\/form\.yaml$/;

/** By `<id>@<version>`. A form that does not compile, or has changed since its release, is broken. */
export const readForms = ({ files, problems }: Reading, sha256: Sha256): Readable<PublishedForm> => {
  const forms = new Map<string, PublishedForm>();
  const broken = new Map<string, string>();
  for (const file of files.filter(({ path }) => /^forms\/.*form\.yaml$/.test(path))) {
    const compiled = compileForm(file, labelFilesOf(file, files));
    const [, id, version] = FORM_FILE.exec(file.path) ?? [];
    if (compiled.ok) {
      const text = canonicalJson(compiled.value);
      const form = compiled.value;
      forms.set(`${form.id}@${form.version}`, { form, hash: shortHash(sha256, text), text });
    } else {
      problems.push(...compiled.failure.problems);
      broken.set(`${id}@${version}`, file.path.replace(/form\.yaml$/, ""));
    }
  }
  const released = readReleased(files, problems);
  const paths = files.map(({ path }) => path);
  problems.push(...missingReleases(paths, released));
  for (const [name, { form }] of forms) {
    const changed = checkReleased([form], released, sha256);
    if (changed.length === 0) continue;
    problems.push(...changed);
    broken.set(name, `forms/${form.id}/${form.version}/`);
    forms.delete(name);
  }
  return { sources: forms, broken };
};

export const readGroups = (reading: Reading): Readable<Source<ParameterGroupSource>> =>
  readFolder(reading, "parameters", ParameterGroupSource);

export const PROCEDURE_FILE = "procedure.yaml";

/** The rules of procedure; undefined when something is wrong with them. `forms`: ids of all forms. */
export const readProcedure = (
  { files, problems }: Reading,
  forms: ReadonlySet<string>,
): ProcedureSource | undefined => {
  const file = files.find(({ path }) => path === PROCEDURE_FILE);
  const read = file && readSource(file, ProcedureSource);
  if (!read) problems.push(wholeFile(PROCEDURE_FILE, "is missing"));
  else if (read.ok) {
    const found = checkProcedure(read.value, forms);
    problems.push(...found);
    return found.length === 0 ? read.value.value : undefined;
  } else problems.push(...read.failure.problems);
  return undefined;
};

export const isOfficeName = (name: string): boolean => ID_PATTERN.test(name);
