import type { FormContext } from "../../../src/domain/form/arithmetic.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { type Result, success } from "../../../src/domain/result.ts";
import type { PublishedSettlement } from "../../../src/domain/settlement/settlement.ts";
import type { ApiFailure } from "../api/client.ts";
import { catalogue } from "../portal.ts";
import { contextOf } from "./form-context.ts";

export interface OpenedForm {
  form: FormDefinition;
  settlement: PublishedSettlement;
  context: FormContext;
}

/** A form as it was published, with all that filling it needs from now on: the connection may be lost. */
export const openForm = async (hashes: {
  formHash: string;
  settlementHash: string;
}): Promise<Result<OpenedForm, ApiFailure>> => {
  const [form, settlement] = await Promise.all([
    catalogue.form(hashes.formHash),
    catalogue.settlement(hashes.settlementHash),
  ]);
  if (!form.ok) return form;
  if (!settlement.ok) return settlement;
  const context = contextOf(settlement.value, Date.now());
  return success({ form: form.value, settlement: settlement.value, context });
};
