import type { AccountSettings, AccountView } from "../../../src/contract/account.ts";
import { interfaceLanguages } from "../language.ts";
import type { PageMessages } from "../messages/pages.ts";
import { pathTo } from "../routes.ts";

/** What one can change, in the order of the account's page; also the last part of the address. */
export const accountParts = ["email", "telefon", "postacim", "nyelv", "ertesitesek", "telepules"] as const;
export type AccountPart = (typeof accountParts)[number];

export const isAccountPart = (text: string): text is AccountPart =>
  (accountParts as readonly string[]).includes(text);

type Address = NonNullable<AccountSettings["address"]>;

/** `9495 Kópháza, Fő utca 1.`, and the country where it is another. */
export const addressLines = (
  { account }: PageMessages,
  { country, postcode, city, street }: Address,
): string[] => [
  `${postcode} ${city}`.trim(),
  street,
  ...(country === account.address.homeCountry ? [] : [country]),
];

export const languageName = (code: string): string =>
  interfaceLanguages.find((language) => language.code === code)?.name ?? code;

export const notificationNames = (
  { account }: PageMessages,
  { caseProgress, newLogin }: AccountSettings["notifications"],
): string[] => [
  ...(caseProgress ? [account.notifications.caseProgress] : []),
  ...(newLogin ? [account.notifications.newLogin] : []),
];

/** Whether the portal has an address it may write to. */
export const hasVerifiedEmail = ({ email }: AccountView): boolean => email?.verified === true;

type Outcome = "mentve" | "torolve" | "elkuldve";
/** The account's page, saying what has just been done. */
export const backToAccount = (outcome: Outcome, part: AccountPart): string =>
  `${pathTo("account")}?${outcome}=${part}`;

/** What the address says has just been done. */
export const justDone = ({ account }: PageMessages, search: string): string | undefined => {
  const query = new URLSearchParams(search);
  const partIn = (outcome: Outcome): AccountPart | undefined => {
    const part = query.get(outcome) ?? "";
    return isAccountPart(part) ? part : undefined;
  };
  const saved = partIn("mentve");
  const removed = partIn("torolve");
  if (saved) return account.saved({ part: account.parts[saved] });
  if (removed) return account.removed({ part: account.parts[removed] });
  return partIn("elkuldve") && account.email.sent;
};
