import type { CaseRecord } from "../../domain/case/case.ts";
import type { Handover } from "../../domain/delivery/handover.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { ArrivalCounter, BookAddress, BookCounter, Sha256 } from "../../domain/registry/book.ts";
import { type Fileable, prepareFiling, triage } from "../../domain/registry/fileable.ts";
import { type FilingStep, filingTask } from "../../domain/registry/filing-steps.ts";
import { type FilingPlan, planFiling, registryYear } from "../../domain/registry/plan-filing.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { type Catalogue, CatalogueDamaged } from "../catalogue/ports.ts";
import type { CommitOutcome, FilingMessage, FilingRegister, FilingSnapshot } from "./ports.ts";

/**
 * What became of a case. Finished: `filed` now (or received, as far as its settlement lets it go) or before
 * (`already-filed`), `waiting` for a clerk, `dropped` (no longer on its way to the registry, e.g. withdrawn), `parked`
 * for a person to look at. Not finished: `unknown-case` (nothing is stored under the id) and `try-again`; the reason says
 * why.
 */
export interface FilingOutcome {
  code: "filed" | "already-filed" | "waiting" | "dropped" | "parked" | "unknown-case" | "try-again";
  reason?: string;
  /** Not finished for a reason of the case's own: nothing is gained by holding up those behind it. */
  isOwnFault?: boolean;
  /** The registry number it has; the arrival number, where it is only received. */
  number?: string;
}

export interface FilingDependencies {
  register: FilingRegister;
  catalogue: Pick<Catalogue, "settlement">;
  sha256: Sha256;
  timeZone: string;
  clock: () => EpochSeconds;
  /** Waits before attempt 2, 3 …; jittered, so that workers who met do not meet again. */
  pause: (attempt: number) => Promise<void>;
  /**
   * Asks for the delivery of cases that were filed for a specialist system. Must not throw: what cannot be asked for now
   * is found by the sweeper of handovers.
   */
  deliver?: (handovers: readonly Handover[]) => Promise<void>;
}

const ATTEMPTS = 8;

/** A case of the batch on its way. */
export interface Job {
  caseId: CaseId;
  /** Where its message says it belongs; corrected by the case itself. */
  office: FilingMessage["office"];
  book: string;
  officeName?: string;
  /** Why the last attempt did not file it. */
  reason: string;
  /** Set when the case itself is the reason. */
  poison: boolean;
  /** To be committed on its own, because a batch with it was refused without saying for whom. */
  alone: boolean;
  outcome?: FilingOutcome;
}

export const newJob = ({ caseId, office, book }: FilingMessage): Job => ({
  caseId,
  office,
  book,
  reason: "no-time",
  poison: false,
  alone: false,
});

type Ready = { job: Job; fileable: Fileable };

interface Order {
  /** Taken by a clerk; absent: what the portal does by itself. */
  step?: FilingStep | undefined;
  /** Seconds after which no new attempt begins. */
  budget: number;
}

/**
 * Files distinct cases, and notes in each job what became of it; one without an outcome was not filed. Every attempt starts
 * from a fresh, consistent read, so whatever happened to the attempt before (commit without an answer, another worker, a
 * withdrawal), no number is given blindly. One read and one transaction per book when all goes well.
 */
export const fileJobs = async (
  dependencies: FilingDependencies,
  jobs: readonly Job[],
  { step, budget }: Order,
): Promise<void> => {
  const lastStart = dependencies.clock() + budget;
  const open = () => jobs.filter((job) => !job.outcome && !job.poison);
  for (let attempt = 1; attempt <= ATTEMPTS && open().length > 0; attempt++) {
    if (attempt > 1) await dependencies.pause(attempt);
    if (dependencies.clock() > lastStart) break;
    await fileOnce(dependencies, open(), step);
  }
};

const fileOnce = async (
  dependencies: FilingDependencies,
  jobs: readonly Job[],
  step: FilingStep | undefined,
): Promise<void> => {
  const now = dependencies.clock();
  const year = registryYear(now, dependencies.timeZone);
  const read = await dependencies.register.read(
    jobs.map(({ caseId }) => caseId),
    jobs.map(({ office, book }) => ({ office, book, year })),
  );
  if (!read.ok) {
    for (const job of jobs) job.reason = "store-unavailable";
    return;
  }
  const prepared = await Promise.all(jobs.map((job) => prepare(dependencies, job, read.value, step)));
  const ready = prepared.filter((item) => item !== undefined);
  const offices = Map.groupBy(ready, ({ job }) => job.office);
  await Promise.all(
    Array.from(offices.values(), (items) => fileOffice(dependencies, items, read.value, { year, now })),
  );
};

