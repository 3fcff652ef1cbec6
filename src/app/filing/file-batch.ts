import type { CaseRecord } from "../../domain/case/case.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { ArrivalCounter, BookAddress, BookCounter, Sha256 } from "../../domain/registry/book.ts";
import { type Fileable, prepareFiling, triage } from "../../domain/registry/fileable.ts";
import { planFiling, registryYear } from "../../domain/registry/plan-filing.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { Catalogue } from "../catalogue/ports.ts";
import type { CommitOutcome, FilingMessage, FilingRegister, FilingSnapshot } from "./ports.ts";

export interface FilingDelivery {
  message: FilingMessage;
  /** How often the queue has handed out this message, this time included. */
  deliveries: number;
}

/**
 * What became of a case. Finished: `filed` now or before (`already-filed`), `dropped` (no longer on its way to
 * the registry, e.g. withdrawn), `parked` for a person to look at. Not finished: `unknown-case` (nothing is
 * stored under the id) and `try-again`; the reason says why.
 */
export interface FilingOutcome {
  code: "filed" | "already-filed" | "dropped" | "parked" | "unknown-case" | "try-again";
  reason?: string;
}

export interface FileBatchDependencies {
  register: FilingRegister;
  catalogue: Pick<Catalogue, "settlement">;
  sha256: Sha256;
  timeZone: string;
  clock: () => EpochSeconds;
  /** Waits before attempt 2, 3 …; jittered, so that workers who met do not meet again. */
  pause: (attempt: number) => Promise<void>;
}

const ATTEMPTS = 8;
/** Seconds after which no new attempt begins; the function itself is ended after 30. */
const TIME_BUDGET = 15;
/** A case that cannot be filed is parked when it is delivered for this time. */
const DELIVERIES_BEFORE_PARKING = 2;

/** A case of the batch on its way. */
interface Job {
  caseId: CaseId;
  deliveries: number;
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

type Ready = { job: Job; fileable: Fileable };

/**
 * Receives, registers and routes submitted cases. Every attempt starts from a fresh, consistent read, so
 * whatever happened to the attempt before (commit without an answer, another worker, a withdrawal), no number
 * is given blindly. One read and one transaction per book when all goes well.
 */
export const fileBatch = async (
  dependencies: FileBatchDependencies,
  deliveries: readonly FilingDelivery[],
): Promise<ReadonlyMap<CaseId, FilingOutcome>> => {
  const jobs = distinctJobs(deliveries);
  const lastStart = dependencies.clock() + TIME_BUDGET;
  const open = () => jobs.filter((job) => !job.outcome && !job.poison);
  for (let attempt = 1; attempt <= ATTEMPTS && open().length > 0; attempt++) {
    if (attempt > 1) await dependencies.pause(attempt);
    if (dependencies.clock() > lastStart) break;
    await fileOnce(dependencies, open());
  }
  await Promise.all(jobs.filter((job) => !job.outcome).map((job) => giveUp(dependencies, job)));
  return new Map(jobs.map(({ caseId, outcome, reason }) => [caseId, outcome ?? tryAgain(reason)]));
};

const tryAgain = (reason: string): FilingOutcome => ({ code: "try-again", reason });

/** The same case twice in a batch would take two numbers, or cancel its own transaction. */
const distinctJobs = (deliveries: readonly FilingDelivery[]): Job[] => {
  const jobs = new Map<CaseId, Job>();
  for (const { message, deliveries: count } of deliveries) {
    const known = jobs.get(message.caseId);
    if (known) known.deliveries = Math.max(known.deliveries, count);
    else {
      const { caseId, office, book } = message;
      const job = { caseId, office, book, deliveries: count, reason: "no-time", poison: false, alone: false };
      jobs.set(caseId, job);
    }
  }
  return [...jobs.values()];
};

const fileOnce = async (dependencies: FileBatchDependencies, jobs: readonly Job[]): Promise<void> => {
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
  const prepared = await Promise.all(jobs.map((job) => prepare(dependencies, job, read.value)));
  const ready = prepared.filter((item) => item !== undefined);
  const offices = Map.groupBy(ready, ({ job }) => job.office);
  await Promise.all(
    Array.from(offices.values(), (items) => fileOffice(dependencies, items, read.value, { year, now })),
  );
};

/** Looks at one case: finished, not fit, or ready to be filed. */
const prepare = async (
  { catalogue }: FileBatchDependencies,
  job: Job,
  snapshot: FilingSnapshot,
): Promise<Ready | undefined> => {
  const record = snapshot.cases.get(job.caseId);
  if (!record) {
    job.outcome = { code: "unknown-case" };
    return undefined;
  }
  if (record === "unreadable") return refuse(job, "unreadable-case");
  const task = triage(record);
  if (task !== "file") {
    job.outcome = { code: task === "filed" ? "already-filed" : "dropped" };
    return undefined;
  }
  if (isMisaddressed(job, record)) return undefined;
  const settlement = await catalogue.settlement(record.catalogue.settlement.hash).catch(() => undefined);
  if (!settlement) {
    // Published objects are never taken away, so it is the catalogue that is out of reach, not the case.
    job.reason = "catalogue-unavailable";
    return undefined;
  }
  const prepared = prepareFiling(record, settlement);
  return prepared.ok ? { job, fileable: prepared.value } : refuse(job, prepared.failure.code);
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
  dependencies: FileBatchDependencies,
  items: readonly Ready[],
  snapshot: FilingSnapshot,
  { year, now }: { year: number; now: EpochSeconds },
): Promise<void> => {
  let arrival: ArrivalCounter | undefined;
  for (const [book, inBook] of Map.groupBy(items, ({ job }) => job.book)) {
    let last: BookCounter | undefined;
    for (const group of transactionsOf(inBook)) {
      const address: BookAddress = { office: group[0].job.office, book, year };
      const plan = planFiling({
        address,
        counters: { arrival: arrival ?? snapshot.arrivals(address), book: last ?? snapshot.book(address) },
        cases: group.map(({ fileable }) => fileable),
        now,
        sha256: dependencies.sha256,
      });
      const outcome = await dependencies.register.commit(plan);
      if (outcome.code === "committed") ({ arrival, book: last } = plan.after);
      note(group, outcome);
    }
  }
};

/** All cases of a book together, but for those that have to show alone whether they are the bad one. */
const transactionsOf = (items: readonly Ready[]): (readonly [Ready, ...Ready[]])[] => {
  const together = items.filter(({ job }) => !job.alone);
  const groups = [together, ...items.filter(({ job }) => job.alone).map((item) => [item])];
  return groups.filter((group): group is [Ready, ...Ready[]] => group.length > 0);
};

const note = (group: readonly Ready[], outcome: CommitOutcome): void => {
  for (const { job } of group) {
    if (outcome.code === "committed") job.outcome = { code: "filed" };
    else if (outcome.code === "read-again") job.reason = "conflict";
    else if (outcome.caseIds.includes(job.caseId) || group.length === 1) refuse(job, "refused-by-store");
    else if (outcome.caseIds.length === 0) job.alone = true;
  }
};

/** The first time a bad case goes back to the queue: what is wrong may be repaired by a release. Then it is parked. */
const giveUp = async ({ register, clock }: FileBatchDependencies, job: Job): Promise<void> => {
  if (!job.poison || job.deliveries < DELIVERIES_BEFORE_PARKING) return;
  const { caseId, office, officeName, reason } = job;
  const result = await register.park({ caseId, office, officeName, at: clock() });
  if (result === "parked") job.outcome = { code: "parked", reason };
};
