import type { OwnCase } from "../src/app/cases/own-case.ts";
import type { CaseId } from "../src/domain/ids.ts";
import type { Principal } from "../src/http/endpoint.ts";

/** The case a path names (its form is checked by the contract) and the person who asks for it. */
export const ownCase = (params: { caseId: string }, principal: Principal): OwnCase => ({
  caseId: params.caseId as CaseId,
  actor: principal,
});
