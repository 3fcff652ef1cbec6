import type { FieldError } from "../form/definition.ts";
import { canonicalPhone } from "../form/contact.ts";
import { hasForbiddenCharacters, normaliseLine } from "../form/text.ts";
import type { SettlementCode } from "../ids.ts";
import type { Language } from "../localized.ts";
import { failure, type Result, success } from "../result.ts";
import { isSettlementCode } from "../settlement/settlement-code.ts";

export interface PostalAddress {
  country: string;
  postcode: string;
  city: string;
  street: string;
}

/** What the client decides. All of it may stay as it is by default. */
export interface AccountSettings {
  /** E.164. */
  phone?: string;
  address?: PostalAddress;
  language: Language;
  notifications: { caseProgress: boolean; newLogin: boolean };
  /** Preselected where a settlement is asked for. */
  defaultSettlement?: SettlementCode;
}

/** Both notices are on: a client who gave and confirmed an address wants to hear, and a stranger's login matters most. */
export const defaultSettings: AccountSettings = {
  language: "hu",
  notifications: { caseProgress: true, newLogin: true },
};

/** As a client sends it; lengths were checked by the contract. */
export interface GivenSettings {
  phone?: string | undefined;
  address?: PostalAddress | undefined;
  language: Language;
  notifications: { caseProgress: boolean; newLogin: boolean };
  defaultSettlement?: string | undefined;
}

const HOME_COUNTRY = "Magyarország";
/** Other ways people write the home country; compared without case. */
const HOME_NAMES: ReadonlySet<string> = new Set(["magyarország", "hungary", "hu"]);
/** Hungarian postcodes: four digits, the first (the postal district) 1 to 9. */
const HOME_POSTCODE = /^[1-9]\d{3}$/;

const countryOf = (text: string): string =>
  HOME_NAMES.has(text.toLocaleLowerCase("hu")) ? HOME_COUNTRY : text;

const parts = ["country", "postcode", "city", "street"] as const;

const checkAddress = (given: PostalAddress): { address: PostalAddress; errors: readonly FieldError[] } => {
  const { country, postcode, city, street } = given;
  const address: PostalAddress = {
    country: countryOf(normaliseLine(country)),
    postcode: normaliseLine(postcode),
    city: normaliseLine(city),
    street: normaliseLine(street),
  };
  const errorOf = (part: (typeof parts)[number]): FieldError["code"] | undefined => {
    const text = address[part];
    const isHome = address.country === HOME_COUNTRY;
    // Not every country has postcodes.
    if (text === "") return part === "postcode" && !isHome ? undefined : "required";
    if (hasForbiddenCharacters(text)) return "characters";
    return part === "postcode" && isHome && !HOME_POSTCODE.test(text) ? "pattern" : undefined;
  };
  const errors = parts.flatMap((part): FieldError[] => {
    const code = errorOf(part);
    return code ? [{ field: `settings.address.${part}`, code }] : [];
  });
  return { address, errors };
};

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === "";

/**
 * Settings in the form they are kept in, or what is wrong with them; fields are paths in the request's body.
 * A settlement is judged by its code's check digit alone: it only preselects, and pages look it up in the
 * published catalogue anyway, so settings need no access to the catalogue.
 */
export const checkSettings = (
  given: GivenSettings,
): Result<AccountSettings, { code: "invalid-fields"; errors: readonly FieldError[] }> => {
  const errors: FieldError[] = [];
  const phone = isBlank(given.phone) ? undefined : canonicalPhone(given.phone ?? "");
  if (!isBlank(given.phone) && phone === undefined) errors.push({ field: "settings.phone", code: "phone" });
  const checked = given.address && checkAddress(given.address);
  errors.push(...(checked?.errors ?? []));
  const { defaultSettlement } = given;
  if (defaultSettlement !== undefined && !isSettlementCode(defaultSettlement))
    errors.push({ field: "settings.defaultSettlement", code: "not-an-option" });
  if (errors.length > 0) return failure({ code: "invalid-fields", errors });
  return success({
    ...(phone !== undefined && { phone }),
    ...(checked && { address: checked.address }),
    language: given.language,
    notifications: given.notifications,
    ...(defaultSettlement !== undefined && { defaultSettlement: defaultSettlement as SettlementCode }),
  });
};
