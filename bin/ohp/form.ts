import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigurationError } from "../../lib/config-document.ts";
import { checkForms, type FormReport, type FormsReport } from "../../src/app/catalogue/check-forms.ts";
import { compileForm, labelFilesOf } from "../../src/app/catalogue/compile-form.ts";
import { readReleased, RELEASED_FILE, withRelease } from "../../src/app/catalogue/released.ts";
import type { SourceFile } from "../../src/app/catalogue/source.ts";
import { readCatalogueFiles, sha256 } from "../catalogue.ts";
import { catalogueFolder, describedProblems } from "./catalogue-folder.ts";
import { table } from "./table.ts";
import { type Command, readWords, UsageError } from "./usage.ts";

const CHECK_HELP = `Usage: npx ohp form check [<id>[@<version>]] [--all] [--json]

Checks forms of catalogue/forms: texts in every declared language, references of rules, pages that no example
shows, released versions that have changed; and fills every form with its own examples. Without an id, or with
--all, every form is checked.

  --all               every version of every form
  --json              the report as JSON
  --catalogue <path>  another folder than the project's catalogue/

Exit code 0: no mistake; 1: mistakes, each with file, line and field; 2: wrong usage.`;

const RELEASE_HELP = `Usage: npx ohp form release <id>@<version> [--catalogue <path>]

Releases a version of a form that has no mistakes: the hash of what is published is written to
catalogue/forms/released.yaml, and from then on the version cannot be changed any more.`;

const listed = (files: readonly SourceFile[]): string[] =>
  files.flatMap(({ path }) => {
    const [, id, version] = /^forms\/([^/]+)\/([^/]+)\/form\.yaml$/.exec(path) ?? [];
    return id === undefined ? [] : [`${id}@${version}`];
  });

/** The versions meant by `<id>` or `<id>@<version>`. */
const wanted = (files: readonly SourceFile[], name: string): string[] => {
  const names = listed(files);
  const found = names.filter((one) => one === name || one.startsWith(`${name}@`));
  if (found.length === 0)
    throw new UsageError(`There is no form ${name}. The forms are:\n${names.join("\n")}`);
  return found;
};

const HEAD = ["form", "version", "released", "languages", "pages", "good", "bad"];

const rowOf = ({ id, version, released, languages, pages, examples, problems }: FormReport): string[] =>
  problems.length > 0 && languages.length === 0
    ? [id, version, "", "", "", "", ""]
    : [
        id,
        version,
        released ? "yes" : "no",
        languages.join(" "),
        String(pages),
        String(examples.good),
        String(examples.bad),
      ];

const summary = ({ forms, problems }: FormsReport): string => {
  const cases = forms.reduce((sum, { examples }) => sum + examples.good + examples.bad, 0);
  const ids = new Set(forms.map(({ id }) => id)).size;
  const found = problems.length === 1 ? "1 mistake" : `${problems.length || "no"} mistakes`;
  return `${ids} forms, ${forms.length} versions, ${cases} examples: ${found}`;
};

const printed = (report: FormsReport): string =>
  [table([HEAD, ...report.forms.map(rowOf)]), "", summary(report)].join("\n");

const check = (files: readonly SourceFile[], names: readonly string[]): FormsReport =>
  checkForms(files, sha256, ({ id, version }) => names.includes(`${id}@${version}`));

export const formCheck: Command = {
  summary: "check forms: texts, references, examples, released versions",
  help: CHECK_HELP,
  run: async (words) => {
    const options = {
      all: { type: "boolean" },
      json: { type: "boolean" },
      catalogue: { type: "string" },
    } as const;
    const { values, positionals } = readWords(words, options, 1, CHECK_HELP);
    const [name] = positionals;
    if (name !== undefined && values.all)
      throw new UsageError(`Give a form or --all, not both.\n\n${CHECK_HELP}`);
    const folder = catalogueFolder(values.catalogue);
    const files = await readCatalogueFiles(folder);
    if (listed(files).length === 0) throw new UsageError(`There are no forms in ${folder}.`);
    const report = check(files, name === undefined ? listed(files) : wanted(files, name));
    if (values.json) console.log(JSON.stringify(report, null, 2));
    else {
      for (const line of describedProblems(folder, report.problems)) console.error(line);
      console.log(printed(report));
    }
    return report.problems.length > 0 ? 1 : 0;
  },
};

const definitionOf = (files: readonly SourceFile[], name: string) => {
  const file = files.find(({ path }) => path === `forms/${name.replace("@", "/")}/form.yaml`);
  const compiled = file && compileForm(file, labelFilesOf(file, files));
  if (!compiled?.ok) throw new Error(`${name} does not compile`);
  return compiled.value;
};

export const formRelease: Command = {
  summary: "pin a version of a form, so that it never changes any more",
  help: RELEASE_HELP,
  run: async (words) => {
    const options = { catalogue: { type: "string" } } as const;
    const { values, positionals } = readWords(words, options, 1, RELEASE_HELP);
    const [name = ""] = positionals;
    if (!name.includes("@")) throw new UsageError(RELEASE_HELP);
    const folder = catalogueFolder(values.catalogue);
    const files = await readCatalogueFiles(folder);
    const { problems } = check(files, wanted(files, name));
    if (problems.length > 0) throw new ConfigurationError(describedProblems(folder, problems));
    const { value } = readReleased(files, []);
    if (Object.hasOwn(value, name)) console.log(`${name} is released already.`);
    else {
      const text = withRelease(value, definitionOf(files, name), sha256);
      await writeFile(join(folder, RELEASED_FILE), text);
      console.log(`${name} is released.`);
    }
    return 0;
  },
};
