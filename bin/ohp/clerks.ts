import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../lib/project-root.ts";
import { createDynamoPostStore } from "../../src/adapters/dynamo/post-store.ts";
import { OfficeSource } from "../../src/app/catalogue/municipality-source.ts";
import { describeProblem, readSource } from "../../src/app/catalogue/source.ts";
import { importPosts, type TeamsOf } from "../../src/app/office/import-posts.ts";
import { type Command, readWords, UsageError } from "./usage.ts";

const HELP = `Usage: ACCOUNTS_TABLE=<table> npx ohp clerks import <file.yaml>

Loads who works in which office. Each office named in the file then has the file's clerks and no others; whoever is not
in it any more has no access from the next request on. Offices the file does not name stay as they are. AWS credentials
and region come from the environment. An example with every field: local/clerks.yaml`;

const officesFolder = join(projectRoot, "catalogue", "offices");

/** Teams by office, from the offices' own files. */
const readTeams = (): TeamsOf => {
  const names = readdirSync(officesFolder).filter((name) => name.endsWith(".yaml"));
  const teams = new Map(
    names.flatMap((name) => {
      const text = readFileSync(join(officesFolder, name), "utf8");
      const office = readSource({ path: `offices/${name}`, text }, OfficeSource);
      return office.ok
        ? [[name.replace(/\.yaml$/, ""), office.value.value.teams.map(({ id }) => id)] as const]
        : [];
    }),
  );
  return (office) => teams.get(office);
};

export const clerksImport: Command = {
  name: "clerks import",
  summary: "loads who works in which office, from a file",
  help: HELP,
  run: async (words) => {
    const [path] = readWords(words, {}, 1, HELP).positionals;
    const tableName = process.env["ACCOUNTS_TABLE"];
    if (path === undefined || !tableName) throw new UsageError(HELP);
    const text = await readFile(path, "utf8").catch(() => undefined);
    if (text === undefined) {
      console.error(`${path} cannot be read`);
      return 1;
    }
    const imported = await importPosts(createDynamoPostStore({ tableName }), { path, text }, readTeams());
    if (!imported.ok) {
      console.error(imported.failure.problems.map(describeProblem).join("\n"));
      return 1;
    }
    for (const { office, kept, ended } of imported.value)
      console.log(`${office}: ${kept} posts, ${ended} ended`);
    return 0;
  },
};
