import { readCurrent } from "../../src/app/catalogue/commit-publication.ts";
import { findTarget, publishingTo, TARGET_HELP } from "./region-target.ts";
import { table } from "./table.ts";
import { type Command, readWords } from "./usage.ts";

const HELP = `Usage: npx ohp settlement list --region <name> [--json]

Lists the settlements that are in force in a region: code, name, county, office, number of services.

  --json              the list as JSON
${TARGET_HELP}

Exit code 0: listed; 2: wrong usage.`;

export const settlementList: Command = {
  summary: "settlements that are published in a region",
  help: HELP,
  run: async (words) => {
    const options = { region: { type: "string" }, json: { type: "boolean" } } as const;
    const { values } = readWords(words, options, 0, HELP);
    const target = await findTarget(values.region, HELP);
    const { state } = await readCurrent(publishingTo(target).store);
    const settlements = [...state.settlements.values()].map(({ listing, office, forms, hash }) => ({
      ...listing,
      office,
      forms,
      hash,
    }));
    if (values.json) console.log(JSON.stringify({ region: target.name, settlements }, null, 2));
    else {
      const rows = settlements.map(({ code, name, county, office, forms }) => [
        code,
        name.hu,
        county,
        office,
        String(forms.length),
      ]);
      console.log(table([["code", "name", "county", "office", "services"], ...rows]));
      console.log(`\n${target.name}: ${rows.length} settlements of ${state.offices.size} offices`);
    }
    return 0;
  },
};
