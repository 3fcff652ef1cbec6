import type { CaseDetail } from "../../../src/contract/cases.ts";
import { failure } from "../../../src/domain/result.ts";
import type { ApiResult } from "../api/client.ts";
import { call } from "../portal.ts";

/** An address that cannot be a case's (refused as a bad request) is to the reader a case that is not there. */
export const readOwnCase = async (caseId: string): Promise<ApiResult<CaseDetail>> => {
  const answer = await call("readCase", { params: { caseId } });
  const impossible =
    !answer.ok && (answer.failure.code === "bad-request" || answer.failure.code === "invalid-fields");
  return impossible ? failure({ code: "not-found" }) : answer;
};
