import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readDirectory } from "../../../local/broker/people.ts";
import { personKeyOf } from "../../../src/app/acting/person-key.ts";
import { describeProblem } from "../../../src/app/catalogue/source.ts";
import { importPosts } from "../../../src/app/office/import-posts.ts";
import type { HeldPost } from "../../../src/app/office/ports.ts";

const FILE = `offices:
  - office: kophaza
    clerks:
      - name: Iktató  Irén
        person: { birthName: Iktató Irén, mothersName: Könyvelő Klára, placeOfBirth: Sopron, dateOfBirth: "1980-03-12" }
        roles: [records-clerk]
      - name: Adóügyi Ádám
        person: { birthName: Adóügyi Ádám, mothersName: Számoló Sára, placeOfBirth: Győr, dateOfBirth: "1984-06-21" }
        roles: [case-officer]
        teams: [ado]
  - office: sopron
    clerks: []
`;

const teams = new Map([
  ["kophaza", ["igazgatas", "ado"]],
  ["sopron", ["igazgatas"]],
]);

const run = async (text: string) => {
  const offices = new Map<string, readonly HeldPost[]>();
  const store = {
    replace: async (office: string, posts: readonly HeldPost[]) => {
      offices.set(office, posts);
      return { kept: posts.length, ended: 0 };
    },
  };
  const imported = await importPosts(store, { path: "clerks.yaml", text }, (office) => teams.get(office));
  return { offices, problems: imported.ok ? [] : imported.failure.problems.map(describeProblem) };
};

const edited = (passage: string, replacement: string): string => {
  if (!FILE.includes(passage)) throw new Error(`The file does not contain ${passage}`);
  return FILE.replace(passage, replacement);
};

describe("a file of clerks", () => {
  it("becomes the posts of each office it names, one without anybody included", async () => {
    const { offices, problems } = await run(FILE);
    expect(problems).toEqual([]);
    const personKey = await personKeyOf({
      birthName: "IKTATÓ IRÉN",
      mothersName: "Könyvelő Klára",
      placeOfBirth: "Sopron",
      dateOfBirth: "1980-03-12",
    });
    expect(offices.get("kophaza")).toMatchObject([
      { personKey, post: { office: "kophaza", name: "Iktató Irén", roles: ["records-clerk"], teams: [] } },
      { post: { roles: ["case-officer"], teams: ["ado"] } },
    ]);
    expect(offices.get("sopron")).toEqual([]);
  });

  it("names a post by an id that says nothing of the person and stays the same", async () => {
    const ids = async () => (await run(FILE)).offices.get("kophaza")?.map(({ post }) => post.id);
    const [first, second] = [await ids(), await ids()];
    expect(first).toEqual(second);
    expect(new Set(first).size).toBe(2);
    const { offices } = await run(FILE);
    for (const { personKey, post } of offices.get("kophaza") ?? []) {
      expect(post.id).toMatch(/^[0-9A-Z]{12}$/);
      expect(personKey).not.toContain(post.id);
    }
  });

  it.each([
    ["an office nobody published", "office: sopron", "office: soporn", "is soporn, which is no office"],
    [
      "a team the office does not have",
      "teams: [ado]",
      "teams: [adó]",
      "is adó; the teams are igazgatas, ado",
    ],
    ["an officer without a team", "        teams: [ado]\n", "", "who needs a team"],
    ["a role there is not", "[records-clerk]", "[king]", "must be one of records-clerk"],
    ["no role", "[records-clerk]", "[]", "must have at least one role"],
    ["a day there is not", "1980-03-12", "1980-02-30", "must be a day in quotes"],
    ["an office twice", "office: sopron", "office: kophaza", "stands in this file twice"],
    ["nobody", "birthName: Iktató Irén", 'birthName: "-"', "names nobody"],
  ])("with %s changes nothing at all", async (_, passage, replacement, message) => {
    const { offices, problems } = await run(edited(passage, replacement));
    expect(problems).toEqual([expect.stringContaining(message)]);
    expect(problems[0]).toMatch(/^clerks\.yaml:\d+:\d+: /);
    expect(offices.size).toBe(0);
  });

  it("with one person twice in an office changes nothing", async () => {
    const person = /person: .*Adóügyi.*/.exec(FILE)?.[0] ?? "";
    const { problems } = await run(edited(/person: .*Iktató.*/.exec(FILE)?.[0] ?? "", person));
    expect(problems).toEqual([expect.stringContaining("already has a post in this office")]);
  });
});

it("everybody in the local list of clerks can log in at the simulated broker", async () => {
  const text = readFileSync(join(import.meta.dirname, "../../../local/clerks.yaml"), "utf8");
  const { offices } = parse(text) as { offices: { clerks: { name: string; person: object }[] }[] };
  const { people } = await readDirectory();
  const known = people.map(({ name, birthName, mothersName, placeOfBirth, birthdate }) => ({
    name,
    person: { birthName, mothersName, placeOfBirth, dateOfBirth: birthdate },
  }));
  const clerks = offices.flatMap((office) => office.clerks);
  expect(clerks.length).toBeGreaterThan(0);
  for (const { name, person } of clerks) expect(known).toContainEqual({ name, person });
});
