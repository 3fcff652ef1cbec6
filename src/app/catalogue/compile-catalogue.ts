import type { SettlementCode } from "../../domain/ids.ts";
import type { Procedure } from "../../domain/procedure/procedure.ts";
import type { PublishedOffices } from "../../domain/settlement/settlement.ts";
import { checkOffices } from "./check-offices.ts";
import type { Images } from "./compile-look.ts";
import { compileSettlement, type Surroundings } from "./compile-municipalities.ts";
import { OfficeSource, PresetSource, SettlementSource } from "./municipality-source.ts";
import { fileNameOf, NATIONAL_FILE, type NationalList, readNationalList } from "./national-list.ts";
import { procedureOf } from "./procedure-source.ts";
import type { ReadySettlement } from "./publish-ports.ts";
import {
  PROCEDURE_FILE,
  readFolder,
  readForms,
  readGroups,
  readProcedure,
  type Reading,
} from "./read-catalogue.ts";
import { resolvePresets } from "./resolve-preset.ts";
import type { Sha256 } from "./short-hash.ts";
import { type CatalogueProblem, type Source, type SourceFile, wholeFile } from "./source.ts";

/** A settlement that stays as it was published, because of mistakes in its own file or in one it refers to. */
export interface KeptSettlement {
  file: string;
  /** As its file is called; absent when that says no code. */
  code?: SettlementCode;
  problems: readonly CatalogueProblem[];
}

export interface CompiledCatalogue {
  /** What can be published. */
  settlements: ReadonlyMap<SettlementCode, ReadySettlement>;
  kept: readonly KeptSettlement[];
  /** All mistakes, each once; those of `kept`, and others that keep nobody. */
  problems: readonly CatalogueProblem[];
}

export interface CompileOptions {
  sha256: Sha256;
  /** Crests, by path. */
  images?: Images;
  /** Offices as published: what they hold, such as a book, others cannot take. */
  offices?: PublishedOffices;
}

const FOLDERS = ["forms", "national", "offices", "parameters", "presets", "settlements"];

const misplaced = (files: readonly SourceFile[]): CatalogueProblem[] =>
  files
    .filter(({ path }) => path !== PROCEDURE_FILE && !FOLDERS.some((folder) => path.startsWith(`${folder}/`)))
    .map(({ path }) => wholeFile(path, `lies in no folder of the catalogue; they are ${FOLDERS.join(", ")}`));

const emptyProcedure: Procedure = {
  deadlines: [],
  calendar: { holidays: [], workdays: [] },
  delivery: { secondNoticeAfter: 0, deemedAfter: 0 },
  supplementDays: 0,
};

/** What all settlements need; `because` names what of it is unusable. */
const readSurroundings = (
  reading: Reading,
  { sha256, images = new Map(), offices: published = {} }: CompileOptions,
): { surroundings: Surroundings; because: string[] } => {
  const { files, problems } = reading;
  const forms = readForms(reading, sha256);
  const formIds = new Set([...forms.sources.keys(), ...forms.broken.keys()].map(formOf));
  const offices = readFolder(reading, "offices", OfficeSource);
  for (const problem of checkOffices(offices, published)) {
    problems.push(problem);
    offices.broken.set(officeIn(problem.file), problem.file);
  }
  const groups = readGroups(reading);
  const presets = resolvePresets(
    readFolder(reading, "presets", PresetSource),
    groups,
    forms,
    formIds,
    problems,
  );
  const procedure = readProcedure(reading, formIds);
  const national = readNationalList(files);
  if (!national.ok) problems.push(...national.failure.problems);
  const surroundings: Surroundings = {
    national: national.ok ? national.value : new Map(),
    offices,
    presets,
    groups,
    procedure: procedure ? procedureOf(procedure) : emptyProcedure,
    forms,
    formIds,
    images,
    sha256,
  };
  const because = [...(procedure ? [] : [PROCEDURE_FILE]), ...(national.ok ? [] : [NATIONAL_FILE])];
  return { surroundings, because };
};

const formOf = (name: string): string => name.slice(0, name.indexOf("@"));
const officeIn = (path: string): string => path.slice("offices/".length, -".yaml".length);
const fileOf = (name: string): string => `settlements/${name}.yaml`;
const codeIn = (name: string): SettlementCode | undefined =>
  /^\d{5}(?=-|$)/.exec(name)?.[0] as SettlementCode | undefined;

/** Settlements with the code of another file; the file that is called as it should be has it, else the first. */
const secondFiles = (
  settlements: ReadonlyMap<string, Source<SettlementSource>>,
  national: NationalList,
): ReadonlyMap<string, CatalogueProblem> => {
  const seconds = new Map<string, CatalogueProblem>();
  for (const [code, files] of Map.groupBy(settlements, ([, { value }]) => value.code)) {
    const entry = national.get(code);
    const [first] = files;
    const [holder] = files.find(([name]) => entry && name === fileNameOf(entry)) ?? first ?? [];
    if (holder === undefined) continue;
    for (const [name, { problemAt }] of files) {
      if (name !== holder)
        seconds.set(name, problemAt(["code"], `is ${code}, which ${fileOf(holder)} already has`));
    }
  }
  return seconds;
};

/**
 * Everything municipalities and form authors wrote, settlement by settlement: a mistake in a file keeps the settlements
 * that need the file as they are published, and no other. `files` are the YAML files of the catalogue's folder and the
 * national list.
 */
export const compileCatalogue = (
  files: readonly SourceFile[],
  options: CompileOptions,
): CompiledCatalogue => {
  const reading: Reading = { files, problems: misplaced(files) };
  const { problems } = reading;
  const { surroundings, because: missing } = readSurroundings(reading, options);
  const settlements = readFolder(reading, "settlements", SettlementSource);
  const seconds = secondFiles(settlements.sources, surroundings.national);
  const ready = new Map<SettlementCode, ReadySettlement>();
  const reasons = new Map<string, readonly string[]>();
  for (const [name, path] of settlements.broken) reasons.set(name, [path]);
  for (const [name, source] of settlements.sources) {
    const second = seconds.get(name);
    if (second || missing.length > 0) {
      if (second) problems.push(second);
      reasons.set(name, missing);
      continue;
    }
    const compiled = compileSettlement(name, source, surroundings);
    problems.push(...compiled.problems);
    if (compiled.ready) ready.set(source.value.code, compiled.ready);
    else reasons.set(name, compiled.because);
  }
  return { settlements: ready, kept: keptFor(reasons, problems), problems };
};

const keptFor = (
  reasons: ReadonlyMap<string, readonly string[]>,
  problems: readonly CatalogueProblem[],
): KeptSettlement[] => {
  const byFile = Map.groupBy(problems, ({ file }) => file);
  const under = (path: string) =>
    byFile.get(path) ?? problems.filter(({ file }) => path.endsWith("/") && file.startsWith(path));
  return [...reasons].map(([name, because]) => {
    const file = fileOf(name);
    const code = codeIn(name);
    return {
      file,
      ...(code !== undefined && { code }),
      problems: [...new Set([file, ...because])].flatMap(under),
    };
  });
};
