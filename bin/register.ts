import { readFile } from "node:fs/promises";
import { createDynamoRegisterStore } from "../src/adapters/dynamo/register-store.ts";
import { importRegister } from "../src/app/acting/import-register.ts";
import { describeProblem } from "../src/app/catalogue/source.ts";

const USAGE = `Usage: ACCOUNTS_TABLE=<table> node bin/register.ts import <file.yaml>

Loads a register of statutory representatives. The register named in the file then has the file's entries
and no others; who is not in it any more loses the right at once. AWS credentials and region come from the
environment.`;

const fail = (message: string): void => {
  console.error(message);
  process.exitCode = 1;
};

const run = async (path: string, tableName: string): Promise<void> => {
  const text = await readFile(path, "utf8");
  const imported = await importRegister(createDynamoRegisterStore({ tableName }), { path, text });
  if (!imported.ok) return fail(imported.failure.problems.map(describeProblem).join("\n"));
  const { register, kept, ended } = imported.value;
  console.log(`${register}: ${kept} entries, ${ended} ended`);
};

const [command, path, ...rest] = process.argv.slice(2);
const tableName = process.env["ACCOUNTS_TABLE"];
if (command !== "import" || path === undefined || rest.length > 0 || !tableName) fail(USAGE);
else await run(path, tableName);
