import { createAccountEndpoints } from "../../../functions/account/handler.ts";
import type { IdentityBroker } from "../../../src/app/session/ports.ts";
import { createSessionGate } from "../../../src/app/session/session-gate.ts";
import { hashToken } from "../../../src/app/session/token.ts";
import type { AccountView } from "../../../src/contract/account.ts";
import type { AccountId } from "../../../src/domain/ids.ts";
import { createApi } from "../../../src/http/api.ts";
import {
  callApi,
  fromThePortal,
  ORIGIN,
  ORIGIN_KEY,
  sessionCookieOf,
  TOKEN,
} from "../../support/api-call.ts";
import {
  aSession,
  countingRandom,
  fakeBroker,
  limits,
  memorySessionStore,
  NOW,
  person,
} from "../session/fakes.ts";
import { memoryAccounts, memoryMailer, tokenIn } from "./fakes.ts";

export const OTHER_TOKEN = "o".repeat(43);
export const id = aSession().account;
export const otherId = "ZYXWVTSRQPNMKJHGFEDCBA9876543210" as AccountId;
export const refused = (code: string) => ({ body: { code } });

const silent = () => undefined;

/** The account function on fakes, with two people logged in, called as API Gateway calls it. */
export const setupAccount = async (broker: Partial<IdentityBroker> = {}) => {
  const accounts = memoryAccounts();
  const sessions = memorySessionStore();
  const mailer = memoryMailer();
  const reported: string[] = [];
  const clock = { now: NOW };
  await accounts.recordLogin(id, person, NOW);
  await accounts.recordLogin(otherId, person, NOW);
  await sessions.create(await hashToken(TOKEN), aSession());
  await sessions.create(await hashToken(OTHER_TOKEN), aSession({ account: otherId }));
  const handler = createApi({
    functionName: "account",
    endpoints: createAccountEndpoints({
      settings: accounts,
      emails: accounts,
      sessions,
      idleMinutes: limits.idleMinutes,
      broker: fakeBroker(broker),
      mailer,
      random: countingRandom(),
      origin: ORIGIN,
      report: (event) => void reported.push(event),
    }),
    sessions: createSessionGate({ store: sessions, idleMinutes: limits.idleMinutes }),
    origin: ORIGIN,
    originKey: ORIGIN_KEY,
    clock: () => clock.now,
    logger: { info: silent, warn: silent, error: silent },
  });
  const call = (
    routeKey: string,
    {
      body,
      token = TOKEN,
      sessionId,
    }: { body?: object; token?: string | undefined; sessionId?: string } = {},
  ) =>
    callApi(handler, routeKey, {
      cookies: token === "" ? [] : [sessionCookieOf(token)],
      headers: { ...fromThePortal, "content-type": "application/json" },
      ...(sessionId !== undefined && { params: { sessionId } }),
      ...(body && { body: JSON.stringify(body) }),
    });
  const read = async () => (await call("GET /api/account")).body as AccountView;
  const save = (version: number, settings: object) =>
    call("PUT /api/account", { body: { version, settings } });
  const changeEmail = (address: string, token?: string) =>
    call("POST /api/account/email", { body: { address }, token });
  const verify = (token: string) =>
    call("POST /api/account/email-verification", { body: { token }, token: "" });
  const lastToken = () => tokenIn(mailer.sent.at(-1) ?? { to: "", subject: "", text: "" });
  const confirmed = async (address: string) => {
    await changeEmail(address);
    await verify(lastToken());
  };
  return {
    accounts,
    sessions,
    mailer,
    reported,
    clock,
    call,
    read,
    save,
    changeEmail,
    verify,
    lastToken,
    confirmed,
  };
};
