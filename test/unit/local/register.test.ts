import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { readDirectory } from "../../../local/broker/people.ts";

interface RegisterFile {
  entries: {
    person: { birthName: string; mothersName: string; placeOfBirth: string; dateOfBirth: string };
  }[];
}

it("everybody in the local register can log in at the simulated broker", async () => {
  const file = readFileSync(join(import.meta.dirname, "../../../local/register.yaml"), "utf8");
  const { entries } = parse(file) as RegisterFile;
  const { people } = await readDirectory();
  const known = people.map(({ birthName, mothersName, placeOfBirth, birthdate }) =>
    JSON.stringify({ birthName, mothersName, placeOfBirth, dateOfBirth: birthdate }),
  );
  expect(entries.length).toBeGreaterThan(0);
  for (const { person } of entries) expect(known).toContain(JSON.stringify(person));
});
