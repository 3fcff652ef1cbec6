import type { CaseRecord } from "../case/case.ts";
import { automaticFiling, type FilingSteps } from "../settlement/settlement.ts";

/**
 * The portal goes on with the case by itself; otherwise it waits for a clerk, or is not on its way to the registry.
 * `filing` is absent in publications of before. A case that has an arrival number (it was parked after that, and put
 * back) is not received a second time by anybody.
 */
export const isFiledByPortal = (
  { state, arrival }: Pick<CaseRecord, "state" | "arrival">,
  filing: FilingSteps = automaticFiling,
): boolean => {
  if (state === "submitted") return filing.receive === "automatic" || arrival !== undefined;
  return state === "received" && filing.register === "automatic";
};
