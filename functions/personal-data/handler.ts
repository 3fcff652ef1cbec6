import { deleteAccount, type DeleteAccount } from "../../src/app/account/delete-account.ts";
import { downloadData, type DownloadData } from "../../src/app/account/download-data.ts";
import type { CaseId } from "../../src/domain/ids.ts";
import { success } from "../../src/domain/result.ts";
import { toLocalDate } from "../../src/domain/time.ts";
import { readToken, SESSION_COOKIE } from "../../src/http/cookies.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { farewell, leaveTo } from "../goodbye.ts";

/** Both use the same stores; reading and removing accounts are ports of their own. */
export type PersonalDataDependencies = Omit<DownloadData, "accounts" | "mandates" | "sessions"> &
  Omit<DeleteAccount, "accounts"> & {
    accounts: DownloadData["accounts"];
    removal: DeleteAccount["accounts"];
    origin: string;
  };

type Names = "downloadData" | "deleteAccount";

export const createPersonalDataEndpoints = (
  dependencies: PersonalDataDependencies,
): { [Name in Names]: Endpoint<Name> } => {
  const { origin, removal, timeZone } = dependencies;

  return {
    async downloadData({ principal, query, now }) {
      const request = { actor: principal, after: query.after as CaseId | undefined };
      const data = await downloadData(dependencies, request, now);
      if (!data.ok) return data;
      return success({ body: data.value, fileName: `adataim-${toLocalDate(now, timeZone)}.json` });
    },

    async deleteAccount({ principal, cookies, now }) {
      const caller = { actor: principal, token: readToken(cookies, SESSION_COOKIE) };
      const deleted = await deleteAccount({ ...dependencies, accounts: removal }, caller, now);
      if (!deleted.ok) return deleted;
      const { keptCases, brokerLogout } = deleted.value;
      return success({ ...farewell, body: { keptCases, redirectTo: leaveTo(origin, brokerLogout) } });
    },
  };
};
