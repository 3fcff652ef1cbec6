import { describe, expect, it } from "vitest";
import { createHandler as createOrphanHandler } from "../../../functions/orphan-sweeper/handler.ts";
import { createHandler as createScanHandler } from "../../../functions/scan-sweeper/handler.ts";
import type { CaseFiles, FileReference, StoredFile } from "../../../src/app/cases/attachment-ports.ts";
import { sweepOrphans } from "../../../src/app/cases/sweep-orphans.ts";
import { sweepScans } from "../../../src/app/cases/sweep-scans.ts";
import type { CaseState } from "../../../src/domain/case/transitions.ts";
import { type AttachmentId, type CaseId, newEntityId } from "../../../src/domain/ids.ts";
import type { Log } from "../../../src/http/log.ts";
import { anna, now } from "./fixtures.ts";

const DAY = 86_400;

const idOf = <Id extends CaseId | AttachmentId>(number: number) =>
  newEntityId<Id>(now + number, new Uint8Array(16));

const fileOf = (caseNumber: number, fileNumber: number): FileReference => ({
  caseId: idOf<CaseId>(caseNumber),
  attachment: idOf<AttachmentId>(fileNumber),
});

const nameOf = ({ caseId, attachment }: FileReference): string => `${caseId}/${attachment}`;

async function* inOrder<Value>(values: readonly Value[]): AsyncGenerator<Value> {
  for (const value of values) yield await Promise.resolve(value);
}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A vault listed in pages of two, and what is known of its cases. */
const setup = (
  stored: readonly (FileReference & { age?: number })[] = [],
  known: readonly { file: FileReference; state?: CaseState; referenced?: boolean }[] = [],
) => {
  const removed: string[] = [];
  const dropped: string[] = [];
  const droppedLater: string[] = [];
  const asked: CaseId[] = [];
  let position: string | undefined;
  let stepsLeft = Number.POSITIVE_INFINITY;
  const listing = stored
    .map(
      ({ age = 2 * DAY, ...file }): StoredFile => ({
        ...file,
        position: nameOf(file),
        modifiedAt: now - age,
      }),
    )
    .toSorted((left, right) => (left.position < right.position ? -1 : 1));
  const cases = new Map<CaseId, CaseFiles>();
  for (const { file, state, referenced = true } of known) {
    const before = cases.get(file.caseId)?.attachments ?? [];
    const attachments = new Set([...before, ...(referenced ? [file.attachment] : [])]);
    cases.set(file.caseId, { case: state && { state, owner: anna }, attachments });
  }
  const dependencies = {
    waiting: { unfinished: (): AsyncIterable<FileReference> => inOrder([]) },
    register: {
      filesOf: async (id: CaseId) => {
        asked.push(id);
        return cases.get(id);
      },
    },
    attachments: {
      dropPending: async (caseId: CaseId, _owner: string, attachment: AttachmentId) => {
        dropped.push(nameOf({ caseId, attachment }));
        return true;
      },
    },
    laterFiles: {
      dropPending: async (caseId: CaseId, attachment: AttachmentId) => {
        droppedLater.push(nameOf({ caseId, attachment }));
        return true;
      },
    },
    listing: {
      pages: (after: string | undefined) => {
        const rest = listing.filter((file) => after === undefined || file.position > after);
        const pages = Array.from({ length: Math.ceil(rest.length / 2) }, (_, page) =>
          rest.slice(page * 2, page * 2 + 2),
        );
        return inOrder(pages);
      },
    },
    vault: {
      remove: async (caseId: CaseId, attachment: AttachmentId) =>
        void removed.push(nameOf({ caseId, attachment })),
    },
    position: {
      read: async () => position,
      write: async (next: string | undefined) => {
        position = next;
      },
    },
    clock: () => now,
    isTimeUp: () => stepsLeft-- <= 0,
    report: () => undefined,
    dryRun: false,
  };
  return {
    dependencies,
    removed,
    dropped,
    droppedLater,
    asked,
    position: () => position,
    /** Time is up after so many looks at the clock. */
    timeFor: (steps: number) => {
      stepsLeft = steps;
    },
  };
};

