import { readFile } from "node:fs/promises";
import { createDynamoPostStore } from "../../src/adapters/dynamo/post-store.ts";
import { OfficeSource } from "../../src/app/catalogue/municipality-source.ts";
import { readFolder } from "../../src/app/catalogue/read-catalogue.ts";
import { describeProblem } from "../../src/app/catalogue/source.ts";
import { importPosts, type TeamsOf } from "../../src/app/office/import-posts.ts";
import { readCatalogueFiles } from "../catalogue.ts";
import { catalogueFolder } from "./catalogue-folder.ts";
import { readRunningPortal } from "./operator-file.ts";
import { type Command, readWords, UsageError } from "./usage.ts";

const HELP = `Usage: ACCOUNTS_TABLE=<table> npx ohp clerks import <file.yaml> [--catalogue <path>]
       npx ohp clerks import <file.yaml> --local [--catalogue <path>]

Loads who works in which office. Each office named in the file then has the file's clerks and no others; whoever is not
in it any more has no access from the next request on. Offices the file does not name stay as they are. AWS credentials
and region come from the environment. An example with every field: local/clerks.yaml

  --local             into the portal that runs on this machine (npm start)
  --catalogue <path>  the folder the offices are in, if not the project's catalogue/`;

/** Teams by office, from the offices' own files. */
const readTeams = async (folder: string): Promise<TeamsOf> => {
  const files = await readCatalogueFiles(folder);
  const { sources } = readFolder({ files, problems: [] }, "offices", OfficeSource);
  return (office) => sources.get(office)?.value.teams.map(({ id }) => id);
};

export const clerksImport: Command = {
  summary: "loads who works in which office, from a file",
  help: HELP,
  run: async (words) => {
    const options = { local: { type: "boolean" }, catalogue: { type: "string" } } as const;
    const { values, positionals } = readWords(words, options, 1, HELP);
    const [path] = positionals;
    if (values.local) Object.assign(process.env, readRunningPortal().environment);
    const tableName = process.env["ACCOUNTS_TABLE"];
    if (path === undefined || !tableName) throw new UsageError(HELP);
    const text = await readFile(path, "utf8").catch(() => undefined);
    if (text === undefined) {
      console.error(`${path} cannot be read`);
      return 1;
    }
    const imported = await importPosts(
      createDynamoPostStore({ tableName }),
      { path, text },
      await readTeams(catalogueFolder(values.catalogue)),
    );
    if (!imported.ok) {
      console.error(imported.failure.problems.map(describeProblem).join("\n"));
      return 1;
    }
    for (const { office, kept, ended } of imported.value)
      console.log(`${office}: ${kept} posts, ${ended} ended`);
    return 0;
  },
};
