import { inParallel } from "../../src/app/catalogue/in-parallel.ts";
import { type Current, readCurrent, REQUESTS_AT_ONCE } from "../../src/app/catalogue/commit-publication.ts";
import { publishedOffices } from "../../src/app/catalogue/published-state.ts";
import type { PublicationStore, ReadySettlement } from "../../src/app/catalogue/publish-ports.ts";
import {
  type SettlementDifference,
  settlementDifferences,
} from "../../src/app/catalogue/settlement-difference.ts";
import type { SettlementCode } from "../../src/domain/ids.ts";
import { cataloguePaths, type PublishedSettlement } from "../../src/domain/settlement/settlement.ts";
import { describedProblems } from "./catalogue-folder.ts";
import { findTarget, publishingTo, TARGET_HELP } from "./region-target.ts";
import { CHOICE_HELP, choiceOf, choiceOptions, readSettlementFiles } from "./settlement-files.ts";
import { type Command, readWords } from "./usage.ts";

const HELP = `Usage: npx ohp settlement diff <code or name>… --region <name> [--json]
       npx ohp settlement diff --all --region <name> [--json]

Says what citizens and clerks would notice if settlements of the catalogue's folder were published now: services, rates
and reliefs, texts, accounts, look, office, filing. Of a settlement that is not published yet everything is listed, also
what it takes over from its preset. Publishes nothing.

${CHOICE_HELP}
${TARGET_HELP}

  --json              the differences as JSON

Exit code 0: no mistakes, whatever the differences; 1: mistakes; 2: wrong usage.`;

interface Compared {
  code: SettlementCode;
  name: string;
  state: "new" | "changed" | "unchanged";
  differences: readonly SettlementDifference[];
}

const compareOne = async (
  store: PublicationStore,
  { state }: Current,
  { settlement, hash }: ReadySettlement,
): Promise<Compared> => {
  const { code, name } = settlement;
  const published = state.settlements.get(code);
  const same = { code, name: name.hu, differences: [] };
  if (published?.hash === hash) return { ...same, state: "unchanged" };
  const before =
    published && (await store.read<PublishedSettlement>(cataloguePaths.settlement(published.hash)));
  const differences = settlementDifferences(before, settlement);
  return { ...same, state: published ? "changed" : "new", differences };
};

/** Characters; a year's holidays need not be read to see that they are there. */
const LONGEST = 160;
const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

const line = ({ what, before, after }: SettlementDifference): string => {
  if (after === undefined) return `    - ${what}: ${short(before ?? "")}`;
  return before === undefined
    ? `    + ${what}: ${short(after)}`
    : `    ${what}: ${short(before)} → ${short(after)}`;
};

const described = ({ code, name, state, differences }: Compared): string[] => [
  `${code} ${name}: ${state === "new" ? "not published yet; it would bring" : state}`,
  ...[...Map.groupBy(differences, ({ section }) => section)].flatMap(([section, found]) => [
    `  ${section}`,
    ...found.map(line),
  ]),
];

export const settlementDiff: Command = {
  summary: "what citizens would notice if settlements were published",
  help: HELP,
  run: async (words) => {
    const options = { ...choiceOptions, region: { type: "string" }, json: { type: "boolean" } } as const;
    const { values, positionals } = readWords(words, options, Number.POSITIVE_INFINITY, HELP);
    const choice = choiceOf(positionals, values.all, HELP);
    const target = await findTarget(values.region, HELP);
    const { store } = publishingTo(target);
    const current = await readCurrent(store);
    const files = await readSettlementFiles(values.catalogue, choice, publishedOffices(current.state));
    const { problems } = files;
    const ready = files.codes.flatMap((code) => files.compiled.settlements.get(code) ?? []);
    const compared = await inParallel(ready, REQUESTS_AT_ONCE, (one) => compareOne(store, current, one));
    if (values.json) {
      console.log(JSON.stringify({ region: target.name, settlements: compared, problems }, null, 2));
    } else {
      for (const problem of describedProblems(files.folder, problems)) console.error(problem);
      const shown = values.all ? compared.filter(({ state }) => state !== "unchanged") : compared;
      for (const one of shown.flatMap(described)) console.log(one);
      if (shown.length === 0 && problems.length === 0)
        console.log(`${target.name}: everything is published as it is here`);
    }
    return problems.length > 0 ? 1 : 0;
  },
};
