import { useState } from "preact/hooks";
import type { AccountView } from "../../../src/contract/account.ts";
import { usePageMessages } from "../messages/pages.ts";
import { TextField } from "../ui/fields.tsx";
import { addressLines } from "./account-parts.ts";
import { PartFrame, useSettingForm } from "./part-frame.tsx";
import { type Address, addressFields, readAddress } from "./read-address.ts";

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
    fields: addressFields,
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
