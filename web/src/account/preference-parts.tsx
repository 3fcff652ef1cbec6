import { useState } from "preact/hooks";
import type { AccountSettings, AccountView } from "../../../src/contract/account.ts";
import { chooseLanguage, interfaceLanguages, useLanguage } from "../language.ts";
import { usePageMessages } from "../messages/pages.ts";
import { CheckboxGroup, RadioGroup } from "../ui/fields.tsx";
import { hasVerifiedEmail, languageName, notificationNames } from "./account-parts.ts";
import { PartFrame, useSettingForm } from "./part-frame.tsx";

type LanguageCode = AccountSettings["language"];

export const LanguagePart = ({ account }: { account: AccountView }) => {
  const texts = usePageMessages().account;
  const spoken = useLanguage();
  const stored = account.settings.language;
  // A language chosen when the portal spoke more of them cannot be offered any longer.
  const offered = interfaceLanguages.some(({ code }) => code === stored);
  const [chosen, setChosen] = useState<LanguageCode>(offered ? stored : spoken);
  const { form, conflict } = useSettingForm({
    account,
    part: "nyelv",
    name: "language",
    fields: ["language"],
    read: () => ({ value: chosen }),
    label: () => texts.parts.nyelv,
    afterwards: async () => {
      const language = interfaceLanguages.find(({ code }) => code === chosen);
      if (language) await chooseLanguage(language.code);
    },
  });
  return (
    <PartFrame part="nyelv" form={form} stored={conflict && languageName(conflict.settings.language)}>
      <RadioGroup
        name="language"
        label={texts.language.group}
        hint={texts.language.hint}
        error={form.errors.get("language")}
        options={interfaceLanguages.map(({ code, name }) => ({ value: code, label: name, lang: code }))}
        value={chosen}
        onChange={(value) => setChosen(value as LanguageCode)}
      />
    </PartFrame>
  );
};

const events = ["caseProgress", "newLogin"] as const;

export const NotificationsPart = ({ account }: { account: AccountView }) => {
  const messages = usePageMessages();
  const texts = messages.account;
  const [wanted, setWanted] = useState<readonly string[]>(
    events.filter((event) => account.settings.notifications[event]),
  );
  const { form, conflict } = useSettingForm({
    account,
    part: "ertesitesek",
    name: "notifications",
    fields: ["notifications"],
    read: () => ({
      value: { caseProgress: wanted.includes("caseProgress"), newLogin: wanted.includes("newLogin") },
    }),
    label: () => texts.parts.ertesitesek,
  });
  const stored = conflict && notificationNames(messages, conflict.settings.notifications);
  return (
    <PartFrame
      part="ertesitesek"
      form={form}
      intro={hasVerifiedEmail(account) ? undefined : texts.notifications.needsEmail}
      stored={stored && (stored.length > 0 ? stored.join(", ") : texts.notifications.none)}
    >
      <CheckboxGroup
        name="notifications"
        label={texts.notifications.group}
        hint={texts.notifications.hint}
        error={form.errors.get("notifications")}
        options={events.map((event) => ({ value: event, label: texts.notifications[event] }))}
        values={wanted}
        onChange={setWanted}
      />
    </PartFrame>
  );
};