/** Looks at one case: finished, not fit, or ready to be filed. */
const prepare = async (
  { catalogue }: FilingDependencies,
  job: Job,
  snapshot: FilingSnapshot,
  step: FilingStep | undefined,
): Promise<Ready | undefined> => {
  const record = snapshot.cases.get(job.caseId);
  if (!record) {
    job.outcome = { code: "unknown-case" };
    return undefined;
  }
  if (record === "unreadable") return refuse(job, "unreadable-case");
  const way = triage(record);
  if (way !== "file") {
    const number = record.registration?.number;
    job.outcome = { code: way === "filed" ? "already-filed" : "dropped", ...(number && { number }) };
    return undefined;
  }
  if (isMisaddressed(job, record)) return undefined;
  const settlement = await catalogue
    .settlement(record.catalogue.settlement.hash)
    .catch((error: unknown) => notRead(job, error));
  if (!settlement) return undefined;
  const task = filingTask(record, settlement.filing, step);
  if (!task) {
    job.outcome = { code: "waiting", ...(record.arrival && { number: record.arrival.number }) };
    return undefined;
  }
  const prepared = prepareFiling(record, settlement, task);
  return prepared.ok ? { job, fileable: prepared.value } : refuse(job, prepared.failure.code);
};

/** A damaged settlement must not hold up the others of its book. */
const notRead = (job: Job, error: unknown): undefined => {
  if (error instanceof CatalogueDamaged) return refuse(job, `damaged ${error.key}`);
  // Published objects are never taken away, so it is the catalogue that is out of reach, not the case.
  job.reason = "catalogue-unavailable";
  return undefined;
};

/** The case knows its book, the message only repeats it. The counters of the right one are read next time. */
const isMisaddressed = (job: Job, { book, catalogue: { office } }: CaseRecord): boolean => {
  const wrong = job.book !== book || job.office !== office.id;
  if (wrong) job.reason = "wrong-book";
  job.book = book;
  job.office = office.id;
  job.officeName = office.name.hu;
  return wrong;
};

const refuse = (job: Job, reason: string): undefined => {
  job.poison = true;
  job.reason = reason;
};

/**
 * Books of one office follow each other, because they share its arrival numbers; offices run side by side.
 * The counters are carried from one transaction to the next: what we wrote ourselves need not be read again.
 */
const fileOffice = async (
  dependencies: FilingDependencies,
  items: readonly Ready[],
  snapshot: FilingSnapshot,
  { year, now }: { year: number; now: EpochSeconds },
): Promise<void> => {
  let arrival: ArrivalCounter | undefined;
  for (const [book, inBook] of Map.groupBy(items, ({ job }) => job.book)) {
    let last: BookCounter | undefined;
    for (const group of transactionsOf(inBook)) {
      const address: BookAddress = { office: group[0].job.office, book, year };
      const counter = last ?? snapshot.book(address);
      // Only a clock that is behind sees the year of a closed book; with the next attempt it may be the new one.
      if (counter?.closedAt !== undefined) {
        for (const { job } of group) job.reason = "book-closed";
        continue;
      }
      const plan = planFiling({
        address,
        counters: { arrival: arrival ?? snapshot.arrivals(address), book: counter },
        cases: group.map(({ fileable }) => fileable),
        now,
        sha256: dependencies.sha256,
        timeZone: dependencies.timeZone,
      });
      const outcome = await dependencies.register.commit(plan);
      note(group, plan, outcome);
      if (outcome.code !== "committed") continue;
      // A counter that did not move was not written, and is not there for the next transaction either.
      arrival = plan.after.arrival.number > 0 ? plan.after.arrival : undefined;
      last = plan.after.book.entries > 0 ? plan.after.book : undefined;
      await deliver(dependencies, plan);
    }
  }
};

const deliver = async ({ deliver: ask }: FilingDependencies, { filings }: FilingPlan): Promise<void> => {
  const handovers = filings.flatMap(({ handover }) => (handover?.nextTryAt === undefined ? [] : [handover]));
  if (handovers.length > 0) await ask?.(handovers);
};

/** All cases of a book together, but for those that have to show alone whether they are the bad one. */
const transactionsOf = (items: readonly Ready[]): (readonly [Ready, ...Ready[]])[] => {
  const together = items.filter(({ job }) => !job.alone);
  const groups = [together, ...items.filter(({ job }) => job.alone).map((item) => [item])];
  return groups.filter((group): group is [Ready, ...Ready[]] => group.length > 0);
};

const note = (group: readonly Ready[], { filings }: FilingPlan, outcome: CommitOutcome): void => {
  const numbers = new Map(
    filings.map(({ caseId, registration, arrival }) => [caseId, (registration ?? arrival).number]),
  );
  for (const { job } of group) {
    const number = numbers.get(job.caseId);
    if (outcome.code === "committed") job.outcome = { code: "filed", ...(number && { number }) };
    else if (outcome.code === "read-again") job.reason = "conflict";
    else if (outcome.caseIds.includes(job.caseId) || group.length === 1) refuse(job, "refused-by-store");
    else if (outcome.caseIds.length === 0) job.alone = true;
  }
};
