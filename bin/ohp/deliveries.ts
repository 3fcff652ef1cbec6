import { createHandoverStore } from "../../src/adapters/dynamo/handover-store.ts";
import { createWaitingHandovers } from "../../src/adapters/dynamo/waiting-handovers.ts";
import { deliverAgain, listUndelivered } from "../../src/app/operations/set-aside-deliveries.ts";
import { type Destination, type Handover, parseDestination } from "../../src/domain/delivery/handover.ts";
import { toIsoInstant } from "../../src/domain/time.ts";
import { systemClock } from "../../src/http/clock.ts";
import { readSettings } from "./settings.ts";
import { type Command, readWords, UsageError } from "./usage.ts";

const LIST_HELP = `Usage: CASES_TABLE=<table> npx ohp deliveries list <office>/<system>

Lists the cases a specialist system has not got yet: the id, waiting or set-aside (given up after three days), since when,
failed tries, when it is tried next, and what the last try failed of. AWS credentials and region come from the
environment.`;

const AGAIN_HELP = `Usage: CASES_TABLE=<table> npx ohp deliveries again <office>/<system> [<case> | --all]

Has cases that were given up delivered once more; they are tried for another three days. Repeating it changes nothing.
AWS credentials and region come from the environment.`;

const readDestination = (name: string | undefined, help: string): Destination => {
  const destination = parseDestination(name ?? "");
  if (!destination) throw new UsageError(help);
  return destination;
};

const describe = ({ caseId, state, since, attempts, nextTryAt, lastFailure }: Handover): string =>
  [
    caseId,
    state,
    toIsoInstant(since),
    `${attempts} tries`,
    nextTryAt === undefined ? "-" : toIsoInstant(nextTryAt),
    lastFailure ?? "-",
  ].join("  ");

export const deliveriesList: Command = {
  summary: "lists the cases a specialist system has not got yet",
  help: LIST_HELP,
  run: async (words) => {
    const [name] = readWords(words, {}, 1, LIST_HELP).positionals;
    const destination = readDestination(name, LIST_HELP);
    const { CASES_TABLE: tableName } = readSettings(["CASES_TABLE"], LIST_HELP);
    const handovers = await listUndelivered(createWaitingHandovers({ tableName }), destination);
    for (const handover of handovers) console.log(describe(handover));
    const given = handovers.filter(({ state }) => state === "set-aside").length;
    console.error(`${handovers.length} cases wait, ${given} of them were given up`);
    return 0;
  },
};

export const deliveriesAgain: Command = {
  summary: "has cases delivered once more that were given up",
  help: AGAIN_HELP,
  run: async (words) => {
    const { positionals, values } = readWords(words, { all: { type: "boolean" } }, 2, AGAIN_HELP);
    const [name, caseId] = positionals;
    const destination = readDestination(name, AGAIN_HELP);
    // Either one case or, said in words, all of them.
    if ((caseId === undefined) !== (values.all === true)) throw new UsageError(AGAIN_HELP);
    const { CASES_TABLE: tableName } = readSettings(["CASES_TABLE"], AGAIN_HELP);
    const waiting = await listUndelivered(createWaitingHandovers({ tableName }), destination);
    const givenUp = waiting.filter(
      (one) => one.state === "set-aside" && (caseId === undefined || one.caseId === caseId),
    );
    const handovers = createHandoverStore({ tableName });
    for (const one of givenUp) {
      const isQueued = await deliverAgain(handovers, {
        caseId: one.caseId,
        destination,
        now: systemClock(),
      });
      console.log(`${one.caseId}  ${isQueued ? "will be delivered again" : "has changed meanwhile"}`);
    }
    if (givenUp.length > 0) return 0;
    console.error(caseId === undefined ? "No case was given up" : `${caseId} was not given up`);
    return caseId === undefined ? 0 : 1;
  },
};
