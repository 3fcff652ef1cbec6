import type { CaseDetail } from "../../contract/cases.ts";
import { type Result, success } from "../../domain/result.ts";
import { mayRead } from "../../domain/acting/case-access.ts";
import { viewCase } from "./case-view.ts";
import { findOwn, type OwnCase } from "./own-case.ts";
import type { CaseReader } from "./ports.ts";

export const readCase = async (
  cases: Pick<CaseReader, "find">,
  own: OwnCase,
): Promise<Result<CaseDetail, { code: "not-found" | "cannot-query" }>> => {
  const found = await findOwn(cases, own, mayRead);
  return found.ok ? success(viewCase(found.value)) : found;
};
