import { type AccountSettings, checkSettings, type GivenSettings } from "../../domain/account/settings.ts";
import { canonicalJson } from "../../domain/canonical-json.ts";
import type { FieldError } from "../../domain/form/definition.ts";
import type { AccountId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { type AccountGone, findAccount } from "./find-account.ts";
import type { PersonalAccount, SettingsStore } from "./ports.ts";

export type SaveRefusal =
  | { code: "invalid-fields"; errors: readonly FieldError[] }
  | { code: "account-changed" }
  | AccountGone;

const isSame = (one: AccountSettings, other: AccountSettings): boolean =>
  canonicalJson(one) === canonicalJson(other);

/**
 * Saves the settings as a whole over `version`. A save that has been made already (its answer was lost) is
 * answered as the first time; any other change in between is `account-changed`.
 */
export const saveSettings = async (
  accounts: SettingsStore,
  id: AccountId,
  { version, settings: given }: { version: number; settings: GivenSettings },
): Promise<Result<PersonalAccount, SaveRefusal>> => {
  const settings = checkSettings(given);
  if (!settings.ok) return settings;
  const saved = await accounts.save(id, version, settings.value);
  const found = await findAccount(accounts, id);
  if (!found.ok) return found;
  const stored = found.value;
  if (saved) return success({ ...stored, version: version + 1, settings: settings.value });
  const wasMade = stored.version === version + 1 && isSame(stored.settings, settings.value);
  return wasMade ? found : failure({ code: "account-changed" });
};
