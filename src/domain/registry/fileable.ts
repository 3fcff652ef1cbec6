import type { CaseRecord } from "../case/case.ts";
import { isSubmitted, type SubmittedRecord } from "../case/submit.ts";
import { isAllowed } from "../case/transitions.ts";
import { failure, type Result, success } from "../result.ts";
import type { PublishedSettlement } from "../settlement/settlement.ts";
import { isArrivalPattern, isRegistryPattern } from "./number-pattern.ts";

/** A case that can be filed, with what its settlement says about how. */
export interface Fileable {
  record: SubmittedRecord;
  /** Team of the office that gets the case. */
  team: string;
  arrivalPattern: string;
  registryPattern: string;
}

/** Why a case cannot be filed as its settlement is published. Trying again does not help. */
export interface FilingRefusal {
  code: "not-submitted" | "unknown-book" | "no-route" | "bad-pattern";
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
  settlement: PublishedSettlement,
): Result<Fileable, FilingRefusal> => {
  if (!isSubmitted(record)) return failure({ code: "not-submitted" });
  const book = settlement.office.books.find((candidate) => candidate.id === record.book);
  if (!book) return failure({ code: "unknown-book" });
  const route = settlement.routes.find(({ form }) => form === "*" || form === record.catalogue.form.id);
  if (!route) return failure({ code: "no-route" });
  const { arrivalPattern } = settlement.office;
  const registryPattern = book.numberPattern;
  if (!isArrivalPattern(arrivalPattern) || !isRegistryPattern(registryPattern)) {
    return failure({ code: "bad-pattern" });
  }
  return success({ record, team: route.team, arrivalPattern, registryPattern });
};
