import { describe, expect, it } from "vitest";
import { createCursorSeal } from "../../../src/adapters/crypto/cursor-seal.ts";
import type { CaseSearch, ListedCase } from "../../../src/app/office/ports.ts";
import { searchCases } from "../../../src/app/office/search-cases.ts";
import type { CaseId, OfficeId } from "../../../src/domain/ids.ts";
import { searchableName } from "../../../src/domain/office/search.ts";
import { anOffice, aRegistered, clerk } from "./fakes.ts";

const SECRET = "some secret";
const idOf = (index: number) => `01KAVS7Z7Q0000000000000${String(index).padStart(3, "0")}` as CaseId;

/** So many cases of the team, by names that begin alike. */
const setup = (count: number, team: string) => {
  const records = Array.from({ length: count }, (_, index): ListedCase => {
    const partyName = `Titkos Ágnes ${String(index).padStart(3, "0")}`;
    return {
      ...aRegistered({ assignment: { office: "kophaza" as OfficeId, team } }),
      id: idOf(index),
      partyName,
    };
  });
  const keys = records.map(({ id, partyName = "" }) => `${searchableName(partyName)}#${id}`);
  const search: CaseSearch = {
    byName: async (_, prefix, limit, after) => {
      const found = keys.filter((key) => key.startsWith(prefix) && (after === undefined || key > after));
      const page = found.slice(0, limit);
      const next = page.length < found.length ? page.at(-1) : undefined;
      return { ids: page.map((key) => key.slice(-26) as CaseId), ...(next !== undefined && { next }) };
    },
    byArrival: async () => undefined,
    // Whatever number is asked for, the first case has claimed it.
    bySubmission: async () => idOf(0),
    byEntry: async () => undefined,
    cases: async (ids) => records.filter(({ id }) => ids.includes(id)),
  };
  const { dependencies } = anOffice([]);
  return async (who: string, text: string, cursor?: string, secret = SECRET) => {
    const cursors = createCursorSeal(secret);
    const asked = { text, form: undefined, cursor };
    return searchCases({ ...dependencies, search, cursors }, clerk(who), asked);
  };
};

const pageOf = async (searching: ReturnType<ReturnType<typeof setup>>) => {
  const found = await searching;
  if (!found.ok) throw new Error(found.failure.code);
  return found.value;
};

describe("a search by name", () => {
  it("goes on page by page to the end, each case once", async () => {
    const search = setup(60, "igazgatas");
    const ids: CaseId[] = [];
    let cursor: string | undefined;
    do {
      const page = await pageOf(search("ilona", "titkos", cursor));
      ids.push(...page.entries.map(({ id }) => id as CaseId));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(ids).toEqual(Array.from({ length: 60 }, (_, index) => idOf(index)));
  });

  it("tells nothing of cases the clerk may not see, not even where it goes on", async () => {
    const page = await pageOf(setup(120, "ado")("ilona", "titkos"));
    expect(page.entries).toEqual([]);
    const bytes = Buffer.from(page.cursor ?? "", "base64url");
    expect(bytes.length).toBeGreaterThan(26);
    expect(bytes.toString("latin1")).not.toMatch(/titkos|agnes|01KAVS/i);
  });

  it("goes on by no cursor that was changed, made, or given for another search or by another secret", async () => {
    const search = setup(60, "igazgatas");
    const { cursor = "" } = await pageOf(search("ilona", "titkos"));
    const refused = { ok: false, failure: { code: "bad-request" } };
    const changed = Buffer.from(cursor, "base64url");
    changed[30] = (changed[30] ?? 0) ^ 1;
    const made = Buffer.from(`1.titkos agnes 010#${idOf(10)}`).toString("base64url");
    for (const other of [changed.toString("base64url"), made, "", "x"])
      expect(await search("ilona", "titkos", other)).toEqual(refused);
    expect(await search("ilona", "masik", cursor)).toEqual(refused);
    expect(await search("ilona", "titkos", cursor, "another")).toEqual(refused);
  });
});

describe("a search by submission number", () => {
  it("finds the case that bears it, and none that only claimed it on the way to another", async () => {
    const search = setup(1, "igazgatas");
    const [found] = (await pageOf(search("ilona", "titkos"))).entries;
    expect((await pageOf(search("ilona", found?.submissionNumber ?? ""))).entries).toEqual([found]);
    expect((await pageOf(search("ilona", "8".repeat(27)))).entries).toEqual([]);
  });
});
