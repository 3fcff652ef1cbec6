import { describe, expect, it } from "vitest";
import type { FilingMessage, PendingCase, PendingCases } from "../../../src/app/filing/ports.ts";
import { sweepPending } from "../../../src/app/filing/sweep-pending.ts";
import type { CaseId } from "../../../src/domain/ids.ts";
import { aCaseId, KOPHAZA, NOW } from "./fixtures.ts";

const PAGE = 3;

/** A list in `shards` parts that hands out pages of three; what is `filed` stands there still, and is left out. */
const listOf = (
  cases: readonly PendingCase[],
  {
    filed = [],
    damaged = [],
    shards = 2,
  }: { filed?: PendingCase[]; damaged?: CaseId[]; shards?: number } = {},
): PendingCases => ({
  shards: Array.from({ length: shards }, (_, shard) => String(shard)),
  page: async (shard, submittedBefore, after) => {
    const mine = cases.filter(
      ({ since }, index) => index % shards === Number(shard) && since < submittedBefore,
    );
    const start = Number(after?.["at"] ?? 0);
    const page = mine.slice(start, start + PAGE);
    const end = start + PAGE;
    return {
      cases: page.filter((one) => !filed.includes(one)),
      damaged: shard === "0" && start === 0 ? damaged : [],
      ...(end < mine.length && { next: { at: end } }),
    };
  },
});

const waiting = (count: number, age = 61): PendingCase[] =>
  Array.from({ length: count }, () => ({
    caseId: aCaseId(),
    office: KOPHAZA,
    book: "KOPH",
    since: NOW - age,
  }));

const setup = (
  cases: readonly PendingCase[],
  refuses: (message: FilingMessage) => boolean = () => false,
  others: Parameters<typeof listOf>[1] = {},
) => {
  const sent: { caseId: CaseId; attempt: string | undefined }[] = [];
  const refused: CaseId[] = [];
  let now = NOW;
  const sweep = () =>
    sweepPending({
      pending: listOf(cases, others),
      queue: {
        send: async (message, attempt) => {
          if (refuses(message)) throw new Error("no answer");
          sent.push({ caseId: message.caseId, attempt });
        },
      },
      clock: () => now,
      report: (caseId) => refused.push(caseId),
    });
  const wait = (seconds: number) => {
    now += seconds;
  };
  return { sweep, sent, refused, wait };
};

describe("the sweeper", () => {
  it("queues every case that waits too long, in all parts and pages", async () => {
    const cases = waiting(17);
    const { sweep, sent } = setup(cases);
    expect(await sweep()).toEqual({ found: 17, sent: 17, failed: 0 });
    expect(sent.map(({ caseId }) => caseId).toSorted()).toEqual(cases.map(({ caseId }) => caseId).toSorted());
  });

  it("leaves alone what was submitted within the last minute", async () => {
    const { sweep, sent } = setup([...waiting(2, 60), ...waiting(2, 1)]);
    expect(await sweep()).toEqual({ found: 0, sent: 0, failed: 0 });
    expect(sent).toEqual([]);
  });

  it("names one attempt per five minutes of waiting, so that the queue swallows what comes between", async () => {
    const cases = waiting(1);
    const { sweep, sent, wait } = setup(cases);
    for (let minute = 0; minute < 11; minute++) {
      await sweep();
      wait(60);
    }
    expect(sent).toHaveLength(11);
    expect(new Set(sent.map(({ attempt }) => attempt))).toEqual(
      new Set([0, 1, 2].map((attempt) => `sweep-${cases[0]?.since}-${attempt}`)),
    );
  });

  it("does the same when two run at once", async () => {
    const { sweep, sent } = setup(waiting(4));
    await Promise.all([sweep(), sweep()]);
    expect(sent).toHaveLength(8);
    expect(new Set(sent.map(({ caseId, attempt }) => `${caseId} ${attempt}`)).size).toBe(4);
  });

  it("knocks once per part when the queue is down, and reports it", async () => {
    const { sweep, sent, refused } = setup(waiting(60), () => true);
    expect(await sweep()).toEqual({ found: 6, sent: 0, failed: 6 });
    expect(sent).toEqual([]);
    expect(refused).toHaveLength(6);
  });

  it("goes on past a single message that is refused", async () => {
    const cases = waiting(12);
    const { sweep, refused } = setup(cases, ({ caseId }) => caseId === cases[0]?.caseId);
    expect(await sweep()).toEqual({ found: 12, sent: 11, failed: 1 });
    expect(refused).toEqual([cases[0]?.caseId]);
  });

  it("ends its run although the list goes on and on", async () => {
    const { sweep } = setup(waiting(700));
    expect(await sweep()).toEqual({ found: 600, sent: 600, failed: 0 });
  });

  it("goes on past pages on which everything is filed", async () => {
    const filed = waiting(30);
    const open = waiting(3);
    const { sweep, sent } = setup([...filed, ...open], undefined, { filed });
    expect(await sweep()).toEqual({ found: 3, sent: 3, failed: 0 });
    expect(sent.map(({ caseId }) => caseId).toSorted()).toEqual(open.map(({ caseId }) => caseId).toSorted());
  });

  it("reports what is too damaged to be queued, and queues the rest", async () => {
    const damaged = [aCaseId(), aCaseId()];
    const { sweep, sent, refused } = setup(waiting(8), undefined, { damaged });
    expect(await sweep()).toEqual({ found: 10, sent: 8, failed: 2 });
    expect(refused).toEqual(damaged);
    expect(sent).toHaveLength(8);
  });
});
