import { describe, expect, it } from "vitest";
import { readAsClerk } from "../../../src/app/office/clerk.ts";
import { readOverview } from "../../../src/app/office/overview.ts";
import { readWorklist } from "../../../src/app/office/read-worklist.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { ListName } from "../../../src/domain/office/worklist.ts";
import { KOPHAZA, NOW } from "../filing/fixtures.ts";
import { anOffice, aRegistered, clerk, memoryLists, officer } from "./fakes.ts";

const of = (team: string, changes: Partial<CaseRecord> = {}) =>
  aRegistered({ assignment: { office: KOPHAZA, team }, ...changes });

const setup = (records: readonly CaseRecord[]) => {
  const { lists, reads } = memoryLists(records);
  const dependencies = { ...anOffice(records).dependencies, lists };
  const page = async (who: string, list: ListName, cursor?: string) => {
    const read = await readWorklist(dependencies, clerk(who), { list, cursor });
    if (!read.ok) throw new Error(read.failure.code);
    return read.value;
  };
  return { dependencies, reads, page };
};

const finished = (team: string, index: number) => of(team, { state: "closed", updatedAt: NOW + index });

describe("a list", () => {
  it("comes in pages of 25, the most urgent first, each case once", async () => {
    const records = Array.from({ length: 60 }, (_, index) =>
      of("igazgatas", { deadline: { dueOn: `2027-01-${String(60 - index).padStart(2, "0")}` } }),
    );
    const { page } = setup(records);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { entries, cursor: next } = await page("ilona", "team:igazgatas", cursor);
      expect(entries.length).toBeLessThanOrEqual(25);
      seen.push(...entries.map(({ dueOn }) => dueOn ?? ""));
      cursor = next;
    } while (cursor !== undefined);
    expect(seen).toEqual(records.map(({ deadline }) => deadline?.dueOn).toReversed());
  });

  it("of what is finished shows an officer their team's alone, in one read a page whatever lies between", async () => {
    const mine = [finished("igazgatas", 0), finished("igazgatas", 400)];
    const others = Array.from({ length: 300 }, (_, index) => finished("ado", index + 1));
    const { page, reads } = setup([...mine, ...others]);
    const first = await page("ilona", "done");
    expect(first.entries.map(({ id }) => id)).toEqual([mine[1]?.id]);
    expect(reads).toHaveLength(1);
    const seen: string[] = [];
    for (let { cursor } = first; cursor !== undefined; ) {
      const next = await page("ilona", "done", cursor);
      seen.push(...next.entries.map(({ id }) => id));
      cursor = next.cursor;
    }
    expect(seen).toEqual([mine[0]?.id]);
  });

  it("of what is finished goes on after the last case shown, not after the last one read", async () => {
    const records = Array.from({ length: 130 }, (_, index) =>
      finished(index % 3 === 0 ? "ado" : "igazgatas", index),
    );
    const { page, reads } = setup(records);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { entries, cursor: next } = await page("ilona", "done", cursor);
      expect(entries.length).toBeLessThanOrEqual(25);
      seen.push(...entries.map(({ id }) => id));
      cursor = next;
    } while (cursor !== undefined);
    const mine = records.filter(({ assignment }) => assignment?.team === "igazgatas");
    expect(seen).toEqual(mine.map(({ id }) => id).toReversed());
    expect(reads).toHaveLength(Math.ceil(mine.length / 25));
  });

  it.each([
    ["ilona", "team:ado", "not-permitted"],
    ["ilona", "to-receive", "not-permitted"],
    ["nobody", "team:ado", "not-a-clerk"],
  ] as const)("%s does not get %s", async (who, list, code) => {
    const { dependencies } = setup([of("ado")]);
    const read = await readWorklist(dependencies, clerk(who), { list, cursor: undefined });
    expect(read).toEqual({ ok: false, failure: { code } });
  });

  it.each(["x", "bm9uc2Vuc2U", "MS4yMDI2IyMj"])("takes no cursor like %s", async (cursor) => {
    const { dependencies } = setup([]);
    const read = await readWorklist(dependencies, clerk("ilona"), { list: "done", cursor });
    expect(read).toEqual({ ok: false, failure: { code: "bad-request" } });
  });
});

it("the overview counts what waits and what is late", async () => {
  const { dependencies } = setup([
    of("igazgatas"),
    of("igazgatas", { deadline: { dueOn: "2026-11-20" } }),
    of("igazgatas", {
      state: "supplement-requested",
      deadline: { dueOn: "2026-11-20", pausedAt: NOW, pausedUntil: "2026-12-01" },
    }),
    of("igazgatas", { state: "decided", deadline: { dueOn: "2026-11-20" } }),
    of("ado"),
  ]);
  const read = await readOverview(dependencies, clerk("ilona"), NOW);
  expect(read).toMatchObject({
    value: {
      lists: [
        { list: "team:igazgatas", name: { hu: "Igazgatási csoport" }, count: 4, more: false, overdue: 1 },
        { list: "done", count: 0 },
      ],
    },
  });
});

const postAfter = (delay: Promise<void>) => ({
  find: async () => {
    await delay;
    return officer;
  },
});

describe("the post is looked up beside the data", () => {
  it("both are asked for before either has answered", async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    let asked = false;
    const reading = readAsClerk(postAfter(held), clerk("ilona"), async () => {
      asked = true;
      return 1;
    });
    expect(asked).toBe(true);
    release();
    expect(await reading).toEqual({ ok: true, value: { post: officer, data: 1 } });
  });

  it("to whoever has none not even a failure of the data is told", async () => {
    const none = { find: async () => undefined };
    const read = await readAsClerk(none, clerk("nobody"), () => Promise.reject(new Error("broken")));
    expect(read).toEqual({ ok: false, failure: { code: "not-a-clerk" } });
    const own = readAsClerk(postAfter(Promise.resolve()), clerk("ilona"), () =>
      Promise.reject(new Error("broken")),
    );
    await expect(own).rejects.toThrow("broken");
  });
});
