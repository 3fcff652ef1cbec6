import { readCurrent } from "../../src/app/catalogue/commit-publication.ts";
import { type RollbackFailure, rollbackSettlement } from "../../src/app/catalogue/rollback.ts";
import { publishedSettlement } from "./published-settlement.ts";
import { findTarget, publishingTo, TARGET_HELP } from "./region-target.ts";
import { type Command, readWords, UsageError } from "./usage.ts";

const HELP = `Usage: npx ohp settlement rollback <code or name> --region <name> [--to <version>] [--json]

Puts an earlier state of a settlement in force again: what was in force before its last publication, or with --to what a
version had brought (npx ohp settlement status <code> lists them). Its office goes back with it; nobody else's settlement
does. It is a publication of its own, seen within 60 seconds, and can be rolled back as well. Drafts and cases keep the
version they began with.

  --to <version>      the publication whose state is wanted
  --json              the report as JSON
${TARGET_HELP}

Exit code 0: in force; 1: there is no such state, or somebody published the settlement meanwhile; 2: wrong usage.`;

const sentences: Readonly<Record<RollbackFailure["code"], string>> = {
  "not-published": "is not published",
  "no-such-state": "has no such earlier state; npx ohp settlement status names those it has",
  "in-force": "is in force like this already",
  "changed-meanwhile": "was published by somebody else meanwhile; look at it and try again",
  "book-taken": "had a registry book or mailbox in that state which another office has now",
};

const readVersion = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new UsageError(`--to must be the number of a publication\n\n${HELP}`);
  return Number(text);
};

export const settlementRollback: Command = {
  summary: "put an earlier state of a settlement in force again",
  help: HELP,
  run: async (words) => {
    const options = {
      region: { type: "string" },
      to: { type: "string" },
      json: { type: "boolean" },
    } as const;
    const { values, positionals } = readWords(words, options, 1, HELP);
    const version = readVersion(values.to);
    const target = await findTarget(values.region, HELP);
    const dependencies = publishingTo(target);
    const { state } = await readCurrent(dependencies.store);
    const code = publishedSettlement(positionals[0], state, target.name, HELP);
    const rolledBack = await rollbackSettlement(dependencies, code, version);
    if (values.json) console.log(JSON.stringify({ region: target.name, code, ...rolledBack }, null, 2));
    else if (rolledBack.ok) {
      const { restored, version: now } = rolledBack.value;
      console.log(
        `${target.name}: ${code} is again as of version ${restored.version} (${restored.publishedAt}), by version ${now}`,
      );
    } else console.error(`${target.name}: ${code} ${sentences[rolledBack.failure.code]}`);
    return rolledBack.ok ? 0 : 1;
  },
};
