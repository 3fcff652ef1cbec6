import type { CaseId } from "../../domain/ids.ts";
import { type FilingDependencies, fileJobs, type FilingOutcome, type Job, newJob } from "./filing-jobs.ts";
import type { FilingMessage } from "./ports.ts";

export type { FilingOutcome } from "./filing-jobs.ts";
export type FileBatchDependencies = FilingDependencies;

export interface FilingDelivery {
  message: FilingMessage;
  /** How often the queue has handed out this message, this time included. */
  deliveries: number;
}

/** Seconds after which no new attempt begins; the function itself is ended after 30. */
const TIME_BUDGET = 15;
/** A case that cannot be filed is parked when it is delivered for this time. */
const DELIVERIES_BEFORE_PARKING = 2;

interface DeliveredJob extends Job {
  deliveries: number;
}

/** Receives, registers and routes submitted cases, as far as the portal does it for their settlements. */
export const fileBatch = async (
  dependencies: FileBatchDependencies,
  deliveries: readonly FilingDelivery[],
): Promise<ReadonlyMap<CaseId, FilingOutcome>> => {
  const jobs = distinctJobs(deliveries);
  await fileJobs(dependencies, jobs, { budget: TIME_BUDGET });
  await Promise.all(jobs.filter((job) => !job.outcome).map((job) => giveUp(dependencies, job)));
  return new Map(jobs.map((job) => [job.caseId, job.outcome ?? tryAgain(job)]));
};

const tryAgain = ({ reason, poison }: Job): FilingOutcome => ({
  code: "try-again",
  reason,
  ...(poison && { isOwnFault: true }),
});

/** The same case twice in a batch would take two numbers, or cancel its own transaction. */
const distinctJobs = (deliveries: readonly FilingDelivery[]): DeliveredJob[] => {
  const jobs = new Map<CaseId, DeliveredJob>();
  for (const { message, deliveries: count } of deliveries) {
    const known = jobs.get(message.caseId);
    if (known) known.deliveries = Math.max(known.deliveries, count);
    else jobs.set(message.caseId, { ...newJob(message), deliveries: count });
  }
  return [...jobs.values()];
};

/** The first time a bad case goes back to the queue: what is wrong may be repaired by a release. Then it is parked. */
const giveUp = async ({ register, clock }: FileBatchDependencies, job: DeliveredJob): Promise<void> => {
  if (!job.poison || job.deliveries < DELIVERIES_BEFORE_PARKING) return;
  const { caseId, office, officeName, reason } = job;
  const result = await register.park({ caseId, office, officeName, at: clock() });
  if (result === "parked") job.outcome = { code: "parked", reason };
};
