import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { AccountView } from "../../../src/contract/account.ts";
import { usePageMessages } from "../messages/pages.ts";
import type { Sentence } from "../messages/spoken.ts";
import { navigate } from "../router.ts";
import { pathTo } from "../routes.ts";
import { Notice } from "../ui/elements.tsx";
import { BackLink, Page } from "../ui/page.tsx";
import { type FieldErrors, errorsOfPortal } from "../ui/field-errors.ts";
import { type Attempt, ShortForm, useShortForm } from "../ui/short-form.tsx";
import { type AccountPart, backToAccount } from "./account-parts.ts";
import { savePart, type SettingName, type SettingValue } from "./save-part.ts";
import { call } from "./calls.ts";

interface Checked<Name extends SettingName> {
  errors?: FieldErrors;
  value?: SettingValue<Name>;
}

interface SettingFormOptions<Name extends SettingName> {
  account: AccountView;
  part: AccountPart;
  name: Name;
  /** Names of the fields on the page, for errors the portal finds. */
  fields: readonly string[];
  /** What the fields say now: their errors, or the value to be stored. */
  read: () => Checked<Name>;
  /** The label of a field, for its sentence. */
  label: (field: string) => string;
  /** Runs between saving and leaving. */
  afterwards?: (saved: AccountView) => Promise<void> | void;
}

/** Saves one part of the settings; `conflict` is the account as it was changed elsewhere in the meantime. */
export const useSettingForm = <Name extends SettingName>(options: SettingFormOptions<Name>) => {
  const { errors } = usePageMessages().account;
  const [base, setBase] = useState(options.account);
  const [conflict, setConflict] = useState<AccountView>();
  const sentence = (field: string, code: string): string => {
    const texts: Readonly<Record<string, Sentence<"label">>> = errors;
    const text = Object.hasOwn(texts, code) ? texts[code] : undefined;
    return (text ?? errors.other)({ label: options.label(field) });
  };

  const attempt = async (): Promise<Attempt> => {
    const { errors: found, value } = options.read();
    if (found && found.size > 0) return { errors: found };
    const saved = await savePart(call, base, options.name, value as SettingValue<Name>);
    if (saved.ok) {
      await options.afterwards?.(saved.value);
      // Leaving empty what was empty is no news.
      const unchanged = value === undefined && base.settings[options.name] === undefined;
      const outcome = value === undefined ? "torolve" : "mentve";
      navigate(unchanged ? pathTo("account") : backToAccount(outcome, options.part), { replace: true });
      return undefined;
    }
    if (saved.failure.current) {
      // What was typed stays; saving again is then meant, and goes over what is stored now.
      setBase(saved.failure.current);
      setConflict(saved.failure.current);
      return undefined;
    }
    const named = errorsOfPortal(saved.failure, options.fields, sentence);
    return named ? { errors: named } : { failure: saved.failure };
  };
  const form = useShortForm(attempt);
  return { form, conflict };
};

interface PartFrameProps {
  part: AccountPart;
  form: ReturnType<typeof useShortForm>;
  /** What is stored now, when it was changed elsewhere while this page was open. */
  stored?: ComponentChildren;
  intro?: ComponentChildren;
  submit?: string;
  busy?: string;
  children: ComponentChildren;
  below?: ComponentChildren;
}

export const PartFrame = ({ part, form, stored, intro, submit, busy, children, below }: PartFrameProps) => {
  const { account } = usePageMessages();
  const title = account.parts[part];
  return (
    <Page
      title={title}
      name={form.named(title)}
      above={<BackLink href={pathTo("account")}>{account.title}</BackLink>}
    >
      {intro && <p>{intro}</p>}
      {stored && (
        <Notice tone="warning" role="alert" title={account.conflictTitle}>
          <p>{account.conflictText}</p>
          <p>
            {account.conflictStored} <strong>{stored}</strong>
          </p>
        </Notice>
      )}
      <ShortForm
        form={form}
        submit={submit ?? account.save}
        busy={busy ?? account.saving}
        beside={
          <a class="ds-link" href={pathTo("account")}>
            {account.cancel}
          </a>
        }
      >
        {children}
      </ShortForm>
      {below}
    </Page>
  );
};