describe("sweepOrphans", () => {
  it("removes a file without an entry, of a draft or of nothing at all", async () => {
    const [kept, orphan, ofNothing] = [fileOf(1, 1), fileOf(1, 2), fileOf(2, 3)];
    const { dependencies, removed } = setup([kept, orphan, ofNothing], [{ file: kept, state: "draft" }]);
    const counts = await sweepOrphans(dependencies);
    expect(counts).toEqual({ seen: 3, unfinished: 0, orphans: 2, failed: 0 });
    expect(removed).toEqual([nameOf(orphan), nameOf(ofNothing)]);
  });

  it.each<[string, CaseState | undefined]>([
    ["of a submitted case", "submitted"],
    ["of a decided case", "decided"],
    ["of a case in review", "needs-review"],
    ["of a case whose own entry is missing", undefined],
  ])("never touches anything %s", async (_, state) => {
    const [kept, beside] = [fileOf(1, 1), fileOf(1, 2)];
    const { dependencies, removed } = setup([kept, beside], [{ file: kept, ...(state && { state }) }]);
    expect(await sweepOrphans(dependencies)).toMatchObject({ seen: 2, orphans: 0 });
    expect(removed).toEqual([]);
  });

  it("waits a day, without asking about the case before", async () => {
    const orphan = fileOf(1, 1);
    const young = setup([{ ...orphan, age: DAY }]);
    expect(await sweepOrphans(young.dependencies)).toMatchObject({ seen: 1, orphans: 0 });
    expect(young.asked).toEqual([]);
    const old = setup([{ ...orphan, age: DAY + 1 }]);
    expect(await sweepOrphans(old.dependencies)).toMatchObject({ seen: 1, orphans: 1 });
  });

  it("goes on where time ran out, and begins anew after the end", async () => {
    const orphans = [1, 2, 3, 4, 5, 6].map((number) => fileOf(number, number));
    const { dependencies, removed, position, timeFor } = setup(orphans);
    timeFor(2);
    expect(await sweepOrphans(dependencies)).toMatchObject({ seen: 4 });
    expect(removed).toEqual(orphans.slice(0, 4).map(nameOf));
    expect(position()).toBe(nameOf(fileOf(4, 4)));
    timeFor(10);
    expect(await sweepOrphans(dependencies)).toMatchObject({ seen: 2 });
    expect(removed).toEqual(orphans.map(nameOf));
    expect(position()).toBeUndefined();
    expect(await sweepOrphans(dependencies)).toMatchObject({ seen: 6 });
  });

  it("stays where it was when there was no time at all", async () => {
    const { dependencies, position, timeFor } = setup([fileOf(1, 1), fileOf(2, 2)]);
    timeFor(1);
    await sweepOrphans(dependencies);
    timeFor(0);
    expect(await sweepOrphans(dependencies)).toMatchObject({ seen: 0 });
    expect(position()).toBeUndefined();
  });

  it("only counts in a dry run, and leaves the next real one where it was", async () => {
    const [draft, orphan] = [fileOf(1, 1), fileOf(1, 2)];
    const { dependencies, removed, dropped, position, timeFor } = setup(
      [orphan, fileOf(2, 3), fileOf(3, 4)],
      [{ file: draft, state: "draft" }],
    );
    const waiting = { unfinished: () => inOrder([draft]) };
    const counts = await sweepOrphans({ ...dependencies, waiting, dryRun: true });
    expect(counts).toEqual({ seen: 3, unfinished: 1, orphans: 3, failed: 0 });
    timeFor(1);
    await sweepOrphans({ ...dependencies, dryRun: true });
    expect([removed, dropped]).toEqual([[], []]);
    expect(position()).toBeUndefined();
  });

  it("drops what was announced and never finished, with what was uploaded of it", async () => {
    const [ofDraft, ofSubmitted, ofNothing] = [fileOf(1, 1), fileOf(2, 2), fileOf(3, 3)];
    const { dependencies, removed, dropped, droppedLater } = setup(
      [],
      [
        { file: ofDraft, state: "draft" },
        { file: ofSubmitted, state: "submitted" },
      ],
    );
    const befores: number[] = [];
    const counts = await sweepOrphans({
      ...dependencies,
      waiting: {
        unfinished: (before) => {
          befores.push(before);
          return inOrder([ofDraft, ofSubmitted, ofNothing]);
        },
      },
    });
    expect(befores).toEqual([now - DAY]);
    expect(counts).toMatchObject({ unfinished: 2 });
    expect(dropped).toEqual([nameOf(ofDraft)]);
    // What waits in a submitted case can only have come later; the store makes sure of it.
    expect(droppedLater).toEqual([nameOf(ofSubmitted)]);
    expect(removed).toEqual([ofDraft, ofSubmitted].map(nameOf));
  });

  it("keeps the file whose client verifies it at this very moment", async () => {
    const file = fileOf(1, 1);
    const { dependencies, removed } = setup([], [{ file, state: "draft" }]);
    const counts = await sweepOrphans({
      ...dependencies,
      waiting: { unfinished: () => inOrder([file]) },
      attachments: { dropPending: async () => false },
    });
    expect(counts).toMatchObject({ unfinished: 0 });
    expect(removed).toEqual([]);
  });

  it("goes on past a file that cannot be removed, and fails in the end", async () => {
    const { dependencies } = setup([fileOf(1, 1), fileOf(2, 2)]);
    const { isTimeUp: _, report: __, dryRun: ___, ...rest } = dependencies;
    const tried: AttachmentId[] = [];
    const remove = async (_case: CaseId, attachment: AttachmentId) => {
      tried.push(attachment);
      if (tried.length === 1) throw new Error("S3 is away");
    };
    const handler = createOrphanHandler({ ...rest, vault: { remove }, log: silent });
    const context = { getRemainingTimeInMillis: () => 300_000 };
    await expect(handler({}, context)).rejects.toThrow("1 files could not be removed");
    expect(tried).toHaveLength(2);
  });

  it("stops half a minute before Lambda would stop it", async () => {
    const { dependencies, removed } = setup([fileOf(1, 1)]);
    const { isTimeUp: _, report: __, dryRun: ___, ...rest } = dependencies;
    const handler = createOrphanHandler({ ...rest, log: silent });
    await handler({}, { getRemainingTimeInMillis: () => 29_999 });
    expect(removed).toEqual([]);
    await handler({}, { getRemainingTimeInMillis: () => 30_000 });
    expect(removed).toHaveLength(1);
  });
});

