import type { AccountSettings } from "../../../src/contract/account.ts";
import type { PageMessages } from "../messages/pages.ts";

export type Address = NonNullable<AccountSettings["address"]>;
export const addressFields = ["country", "postcode", "city", "street"] as const;
const limits: Readonly<Record<keyof Address, number>> = {
  country: 120,
  postcode: 12,
  city: 120,
  street: 200,
};
/** Names under which the country is typed; its postcodes have four digits. */
const HUNGARY = /^(magyarország|hungary|ungarn|mađarska)$/iu;

/** Nothing typed takes the address away; otherwise all four are needed. The country alone is our own suggestion. */
export const readAddress = (
  { account }: PageMessages,
  typed: Address,
): { errors?: ReadonlyMap<string, string>; value?: Address } => {
  const address = {
    country: typed.country.trim(),
    postcode: typed.postcode.trim(),
    city: typed.city.trim(),
    street: typed.street.trim(),
  };
  if (address.postcode === "" && address.city === "" && address.street === "") return {};
  const errors = new Map<string, string>();
  for (const field of addressFields) {
    const text = address[field];
    const label = account.address[field];
    if (text === "") errors.set(field, account.errors.required({ label }));
    else if (text.length > limits[field]) errors.set(field, account.errors["too-long"]({ label }));
    else if (field === "postcode" && HUNGARY.test(address.country) && !/^[1-9]\d{3}$/.test(text))
      errors.set(field, account.errors.postcode({ label }));
  }
  return errors.size > 0 ? { errors } : { value: address };
};
