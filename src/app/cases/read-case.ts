import type { CaseDetail } from "../../contract/cases.ts";
import { type Result, success } from "../../domain/result.ts";
import { mayRead } from "../../domain/acting/case-access.ts";
import type { CaseId } from "../../domain/ids.ts";
import { type ViewedCase, viewCase } from "./case-view.ts";
import { findOwn, type OwnCase } from "./own-case.ts";

export interface ViewedCases {
  /** As of now; one call. */
  find(id: CaseId): Promise<ViewedCase | undefined>;
}

export const readCase = async (
  cases: ViewedCases,
  own: OwnCase,
): Promise<Result<CaseDetail, { code: "not-found" | "cannot-query" }>> => {
  const found = await findOwn<"cannot-query", ViewedCase>(cases, own, mayRead);
  return found.ok ? success(viewCase(found.value, own.actor.account)) : found;
};
