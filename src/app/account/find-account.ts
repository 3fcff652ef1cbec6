import type { AccountId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { PersonalAccount, PersonalAccountReader } from "./ports.ts";

/** Deleted while this session was still going on: the session is as good as over. */
export type AccountGone = { code: "session-ended" };

export const findAccount = async (
  accounts: PersonalAccountReader,
  id: AccountId,
): Promise<Result<PersonalAccount, AccountGone>> => {
  const account = await accounts.find(id);
  return account ? success(account) : failure({ code: "session-ended" });
};
