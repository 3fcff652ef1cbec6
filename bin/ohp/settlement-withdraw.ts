import { readCurrent } from "../../src/app/catalogue/commit-publication.ts";
import { withdrawSettlement } from "../../src/app/catalogue/withdraw.ts";
import { publishedSettlement } from "./published-settlement.ts";
import { findTarget, publishingTo, TARGET_HELP } from "./region-target.ts";
import { type Command, readWords } from "./usage.ts";

const HELP = `Usage: npx ohp settlement withdraw <code or name> --region <name> [--json]

Takes a settlement off the list, within 60 seconds: its page is gone, and nobody begins a case there any more. Drafts that
were begun can still be submitted, and cases go on to their end as they began: the office stays, with its clerks, registry
books and mailboxes. It comes back by npx ohp settlement rollback, or by publishing it again.

  --json              the report as JSON
${TARGET_HELP}

Exit code 0: it is off the list; 1: it was not on it; 2: wrong usage.`;

export const settlementWithdraw: Command = {
  summary: "take a settlement off the list; what was begun goes on",
  help: HELP,
  run: async (words) => {
    const options = { region: { type: "string" }, json: { type: "boolean" } } as const;
    const { values, positionals } = readWords(words, options, 1, HELP);
    const target = await findTarget(values.region, HELP);
    const dependencies = publishingTo(target);
    const { state } = await readCurrent(dependencies.store);
    const code = publishedSettlement(positionals[0], state, target.name, HELP);
    const withdrawn = await withdrawSettlement(dependencies, code);
    if (values.json) console.log(JSON.stringify({ region: target.name, code, ...withdrawn }, null, 2));
    else if (withdrawn.ok) {
      console.log(
        `${target.name}: ${code} is off the list since version ${withdrawn.value.version}; what was begun goes on. ` +
          `To bring it back: npx ohp settlement rollback ${code} --region ${target.name}`,
      );
    } else console.error(`${target.name}: ${code} is not published`);
    return withdrawn.ok ? 0 : 1;
  },
};
