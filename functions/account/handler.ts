import { viewAccount } from "../../src/app/account/account-view.ts";
import { changeEmail } from "../../src/app/account/change-email.ts";
import { findAccount } from "../../src/app/account/find-account.ts";
import { type LogOutEverywhere, logOutEverywhere } from "../../src/app/account/log-out-everywhere.ts";
import { endOwnSession, listOwnSessions } from "../../src/app/account/own-sessions.ts";
import type { EmailStore, SettingsStore } from "../../src/app/account/ports.ts";
import { saveSettings } from "../../src/app/account/save-settings.ts";
import { verifyEmail } from "../../src/app/account/verify-email.ts";
import type { Mailer } from "../../src/app/mail/ports.ts";
import type { RandomBytes, SessionStore } from "../../src/app/session/ports.ts";
import { hashToken } from "../../src/app/session/token.ts";
import { success } from "../../src/domain/result.ts";
import { readToken, SESSION_COOKIE } from "../../src/http/cookies.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { farewell, leaveTo } from "../goodbye.ts";

export interface AccountDependencies extends LogOutEverywhere {
  settings: SettingsStore;
  emails: EmailStore;
  sessions: Pick<SessionStore, "read" | "listOf" | "endOwn" | "endAllOf">;
  idleMinutes: number;
  mailer: Mailer;
  random: RandomBytes;
  origin: string;
  report: (event: string, error: unknown) => void;
}

type Names =
  | "readAccount"
  | "saveAccount"
  | "changeEmail"
  | "verifyEmail"
  | "listOwnSessions"
  | "endOwnSession"
  | "logoutEverywhere";
type Endpoints<Some extends Names> = { [Name in Some]: Endpoint<Name> };

const ownToken = (cookies: readonly string[]): string | undefined => readToken(cookies, SESSION_COOKIE);

const ownHash = async (cookies: readonly string[]): Promise<string | undefined> => {
  const token = ownToken(cookies);
  return token === undefined ? undefined : hashToken(token);
};

const dataEndpoints = (
  dependencies: AccountDependencies,
): Endpoints<"readAccount" | "saveAccount" | "changeEmail" | "verifyEmail"> => {
  const { settings, emails } = dependencies;
  const changing = { ...dependencies, accounts: emails };

  return {
    async readAccount({ principal, now }) {
      const found = await findAccount(settings, principal.account);
      return found.ok ? success({ body: viewAccount(found.value, now) }) : found;
    },

    async saveAccount({ principal, body, now }) {
      const saved = await saveSettings(settings, principal.account, body);
      return saved.ok ? success({ body: viewAccount(saved.value, now) }) : saved;
    },

    async changeEmail({ principal, body, now }) {
      const changed = await changeEmail(changing, { account: principal.account, ...body }, now);
      return changed.ok ? success({ body: viewAccount(changed.value, now) }) : changed;
    },

    async verifyEmail({ body, now }) {
      const verified = await verifyEmail(changing, body.token, now);
      return verified.ok ? success({}) : verified;
    },
  };
};

const sessionEndpoints = (
  dependencies: AccountDependencies,
): Endpoints<"listOwnSessions" | "endOwnSession" | "logoutEverywhere"> => {
  const { sessions, origin } = dependencies;

  return {
    async listOwnSessions({ principal, cookies, now }) {
      const caller = { account: principal.account, current: await ownHash(cookies) };
      return success({ body: { sessions: await listOwnSessions(dependencies, caller, now) } });
    },

    async endOwnSession({ principal, params, cookies }) {
      const caller = { account: principal.account, current: await ownHash(cookies) };
      const ended = await endOwnSession(sessions, { ...caller, id: params.sessionId });
      if (!ended.ok) return ended;
      return success(ended.value.current ? farewell : {});
    },

    async logoutEverywhere({ principal, cookies }) {
      const caller = { account: principal.account, token: ownToken(cookies) };
      const brokerLogout = await logOutEverywhere(dependencies, caller);
      return success({ ...farewell, body: { redirectTo: leaveTo(origin, brokerLogout) } });
    },
  };
};

export const createAccountEndpoints = (dependencies: AccountDependencies): Endpoints<Names> => ({
  ...dataEndpoints(dependencies),
  ...sessionEndpoints(dependencies),
});
