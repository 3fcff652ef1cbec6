import { mayRead } from "../../domain/acting/case-access.ts";
import type { Answers } from "../../domain/case/case.ts";
import { carryOver, nextPeriod } from "../../domain/form/carry-over.ts";
import type { FormDefinition } from "../../domain/form/definition.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { Catalogue } from "../catalogue/ports.ts";
import { findOwn } from "./own-case.ts";
import type { CaseReader } from "./ports.ts";
import type { CaseStart } from "./start-case.ts";

interface CarryDependencies {
  cases: Pick<CaseReader, "find">;
  catalogue: Pick<Catalogue, "form">;
}

/**
 * The answers a new draft of `to` begins with: none, or those of the own case it is based on, as far as they fit this
 * version; after a submission those of the next period, without what must be declared anew. Whoever may not look
 * into that case, or names one of another form, is refused alike (`not-carriable`).
 */
export const carryAnswers = async (
  { cases, catalogue }: CarryDependencies,
  { actor, basedOn, form }: Pick<CaseStart, "actor" | "basedOn" | "form">,
  to: FormDefinition,
): Promise<Result<Answers, { code: "not-carriable" }>> => {
  if (basedOn === undefined) return success({});
  const found = await findOwn(cases, { caseId: basedOn, actor }, mayRead);
  if (!found.ok || found.value.record.catalogue.form.id !== form) return failure({ code: "not-carriable" });
  const { record, answers } = found.value;
  const from = await catalogue.form(record.catalogue.form.hash);
  const carried = carryOver({ form: from, answers }, to).answers;
  return success(record.state === "draft" ? carried : nextPeriod(to, carried));
};
