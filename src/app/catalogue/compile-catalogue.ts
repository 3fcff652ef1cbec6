import type * as v from "valibot";
import { canonicalJson } from "../../domain/canonical-json.ts";
import type { FormId, OfficeId } from "../../domain/ids.ts";
import { failure, success, type Result } from "../../domain/result.ts";
import {
  cataloguePaths,
  type PublishedSettlement,
  type SettlementListing,
} from "../../domain/settlement/settlement.ts";
import { compileForm, labelFilesOf } from "./compile-form.ts";
import {
  checkCodes,
  checkOffices,
  checkParameters,
  compileSettlement,
  type Named,
  type PublishedForm,
} from "./compile-municipalities.ts";
import { OfficeSource, PresetSource, SettlementSource } from "./municipality-source.ts";
import { ParameterGroupSource } from "./parameter-source.ts";
import { checkProcedure, procedureOf, ProcedureSource } from "./procedure-source.ts";
import { checkReleased, missingReleases, readReleased } from "./released.ts";
import { readSource, type CatalogueProblem, type Source, type SourceFile } from "./source.ts";

export interface CompiledCatalogue {
  /** Key in the catalogue bucket → canonical JSON. All immutable: the key holds the hash of the content. */
  objects: ReadonlyMap<string, string>;
  /** Hash of the list of settlements: what the pointer names. */
  settlements: string;
  /** Hash of the ids of all forms some settlement offers: the pointer names it too. */
  forms: string;
  /** Hash of the offices: the pointer names it too. */
  offices: string;
}

export interface InvalidCatalogue {
  code: "invalid-catalogue";
  problems: readonly CatalogueProblem[];
}

const HASH_LENGTH = 16;
const PROCEDURE = "procedure.yaml";
const FOLDERS = ["forms", "offices", "parameters", "presets", "settlements"];

/** Collects the objects to publish; `sha256` gives lower-case hex. */
const createPublisher = (sha256: (text: string) => string) => {
  const objects = new Map<string, string>();
  const publish = (pathOf: (hash: string) => string, value: unknown): string => {
    const text = canonicalJson(value);
    const hash = sha256(text).slice(0, HASH_LENGTH);
    objects.set(pathOf(hash), text);
    return hash;
  };
  return { objects, publish };
};
type Publish = ReturnType<typeof createPublisher>["publish"];

interface Reading {
  files: readonly SourceFile[];
  problems: CatalogueProblem[];
}

const nameOf = (path: string): string => path.replace(/^[a-z]+\//, "").replace(/\.yaml$/, "");

const readFolder = <S extends v.GenericSchema>(
  { files, problems }: Reading,
  folder: string,
  schema: S,
): Named<v.InferOutput<S>> => {
  const sources = new Map<string, Source<v.InferOutput<S>>>();
  for (const file of files.filter(({ path }) => path.startsWith(`${folder}/`))) {
    const read = readSource(file, schema);
    if (read.ok) sources.set(nameOf(file.path), read.value);
    else problems.push(...read.failure.problems);
  }
  return sources;
};

const readForms = ({ files, problems }: Reading, publish: Publish): ReadonlyMap<string, PublishedForm> => {
  const forms = new Map<string, PublishedForm>();
  for (const file of files.filter(({ path }) => /^forms\/.*form\.yaml$/.test(path))) {
    const compiled = compileForm(file, labelFilesOf(file, files));
    if (!compiled.ok) {
      problems.push(...compiled.failure.problems);
      continue;
    }
    const form = compiled.value;
    forms.set(`${form.id}@${form.version}`, { form, hash: publish(cataloguePaths.form, form) });
  }
  return forms;
};

const releaseProblems = (
  { files, problems }: Reading,
  forms: ReadonlyMap<string, PublishedForm>,
  sha256: (text: string) => string,
): CatalogueProblem[] => {
  const released = readReleased(files, problems);
  const compiled = [...forms.values()].map(({ form }) => form);
  const paths = files.map(({ path }) => path);
  return [...missingReleases(paths, released), ...checkReleased(compiled, released, sha256)];
};

const listingOf = (settlement: PublishedSettlement, hash: string): SettlementListing => ({
  code: settlement.code,
  name: settlement.name,
  county: settlement.county,
  postcodes: settlement.postcodes,
  office: settlement.office.name.hu,
  hash,
});

const misplaced = (files: readonly SourceFile[]): CatalogueProblem[] =>
  files
    .filter(({ path }) => path !== PROCEDURE && !FOLDERS.some((folder) => path.startsWith(`${folder}/`)))
    .map(({ path }) => ({
      file: path,
      line: 1,
      field: "",
      message: `lies in no folder of the catalogue; they are ${FOLDERS.join(", ")}`,
    }));

const readProcedure = ({ files, problems }: Reading): Source<ProcedureSource> | undefined => {
  const file = files.find(({ path }) => path === PROCEDURE);
  if (!file) {
    problems.push({ file: PROCEDURE, line: 1, field: "", message: "is missing" });
    return undefined;
  }
  const read = readSource(file, ProcedureSource);
  if (read.ok) return read.value;
  problems.push(...read.failure.problems);
  return undefined;
};

/**
 * Everything municipalities and form authors wrote, as the objects to publish. All or nothing: one mistake
 * anywhere publishes nothing, and every mistake is named with file, line and field.
 * `files` are the YAML files of the catalogue's folder.
 */
export const compileCatalogue = (
  files: readonly SourceFile[],
  sha256: (text: string) => string,
): Result<CompiledCatalogue, InvalidCatalogue> => {
  const { objects, publish } = createPublisher(sha256);
  const reading: Reading = { files, problems: misplaced(files) };
  const forms = readForms(reading, publish);
  reading.problems.push(...releaseProblems(reading, forms, sha256));
  const offices = readFolder(reading, "offices", OfficeSource);
  const parameters = readFolder(reading, "parameters", ParameterGroupSource);
  const presets = readFolder(reading, "presets", PresetSource);
  const settlements = readFolder(reading, "settlements", SettlementSource);
  const procedure = readProcedure(reading);
  // References into files that could not be read would only repeat what is wrong there.
  if (!procedure || reading.problems.length > 0) {
    return failure({ code: "invalid-catalogue", problems: reading.problems });
  }
  const problems = [
    ...checkOffices(offices),
    ...checkCodes(settlements),
    ...checkProcedure(procedure, new Set([...forms.values()].map(({ form }) => form.id))),
    ...[...presets.values()].flatMap((preset) => checkParameters(preset, parameters)),
  ];
  const listing: SettlementListing[] = [];
  const offered = new Set<FormId>();
  const officeSettlements = new Map<OfficeId, string>();
  for (const [fileName, source] of settlements) {
    const compiled = compileSettlement(fileName, source, {
      offices,
      presets,
      settlements,
      parameters,
      procedure: procedureOf(procedure.value),
      forms,
    });
    if (!compiled.ok) {
      problems.push(...compiled.failure.problems);
      continue;
    }
    const hash = publish(cataloguePaths.settlement, compiled.value);
    listing.push(listingOf(compiled.value, hash));
    officeSettlements.set(compiled.value.office.id, hash);
    for (const { form } of compiled.value.services) offered.add(form);
  }
  if (problems.length > 0) return failure({ code: "invalid-catalogue", problems });
  const byCode = listing.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  return success({
    objects,
    settlements: publish(cataloguePaths.listing, byCode),
    forms: publish(cataloguePaths.offeredForms, [...offered].toSorted()),
    offices: publish(cataloguePaths.offices, Object.fromEntries(officeSettlements)),
  });
};
