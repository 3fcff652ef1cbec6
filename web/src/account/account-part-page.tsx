import type { VNode } from "preact";
import type { AccountView } from "../../../src/contract/account.ts";
import { NotFoundPage } from "../pages/not-found.tsx";
import type { RouteParams } from "../routes.ts";
import { useLoad, WhenLoaded } from "../ui/load.tsx";
import { type AccountPart, isAccountPart } from "./account-parts.ts";
import { AddressPart } from "./address-part.tsx";
import { EmailPart } from "./email-part.tsx";
import { LanguagePart, NotificationsPart } from "./preference-parts.tsx";
import { PhonePart } from "./phone-part.tsx";
import { SettlementPart } from "./settlement-part.tsx";
import { call } from "./calls.ts";

const parts: Readonly<Record<AccountPart, (props: { account: AccountView }) => VNode>> = {
  email: EmailPart,
  telefon: PhonePart,
  postacim: AddressPart,
  nyelv: LanguagePart,
  ertesitesek: NotificationsPart,
  telepules: SettlementPart,
};

/** One part of the account, on a page of its own: one question, one answer, one button. */
export const AccountPartPage = ({ part }: RouteParams<"accountPart">) => {
  const state = useLoad(() => call("readAccount", {}), []);
  if (!isAccountPart(part)) return <NotFoundPage />;
  const Part = parts[part];
  return <WhenLoaded state={state}>{(account) => <Part account={account} />}</WhenLoaded>;
};
