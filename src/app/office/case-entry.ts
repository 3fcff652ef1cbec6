import type { WorklistEntry } from "../../contract/office.ts";
import { toIsoInstant } from "../../domain/time.ts";
import type { ListedCase } from "./ports.ts";

/** A submitted case as lists show it. */
export const viewEntry = (record: ListedCase): WorklistEntry => {
  const { catalogue, submission, assignment, deadline } = record;
  return {
    id: record.id,
    state: record.state,
    partyName: record.partyName ?? "",
    settlement: { code: catalogue.settlement.code, name: catalogue.settlement.name },
    form: { id: catalogue.form.id, title: catalogue.form.title },
    submittedAt: toIsoInstant(submission?.at ?? record.updatedAt),
    submissionNumber: submission?.number ?? "",
    arrivalNumber: record.arrival?.number,
    registryNumber: record.registration?.number,
    team: assignment?.team,
    system: assignment?.system,
    officer: assignment?.officer,
    dueOn: deadline?.dueOn,
    paused: deadline?.pausedAt !== undefined,
    pausedUntil: deadline?.pausedUntil,
    updatedAt: toIsoInstant(record.updatedAt),
  };
};
