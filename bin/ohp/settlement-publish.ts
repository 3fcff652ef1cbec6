import type { PublishOutcome, PublishReport } from "../../src/app/catalogue/publish.ts";
import { publishSettlements } from "../../src/app/catalogue/publish.ts";
import { readCurrent } from "../../src/app/catalogue/commit-publication.ts";
import { publishedOffices } from "../../src/app/catalogue/published-state.ts";
import { describedProblems } from "./catalogue-folder.ts";
import { findTarget, publishingTo, type RegionTarget, TARGET_HELP } from "./region-target.ts";
import {
  CHOICE_HELP,
  choiceOf,
  choiceOptions,
  readSettlementFiles,
  type SettlementFiles,
} from "./settlement-files.ts";
import { type Command, readWords } from "./usage.ts";

const HELP = `Usage: npx ohp settlement publish <code or name>… --region <name> [--json]
       npx ohp settlement publish --all --region <name> [--json]

Checks settlements of the catalogue's folder and puts them in force in a region, in one step: either all of a settlement
is seen, or nothing. Citizens and functions see it within 60 seconds; drafts and cases keep the version they began with.
A settlement with a mistake stays as it was published and keeps nobody else. Every other settlement of the region stays
as it is, also when others publish at the same moment. May be broken off and repeated at any time.

${CHOICE_HELP}
${TARGET_HELP}

  --allow-older       also states that were published before and replaced since, which only a rollback should bring back
  --json              the report as JSON

Exit code 0: everything asked for is in force; 1: mistakes, or something was refused; 2: wrong usage.`;

const refusal = (outcome: Extract<PublishOutcome, { outcome: "refused" }>, region: string): string => {
  const { code } = outcome;
  switch (outcome.reason) {
    case "older-state":
      return (
        `${code} was published like this as version ${outcome.version} (${outcome.publishedAt}) and replaced since. ` +
        `To go back to it: npx ohp settlement rollback ${code} --to ${outcome.version} --region ${region}`
      );
    case "older-office":
      return (
        `${code}: its office ${outcome.office} was published like this as version ${outcome.version} (${outcome.publishedAt}) ` +
        "and replaced since. Get the office's newest file"
      );
    case "book-taken":
      return `${code}: the registry book ${outcome.what} is published as that of office ${outcome.office}`;
    case "mailbox-taken":
      return `${code}: the mailbox ${outcome.what} is published as that of office ${outcome.office}`;
    case "office-taken":
      return (
        `${code}: ${outcome.office} is published as the id of an office with another mailbox, ${outcome.what}. ` +
        `Call this office by another id; when its mailbox has changed, publish a settlement it serves already with it`
      );
    default:
      return outcome satisfies never;
  }
};

const count = (outcomes: readonly PublishOutcome[], outcome: PublishOutcome["outcome"]): number =>
  outcomes.filter((one) => one.outcome === outcome).length;

const summary = ({ committed, outcomes }: PublishReport, { name, origin }: RegionTarget): string => {
  const unchanged = count(outcomes, "unchanged");
  if (!committed && unchanged === 0) return `${name}: nothing was published`;
  if (!committed) return `${name}: nothing new to publish; ${unchanged} settlements are in force as they are`;
  const changed = `${count(outcomes, "new")} new, ${count(outcomes, "changed")} changed, ${unchanged} unchanged`;
  const where = origin === undefined ? "" : `, at ${origin}/telepulesek`;
  return `${name}: version ${committed.version} is in force: ${changed}. Seen within 60 seconds${where}`;
};

const print = (
  report: PublishReport,
  files: SettlementFiles,
  problems: readonly string[],
  target: RegionTarget,
): void => {
  for (const line of problems) console.error(line);
  for (const outcome of report.outcomes)
    if (outcome.outcome === "refused") console.error(refusal(outcome, target.name));
  console.log(summary(report, target));
  const others = files.compiled.problems.length - problems.length;
  if (others > 0) {
    console.log(`${others} mistakes elsewhere keep none of these: npx ohp settlement check --all names them`);
  }
};

const options = {
  ...choiceOptions,
  region: { type: "string" },
  json: { type: "boolean" },
  "allow-older": { type: "boolean" },
} as const;

export const settlementPublish: Command = {
  summary: "put settlements in force in a region",
  help: HELP,
  run: async (words) => {
    const { values, positionals } = readWords(words, options, Number.POSITIVE_INFINITY, HELP);
    const choice = choiceOf(positionals, values.all, HELP);
    const target = await findTarget(values.region, HELP);
    const dependencies = publishingTo(target);
    const { state } = await readCurrent(dependencies.store);
    const files = await readSettlementFiles(values.catalogue, choice, publishedOffices(state));
    const { problems } = files;
    const ready = files.codes.flatMap((code) => files.compiled.settlements.get(code) ?? []);
    const report = await publishSettlements(dependencies, ready, {
      allowOlder: values["allow-older"] ?? false,
    });
    const described = describedProblems(files.folder, problems);
    if (values.json) {
      console.log(JSON.stringify({ region: target.name, ...report, problems }, null, 2));
    } else print(report, files, described, target);
    return problems.length > 0 || report.outcomes.some(({ outcome }) => outcome === "refused") ? 1 : 0;
  },
};
