import type { Page } from "playwright-core";
import type { CaseDetail } from "../../src/contract/cases.ts";
import { completeAnswers } from "../integration/cases/client.ts";
import { callApi } from "./walk.ts";

const FORM = "altalanos-celu-kerelem";

/** A general request of whoever is logged in there, from the draft to its submission, past the pages. */
export const submitCase = async (page: Page, settlement = "06895"): Promise<CaseDetail> => {
  const { id } = await callApi<CaseDetail>(page, "POST", "/api/cases", { settlement, form: FORM });
  await callApi(page, "PUT", `/api/cases/${id}/answers`, { version: 0, answers: completeAnswers });
  return callApi(page, "POST", `/api/cases/${id}/submission`, { version: 1 });
};
