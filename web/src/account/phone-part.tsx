import { useState } from "preact/hooks";
import type { AccountView } from "../../../src/contract/account.ts";
import { canonicalPhone } from "../../../src/domain/form/contact.ts";
import { usePageMessages } from "../messages/pages.ts";
import { TextField } from "../ui/fields.tsx";
import { PartFrame, useSettingForm } from "./part-frame.tsx";

export const PhonePart = ({ account }: { account: AccountView }) => {
  const texts = usePageMessages().account;
  const label = texts.parts.telefon;
  const [typed, setTyped] = useState(account.settings.phone ?? "");
  const read = () => {
    if (typed.trim() === "") return {};
    const phone = canonicalPhone(typed);
    return phone === undefined
      ? { errors: new Map([["phone", texts.errors.phone({ label })]]) }
      : { value: phone };
  };
  const { form, conflict } = useSettingForm({
    account,
    part: "telefon",
    name: "phone",
    fields: ["phone"],
    read,
    label: () => label,
  });
  return (
    <PartFrame part="telefon" form={form} stored={conflict && (conflict.settings.phone ?? texts.notGiven)}>
      <TextField
        name="phone"
        label={label}
        hint={texts.phone.hint}
        type="phone"
        autocomplete="tel"
        optional
        error={form.errors.get("phone")}
        value={typed}
        onChange={setTyped}
      />
    </PartFrame>
  );
};
