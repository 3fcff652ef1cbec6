import type { AccountId } from "../../domain/ids.ts";
import type { Mailer } from "../mail/ports.ts";
import { newLoginMail } from "../mail/texts.ts";
import type { PersonalAccountReader } from "./ports.ts";
import { accountPage } from "./replaced-address.ts";

export interface AnnounceLogin {
  accounts: PersonalAccountReader;
  mailer: Mailer;
  origin: string;
  /** Resolves after so many milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
  report: (event: string, error: unknown) => void;
}

/** Longest a login waits for its notice; it runs beside what the login does anyway. */
const PATIENCE_MS = 1_000;

const announce = async ({ accounts, mailer, origin }: AnnounceLogin, id: AccountId): Promise<void> => {
  const account = await accounts.find(id);
  if (account?.email === undefined || !account.settings.notifications.newLogin) return;
  await mailer.send({ to: account.email, ...newLoginMail(account.settings.language, accountPage(origin)) });
};

/**
 * Mails a notice of a login to clients who want it and confirmed an address. Never rejects, and is back after a second
 * at the latest: a login must not fail, nor wait, because of a notice. Costs one read and no write.
 */
export const announceLogin = async (dependencies: AnnounceLogin, id: AccountId): Promise<void> => {
  const { pause, report } = dependencies;
  const announced = announce(dependencies, id).catch((error: unknown) =>
    report("notice of a login not sent", error),
  );
  await Promise.race([announced, pause(PATIENCE_MS)]);
};
