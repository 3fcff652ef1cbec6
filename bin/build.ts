/** Builds what is uploaded into dist/. With `--report`, prints the size of every part and its limit. */
import { parseArgs } from "node:util";
import { buildArtefacts } from "../lib/build.ts";
import { runCommand } from "../lib/command.ts";
import { sizeReport } from "../lib/sizes.ts";

await runCommand(async () => {
  const { values } = parseArgs({ options: { report: { type: "boolean", default: false } } });
  const artefacts = await buildArtefacts();
  if (values.report) console.log(await sizeReport(artefacts));
});
