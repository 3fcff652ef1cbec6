import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { failure, type Result, success } from "../../../src/domain/result.ts";
import type { PublishedSettlement, Service } from "../../../src/domain/settlement/settlement.ts";
import type { ApiFailure } from "../api/client.ts";
import { catalogue } from "../portal.ts";

export interface OfferedService {
  settlement: PublishedSettlement;
  service: Service;
  form: FormDefinition;
}

/** A settlement's service with its form; `not-found` where the settlement does not offer it. */
export const loadService = async (
  code: string,
  formId: string,
): Promise<Result<OfferedService, ApiFailure>> => {
  const settlement = await catalogue.currentSettlement(code);
  if (!settlement.ok) return settlement;
  const service = settlement.value.services.find((candidate) => candidate.form === formId);
  if (!service) return failure({ code: "not-found" });
  const form = await catalogue.form(service.formHash);
  return form.ok ? success({ settlement: settlement.value, service, form: form.value }) : form;
};
