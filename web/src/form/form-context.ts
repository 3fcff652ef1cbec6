import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { FormContext } from "../../../src/domain/form/arithmetic.ts";
import { type Result, success } from "../../../src/domain/result.ts";
import type { PublishedSettlement } from "../../../src/domain/settlement/settlement.ts";
import { toLocalDate } from "../../../src/domain/time.ts";
import type { ApiFailure } from "../api/client.ts";
import { TIME_ZONE } from "../format/instants.ts";
import { catalogue } from "../portal.ts";

/** What the rules of a form know besides the answers: the settlement's parameters, and a day. */
export const contextOf = (
  { parameters }: Pick<PublishedSettlement, "parameters">,
  instant: number,
): FormContext => ({ today: toLocalDate(Math.floor(instant / 1000), TIME_ZONE), parameters });

/** By the settlement a case was started under. */
export const formContext = async (
  detail: Pick<CaseDetail, "catalogue">,
  instant: number,
): Promise<Result<FormContext, ApiFailure>> => {
  const settlement = await catalogue.settlement(detail.catalogue.settlementHash);
  if (!settlement.ok) return settlement;
  return success(contextOf(settlement.value, instant));
};
