import { statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { type CatalogueProblem, describeProblem } from "../../src/app/catalogue/source.ts";
import { projectCatalogue } from "../catalogue.ts";
import { UsageError } from "./usage.ts";

/**
 * The folder meant by `--catalogue`; without it the project's own.
 * @throws UsageError
 */
export const catalogueFolder = (given: string | undefined): string => {
  if (given === undefined) return projectCatalogue;
  const folder = resolve(given);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  throw new UsageError(`There is no folder ${given}.`);
};

/** As people would name it from where the command was called. */
export const shownFolder = (folder: string): string => relative(process.cwd(), folder) || ".";

export const describedProblems = (folder: string, problems: readonly CatalogueProblem[]): string[] =>
  problems.map((problem) => `${shownFolder(folder)}/${describeProblem(problem)}`);
