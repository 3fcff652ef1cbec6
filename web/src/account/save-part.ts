import type { AccountSettings, AccountView } from "../../../src/contract/account.ts";
import { failure, success } from "../../../src/domain/result.ts";
import type { ApiFailure, ApiResult } from "../api/client.ts";
import type { AccountCall } from "./calls.ts";
import { sameJson } from "../form/same-json.ts";

export type SettingName = keyof AccountSettings;
/** Undefined takes the part away, where it may be absent. */
export type SettingValue<Name extends SettingName> = AccountSettings[Name];

/** `account-changed` comes with the account as it is stored now: this very part is another than it was. */
export interface SaveFailure extends ApiFailure {
  current?: AccountView;
}

/** Beyond this somebody else saves all the time; the person decides. */
const ATTEMPTS = 3;

const withPart = <Name extends SettingName>(
  settings: AccountSettings,
  name: Name,
  value: SettingValue<Name>,
): AccountSettings => {
  const { [name]: _, ...others } = settings;
  return (value === undefined ? others : { ...others, [name]: value }) as AccountSettings;
};

const same = (first: unknown, second: unknown): boolean => sameJson(first ?? null, second ?? null);

/**
 * Saves one part of the settings upon `base`, the account as the page showed it. A change of other parts elsewhere
 * does not matter: the part is laid over what is stored now. Only when the part itself was changed elsewhere is
 * that a decision for the person.
 */
export const savePart = async <Name extends SettingName>(
  call: AccountCall,
  base: AccountView,
  name: Name,
  value: SettingValue<Name>,
): Promise<{ ok: true; value: AccountView } | { ok: false; failure: SaveFailure }> => {
  let account = base;
  for (let attempt = 1; ; attempt++) {
    const answer = await call("saveAccount", {
      body: { version: account.version, settings: withPart(account.settings, name, value) },
    });
    if (answer.ok || answer.failure.code !== "account-changed") return answer;
    const stored: ApiResult<AccountView> = await call("readAccount", {});
    if (!stored.ok) return stored;
    // An earlier attempt arrived although its answer did not.
    if (same(stored.value.settings[name], value)) return success(stored.value);
    const changed = !same(stored.value.settings[name], base.settings[name]);
    if (changed || attempt === ATTEMPTS) return failure({ ...answer.failure, current: stored.value });
    account = stored.value;
  }
};
