import type { CaseRecord } from "../case/case.ts";
import { automaticFiling, type FilingSteps } from "../settlement/settlement.ts";

/** The step of filing a clerk takes with a case. */
export type FilingStep = "receive" | "register";

/** What is done with a case in one go: received, registered, or both. */
export interface FilingTask {
  receive: boolean;
  register: boolean;
}

type OnItsWay = Pick<CaseRecord, "state" | "arrival">;

/**
 * The portal goes on with the case by itself; otherwise it waits for a clerk, or is not on its way to the registry.
 * `filing` is absent in publications of before. A case that has an arrival number (it was parked after that, and put
 * back) is not received a second time by anybody.
 */
export const isFiledByPortal = (
  { state, arrival }: OnItsWay,
  filing: FilingSteps = automaticFiling,
): boolean => {
  if (state === "submitted") return filing.receive === "automatic" || arrival !== undefined;
  return state === "received" && filing.register === "automatic";
};

/**
 * What there is to do with the case now, by the portal or, with `step`, by a clerk; what follows automatically is done
 * along. Undefined: nothing, in the state it has.
 */
export const filingTask = (
  record: OnItsWay,
  filing: FilingSteps = automaticFiling,
  step?: FilingStep,
): FilingTask | undefined => {
  const isMeant = step
    ? record.state === (step === "receive" ? "submitted" : "received")
    : isFiledByPortal(record, filing);
  if (!isMeant) return undefined;
  return record.state === "submitted"
    ? { receive: true, register: filing.register === "automatic" }
    : { receive: false, register: true };
};
