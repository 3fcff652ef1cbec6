import type { CaseId, OfficeId } from "../../domain/ids.ts";
import type { FilingStep } from "../../domain/registry/filing-steps.ts";
import { type FilingDependencies, fileJobs, type Job, newJob } from "./filing-jobs.ts";

/** A clerk waits for the answer. */
const TIME_BUDGET = 5;

/**
 * `done` now or before; otherwise nothing was changed. `not-found`: no case of this office. `cannot-be-filed`: as its
 * settlement is published, whoever tries.
 */
export interface ClerksFilingOutcome {
  outcome: "done" | "wrong-state" | "not-found" | "cannot-be-filed" | "try-again";
  /** The registry number; the arrival number, where the case is only received. */
  number?: string;
}

/**
 * Receives or registers cases of the office by hand, with what follows automatically: all or none of a book, in the order
 * of submission, by the same transaction as the portal's. At most 25 cases (the transaction's limit). Repeating it
 * changes nothing.
 */
export const fileByClerk = async (
  dependencies: FilingDependencies,
  { office, cases, step }: { office: OfficeId; cases: readonly CaseId[]; step: FilingStep },
): Promise<ReadonlyMap<CaseId, ClerksFilingOutcome>> => {
  const ids = [...new Set(cases)];
  const read = await dependencies.register.read(ids, []);
  const outcomes = new Map<CaseId, ClerksFilingOutcome>();
  const jobs: Job[] = [];
  for (const id of ids) {
    const record = read.ok ? read.value.cases.get(id) : undefined;
    if (!read.ok) outcomes.set(id, { outcome: "try-again" });
    else if (record === "unreadable") outcomes.set(id, { outcome: "cannot-be-filed" });
    else if (!record || record.catalogue.office.id !== office || record.state === "draft")
      outcomes.set(id, { outcome: "not-found" });
    else jobs.push(newJob({ caseId: id, office, book: record.book }));
  }
  await fileJobs(dependencies, jobs, { step, budget: TIME_BUDGET });
  for (const job of jobs) outcomes.set(job.caseId, outcomeOf(job, step));
  return outcomes;
};

const outcomeOf = ({ outcome, poison }: Job, step: FilingStep): ClerksFilingOutcome => {
  if (!outcome) return { outcome: poison ? "cannot-be-filed" : "try-again" };
  const { code, number } = outcome;
  // A case that waits for its registration has been received.
  const isDone =
    code === "filed" ||
    code === "already-filed" ||
    (code === "waiting" && step === "receive" && number !== undefined);
  if (isDone) return { outcome: "done", ...(number !== undefined && { number }) };
  return { outcome: code === "unknown-case" ? "not-found" : "wrong-state" };
};
