import { useState } from "preact/hooks";
import type { AccountSettings, AccountView } from "../../../src/contract/account.ts";
import { type PageMessages, usePageMessages } from "../messages/pages.ts";
import { TextField } from "../ui/fields.tsx";
import { addressLines } from "./account-parts.ts";
import { PartFrame, useSettingForm } from "./part-frame.tsx";

export type Address = NonNullable<AccountSettings["address"]>;
const fields = ["country", "postcode", "city", "street"] as const;
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
  for (const field of fields) {
    const text = address[field];
    const label = account.address[field];
    if (text === "") errors.set(field, account.errors.required(label));
    else if (text.length > limits[field]) errors.set(field, account.errors["too-long"](label));
    else if (field === "postcode" && HUNGARY.test(address.country) && !/^[1-9]\d{3}$/.test(text))
      errors.set(field, account.errors.postcode(label));
  }
  return errors.size > 0 ? { errors } : { value: address };
};

export const AddressPart = ({ account }: { account: AccountView }) => {
  const messages = usePageMessages();
  const texts = messages.account.address;
  const [typed, setTyped] = useState<Address>(
    account.settings.address ?? { country: texts.homeCountry, postcode: "", city: "", street: "" },
  );
  const { form, conflict } = useSettingForm({
    account,
    part: "postacim",
    name: "address",
    fields,
    read: () => readAddress(messages, typed),
    label: (field) => texts[field as keyof Address],
  });
  const common = (field: keyof Address) => ({
    name: field,
    label: texts[field],
    error: form.errors.get(field),
    value: typed[field],
    onChange: (value: string) => setTyped((before) => ({ ...before, [field]: value })),
  });
  const stored = conflict?.settings.address;
  return (
    <PartFrame
      part="postacim"
      form={form}
      intro={texts.text}
      stored={conflict && (stored ? addressLines(messages, stored).join(", ") : messages.account.notGiven)}
    >
      <TextField {...common("country")} autocomplete="country-name" />
      <TextField {...common("postcode")} autocomplete="postal-code" width="short" />
      <TextField {...common("city")} autocomplete="address-level2" />
      <TextField {...common("street")} autocomplete="street-address" />
    </PartFrame>
  );
};
