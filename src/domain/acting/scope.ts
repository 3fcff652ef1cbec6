import type { FormId, SettlementCode } from "../ids.ts";
import type { MandateScope } from "./capacity.ts";

/** What a mandate is asked about. */
export interface Matter {
  form: FormId;
  settlement: SettlementCode;
}

/** Absent lists mean everything; no scope at all is the party's own full right. */
export const covers = (scope: MandateScope | undefined, { form, settlement }: Matter): boolean =>
  (scope?.forms?.includes(form) ?? true) && (scope?.settlements?.includes(settlement) ?? true);
