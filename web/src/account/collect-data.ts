import type { AccountData } from "../../../src/contract/account.ts";
import { success } from "../../../src/domain/result.ts";
import type { ApiResult } from "../api/client.ts";
import type { AccountCall } from "./calls.ts";

/** All parts of the download as one: the newest of everything, and the cases of every part. */
export const collectData = async (call: AccountCall): Promise<ApiResult<Omit<AccountData, "next">>> => {
  const cases: AccountData["cases"][number][] = [];
  let after: string | undefined;
  for (;;) {
    const answer = await call("downloadData", { query: { after } });
    if (!answer.ok) return answer;
    const { next, ...part } = answer.value;
    cases.push(...part.cases);
    if (next === undefined) return success({ ...part, cases });
    after = next;
  }
};