const waitingFor = (
  files: readonly FileReference[],
  overdue: (file: FileReference) => boolean = () => true,
) => {
  const givenUp: FileReference[] = [];
  const befores: number[] = [];
  const waiting = {
    scanning: (before: number) => {
      befores.push(before);
      return inOrder(files);
    },
    giveUp: async (file: FileReference) => {
      givenUp.push(file);
      return overdue(file);
    },
  };
  return { waiting, givenUp, befores };
};

/** One run of the schedule over one file. */
const runScanSweeper = (overdue: boolean): Promise<void> => {
  const { waiting } = waitingFor([fileOf(1, 1)], () => overdue);
  return createScanHandler({ waiting, clock: () => now, log: silent })();
};

describe("sweepScans", () => {
  it("gives up what waits for a quarter of an hour, and tells of each", async () => {
    const files = [fileOf(1, 1), fileOf(2, 2)];
    const { waiting, givenUp, befores } = waitingFor(files, ({ caseId }) => caseId === idOf<CaseId>(2));
    const told: CaseId[] = [];
    const overdue = await sweepScans({
      waiting,
      clock: () => now,
      report: (_event, caseId) => void told.push(caseId),
    });
    expect(overdue).toBe(1);
    expect(givenUp).toEqual(files);
    expect(told).toEqual([idOf<CaseId>(2)]);
    expect(befores).toEqual([now - 900]);
  });

  it("looks at so many in one run and no more", async () => {
    const { waiting, givenUp } = waitingFor(
      Array.from({ length: 600 }, (_, number) => fileOf(number, number)),
    );
    await sweepScans({ waiting, clock: () => now, report: () => undefined });
    expect(givenUp).toHaveLength(500);
  });

  it("wakes the operator exactly when a result did not come", async () => {
    await expect(runScanSweeper(true)).rejects.toThrow("1 files were not scanned in time");
    await expect(runScanSweeper(false)).resolves.toBeUndefined();
  });
});
