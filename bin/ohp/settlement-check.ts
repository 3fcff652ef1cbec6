import type { CatalogueProblem } from "../../src/app/catalogue/source.ts";
import { describedProblems } from "./catalogue-folder.ts";
import { CHOICE_HELP, choiceOptions, readSettlementFiles, type SettlementFiles } from "./settlement-files.ts";
import { type Command, readWords } from "./usage.ts";

const HELP = `Usage: npx ohp settlement check [<settlement>…] [--all] [--json] [--catalogue <path>]

Checks the files of settlements, by code, name or file name, and what they refer to: fields and references, KSH codes
and the national list, check digits of accounts, rates against the ceilings of their years, validity periods, routes,
translations, colours and crests. Without a settlement, or with --all, everything in the folder is checked. Nothing is
published. What several offices of the folder claim, such as one registry book, is only found when everything is checked.

${CHOICE_HELP}
  --json              the mistakes as JSON

Exit code 0: no mistake; 1: mistakes, each with file, line, column and field; 2: wrong usage.`;

interface Report {
  settlements: number;
  offices: number;
  problems: readonly CatalogueProblem[];
}

const reportOn = ({ compiled: { settlements, kept }, offices, problems }: SettlementFiles): Report => ({
  settlements: settlements.size + kept.length,
  offices,
  problems,
});

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

const summary = ({ settlements, offices, problems }: Report): string =>
  `${counted(settlements, "settlement")}, ${counted(offices, "office")}: ${
    problems.length === 0 ? "no mistakes" : counted(problems.length, "mistake")
  }`;

export const settlementCheck: Command = {
  summary: "check settlements and offices: every mistake with its place",
  help: HELP,
  run: async (words) => {
    const options = { ...choiceOptions, json: { type: "boolean" } } as const;
    const { values, positionals } = readWords(words, options, Infinity, HELP);
    const isAll = positionals.length === 0 || values.all === true;
    const files = await readSettlementFiles(values.catalogue, isAll ? "all" : positionals);
    const report = reportOn(files);
    if (values.json) console.log(JSON.stringify(report, null, 2));
    else {
      for (const line of describedProblems(files.folder, report.problems)) console.error(line);
      console.log(summary(report));
    }
    return report.problems.length > 0 ? 1 : 0;
  },
};
