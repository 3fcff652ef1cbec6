import type { CaseRecord } from "../case/case.ts";
import { isSubmitted, type SubmittedRecord } from "../case/submit.ts";
import { isAllowed } from "../case/transitions.ts";
import type { Procedure } from "../procedure/procedure.ts";
import { failure, type Result, success } from "../result.ts";
import type { PublishedSettlement, SpecialistSystem } from "../settlement/settlement.ts";
import type { FilingTask } from "./filing-steps.ts";
import { isArrivalPattern, isRegistryPattern } from "./number-pattern.ts";

/** A case that can be filed, with what its settlement says about how. */
export interface Fileable {
  record: SubmittedRecord;
  /** Absent: received and registered. */
  task?: FilingTask;
  /** Team of the office that gets the case. */
  team: string;
  /** The specialist system that deals with it, where there is one. */
  system?: Pick<SpecialistSystem, "id" | "delivery">;
  arrivalPattern: string;
  registryPattern: string;
  /** Absent in publications of before: no deadline. */
  procedure?: Procedure;
}

/** Why a case cannot be filed as its settlement is published. Trying again does not help. */
export interface FilingRefusal {
  code: "not-submitted" | "unknown-book" | "no-route" | "unknown-system" | "bad-pattern";
}

/**
 * What filing has to do with a case:
 * `file` it; nothing, because it carries its number for ever (`filed`);
 * nothing, because it is not on its way to the registry (`dropped`: withdrawn, parked, still a draft …).
 */
export const triage = (record: CaseRecord): "file" | "filed" | "dropped" => {
  if (record.registration) return "filed";
  return isAllowed("receive", record.state) || isAllowed("register", record.state) ? "file" : "dropped";
};

/** `settlement` is the version the case was started under. The first route that matches the form wins. */
export const prepareFiling = (
  record: CaseRecord,
  { office, routes, procedure }: PublishedSettlement,
  task?: FilingTask,
): Result<Fileable, FilingRefusal> => {
  if (!isSubmitted(record)) return failure({ code: "not-submitted" });
  const book = office.books.find((candidate) => candidate.id === record.book);
  if (!book) return failure({ code: "unknown-book" });
  const route = routes.find(({ form }) => form === "*" || form === record.catalogue.form.id);
  if (!route) return failure({ code: "no-route" });
  const system = office.systems?.find(({ id }) => id === route.system);
  if (route.system !== undefined && !system) return failure({ code: "unknown-system" });
  const { arrivalPattern } = office;
  const registryPattern = book.numberPattern;
  if (!isArrivalPattern(arrivalPattern) || !isRegistryPattern(registryPattern)) {
    return failure({ code: "bad-pattern" });
  }
  return success({
    record,
    team: route.team,
    arrivalPattern,
    registryPattern,
    ...(task && { task }),
    ...(system && { system: { id: system.id, delivery: system.delivery } }),
    ...(procedure && { procedure }),
  });
};
