import { type Current, readCurrent } from "../../src/app/catalogue/commit-publication.ts";
import { type PastState, statesOf } from "../../src/app/catalogue/publication-history.ts";
import { entryOf } from "../../src/app/catalogue/published-state.ts";
import type { SettlementCode } from "../../src/domain/ids.ts";
import type { Publication } from "../../src/domain/settlement/publication.ts";
import { publishedSettlement } from "./published-settlement.ts";
import { findTarget, publishingTo, TARGET_HELP } from "./region-target.ts";
import { table } from "./table.ts";
import { type Command, readWords } from "./usage.ts";

const HELP = `Usage: npx ohp settlement status [<code or name>] --region <name> [--json]

Without a settlement: which version of the catalogue is in force in a region, and its last publications. With a settlement: its
states, the one in force first, for npx ohp settlement rollback <code> --to <version>.

  --json              the same as JSON
${TARGET_HELP}

Exit code 0: told; 1: the settlement is not published; 2: wrong usage.`;

/** As many lines as a screen shows at once. */
const MOST = 20;

type Told = { version: number; publishedAt: string; kind: string; settlements: number };

const lastPublications = async ({ pointer, readPublication }: Current): Promise<Told[]> => {
  const told: Told[] = [];
  let hash = pointer?.publication;
  while (hash !== undefined && told.length < MOST) {
    const { version, publishedAt, kind, changes, previous }: Publication = await readPublication(hash);
    told.push({ version, publishedAt, kind, settlements: Object.keys(changes).length });
    hash = previous;
  }
  return told;
};

const statusOfRegion = async (name: string, current: Current, json: boolean): Promise<number> => {
  const publications = await lastPublications(current);
  const { settlements, offices } = current.state;
  if (json) {
    const counts = { settlements: settlements.size, offices: offices.size };
    console.log(JSON.stringify({ region: name, ...counts, publications }, null, 2));
    return 0;
  }
  const [now] = publications;
  if (!now) console.log(`${name}: nothing is published yet`);
  else {
    console.log(
      `${name}: version ${now.version}, ${settlements.size} settlements of ${offices.size} offices\n`,
    );
    const rows = publications.map((one) => [
      String(one.version),
      one.publishedAt,
      one.kind,
      String(one.settlements),
    ]);
    console.log(table([["version", "published", "kind", "settlements changed"], ...rows]));
  }
  return 0;
};

const lastStates = async (current: Current, code: SettlementCode): Promise<PastState[]> => {
  const entry = entryOf(current.state, code);
  const states: PastState[] = [];
  if (!entry) return states;
  for await (const state of statesOf(current.readPublication, code, entry.publication)) {
    states.push(state);
    if (states.length === MOST) break;
  }
  return states;
};

const statusOfSettlement = async (
  name: string,
  current: Current,
  code: SettlementCode,
  json: boolean,
): Promise<number> => {
  const states = await lastStates(current, code);
  const entry = entryOf(current.state, code);
  const isWithdrawn = current.state.withdrawn.has(code);
  if (json) {
    const { listing, office, forms } = entry ?? {};
    console.log(
      JSON.stringify({ region: name, code, ...listing, office, forms, isWithdrawn, states }, null, 2),
    );
  } else if (entry) {
    const { listing, office, forms } = entry;
    const offer = isWithdrawn ? "withdrawn" : `${forms.length} services`;
    console.log(`${name}: ${code} ${listing.name.hu}, office ${office}, ${offer}\n`);
    const rows = states.map((state) => [String(state.version), state.publishedAt, state.kind, state.hash]);
    console.log(table([["version", "published", "kind", "state"], ...rows]));
  } else console.error(`${name}: ${code} is not published`);
  return entry ? 0 : 1;
};

export const settlementStatus: Command = {
  summary: "which version is in force, and what was before",
  help: HELP,
  run: async (words) => {
    const options = { region: { type: "string" }, json: { type: "boolean" } } as const;
    const { values, positionals } = readWords(words, options, 1, HELP);
    const [word] = positionals;
    const target = await findTarget(values.region, HELP);
    const current = await readCurrent(publishingTo(target).store);
    const json = values.json ?? false;
    if (word === undefined) return statusOfRegion(target.name, current, json);
    const code = publishedSettlement(word, current.state, target.name, HELP);
    return statusOfSettlement(target.name, current, code, json);
  },
};
