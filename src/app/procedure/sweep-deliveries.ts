import type { CaseId, DocumentId } from "../../domain/ids.ts";
import { nextDeliveryStep } from "../../domain/procedure/delivery.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { type CaseworkDependencies, changeCase, type PlannedChange } from "../casework/change-case.ts";
import type { CaseFile } from "../casework/ports.ts";
import type { DueDeliveries, DueDelivery } from "./ports.ts";

export interface SweepDeliveries extends CaseworkDependencies {
  deliveries: DueDeliveries;
  /** Told of each document whose next step could not be taken; with the error, where there was one. */
  report: (code: string, caseId: CaseId, error?: unknown) => void;
}

/** How many documents were found, were taken a step further, and could not be. */
export interface SweptDeliveries {
  found: number;
  done: number;
  failed: number;
}

/** Seconds in which steps are begun; the function itself is ended after 60. What is left comes with the next run. */
const TIME_BUDGET = 40;

const plan = async (
  { catalogue, timeZone }: SweepDeliveries,
  { record, documents }: CaseFile,
  id: DocumentId,
  now: EpochSeconds,
): Promise<Result<PlannedChange, { code: "nothing-due" }>> => {
  const document = documents.find((candidate) => candidate.id === id);
  if (!document?.delivery || document.invalidated) return failure({ code: "nothing-due" });
  const { procedure } = await catalogue.settlement(record.catalogue.settlement.hash);
  const next = nextDeliveryStep(document.delivery, procedure, now, timeZone);
  if (!next) return failure({ code: "nothing-due" });
  const event = { type: next.step, at: now, office: record.catalogue.office.name.hu, document: id };
  return success({
    after: { ...record, updatedAt: now, events: [...record.events, event] },
    documents: [{ ...document, delivery: next.delivery }],
    notify: true,
  });
};

const takeStep = async (
  dependencies: SweepDeliveries,
  { caseId, document }: DueDelivery,
): Promise<"done" | "nothing-due" | "failed"> => {
  try {
    const changed = await changeCase(dependencies, { caseId }, (file, now) =>
      plan(dependencies, file, document, now),
    );
    if (changed.ok) return "done";
    // Somebody was faster, or the list is a moment behind.
    if (changed.failure.code === "nothing-due") return "nothing-due";
    dependencies.report(changed.failure.code, caseId);
  } catch (error) {
    dependencies.report("not-done", caseId, error);
  }
  return "failed";
};

const sweepShard = async (dependencies: SweepDeliveries, shard: string, start: EpochSeconds) => {
  const result: SweptDeliveries = { found: 0, done: 0, failed: 0 };
  for await (const due of dependencies.deliveries.due(shard, start)) {
    if (dependencies.clock() - start >= TIME_BUDGET) break;
    result.found += 1;
    const outcome = await takeStep(dependencies, due);
    if (outcome !== "nothing-due") result[outcome] += 1;
  }
  return result;
};

/**
 * Takes the next step with documents nobody took over: the second notice, then delivery by rule. Safe to repeat and to run
 * twice at once: each step is one conditional change of its case. One document's trouble does not stop the others.
 */
export const sweepDeliveries = async (dependencies: SweepDeliveries): Promise<SweptDeliveries> => {
  const start = dependencies.clock();
  const results = await Promise.all(
    dependencies.deliveries.shards.map((shard) => sweepShard(dependencies, shard, start)),
  );
  return results.reduce((sum, { found, done, failed }) => ({
    found: sum.found + found,
    done: sum.done + done,
    failed: sum.failed + failed,
  }));
};
