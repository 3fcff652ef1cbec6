import { logout, readStatus, resumeSession } from "../../../src/app/session/continue.ts";
import { endByBroker } from "../../../src/app/session/end-by-broker.ts";
import { completeLogin, startLogin } from "../../../src/app/session/login.ts";
import type { Identification, IdentityBroker, LogoutToken } from "../../../src/app/session/ports.ts";
import { createSessionGate } from "../../../src/app/session/session-gate.ts";
import { hashToken, sha256 } from "../../../src/app/session/token.ts";
import type { PartyId } from "../../../src/domain/ids.ts";
import { success } from "../../../src/domain/result.ts";
import { accountSeed, toAccountId } from "../../../src/domain/session/account-id.ts";
import { fakeBroker, ISSUER, limits, person } from "../../unit/session/fakes.ts";
import type { Stores } from "../../unit/session/store-contract.ts";
import type { BrokerSession, Shows } from "./model.ts";
import type { Act } from "./schedule.ts";

const random = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));

/** What the portal showed of a session; a resume may bring a new token. */
export interface Seen {
  shows: Shows;
  token?: string;
}

const shown = (code: string): Shows => code.replace("session-", "") as Shows;

/** `back`: to the broker again; `no`: to a page that says why. */
type LoggedIn = { leads: "in"; token: string } | { leads: "back" | "no" };

/** The portal's real use cases on the given stores, as one person meets them. Time is an argument throughout. */
export const createWorld = async ({ sessions, transactions, accounts, logoutTokens }: Stores) => {
  const subject = crypto.randomUUID();
  const account = toAccountId(await sha256(accountSeed(ISSUER, subject)));
  const gate = createSessionGate({ store: sessions, idleMinutes: limits.idleMinutes });
  const unused = fakeBroker();

  const brokerOf = (identified: Identification): IdentityBroker => ({
    ...unused,
    identify: async () => success(identified),
  });

  const check = async (token: string, now: number): Promise<Seen> => {
    const checked = await gate.check(token, now, "person");
    return { shows: checked.ok ? "active" : shown(checked.failure.code) };
  };

  const acts: Record<Act, (token: string, now: number, capacity: string) => Promise<Seen>> = {
    request: check,
    async poll(token, now) {
      const { state } = await readStatus(sessions, token, now);
      return { shows: state === "anonymous" ? "missing" : state };
    },
    async resume(token, now) {
      const { idleMinutes } = limits;
      const resumed = await resumeSession({ store: sessions, random, idleMinutes }, token, now);
      if (!resumed.ok) return { shows: shown(resumed.failure.code) };
      const { token: newest } = resumed.value;
      return newest === undefined ? { shows: "active" } : { shows: "lapsed", token: newest };
    },
    async logout(token) {
      await logout({ store: sessions, broker: unused }, token);
      return { shows: "missing" };
    },
    async switch(token, now, capacity) {
      const seen = await check(token, now);
      if (seen.shows !== "active") return seen;
      const party = { kind: "company" as const, id: capacity as PartyId, name: capacity };
      const switched = await sessions.switchActing(
        await hashToken(token),
        { party, basis: { kind: "document" } },
        now,
      );
      return { shows: switched ? "active" : "missing" };
    },
  };

  return {
    acts,
    check,

    /** In whose name the session acts, as a request would see it; looks without touching. */
    async capacityOf(token: string): Promise<string | undefined> {
      return (await sessions.read(await hashToken(token)))?.acting.party.id;
    },
    ownName: account as string,

    /** A login in a browser that had `present`. */
    async logIn(broker: BrokerSession, present: string | undefined, now: number): Promise<LoggedIn> {
      const identified: Identification = {
        issuer: ISSUER,
        subject,
        authTime: broker.authTime,
        brokerSession: broker.sid,
        assurance: undefined,
        person,
      };
      const uses = {
        broker: brokerOf(identified),
        sessions,
        transactions,
        accounts,
        limits,
        levels: [],
        random,
      };
      const left = await startLogin(uses, { returnTo: "/", sessionToken: present }, now);
      if (!left.ok) return { leads: "no" };
      const state = new URL(left.value.redirectTo).searchParams.get("state") ?? "";
      const completed = await completeLogin(uses, { token: left.value.token, answer: { state } }, now);
      if (!completed.ok) return { leads: "no" };
      return completed.value;
    },

    /** The broker's back-channel message; true when it was acted on. */
    async tellEnded(jti: string, names: { brokerSession: string } | { subject: true }, now: number) {
      const token: LogoutToken = {
        issuer: ISSUER,
        jti,
        expiresAt: now + 120,
        ...("subject" in names ? { subject } : names),
      };
      const broker = { readLogoutToken: async () => success(token) };
      return (await endByBroker({ broker, logoutTokens, sessions }, "a logout token", now)).ok;
    },

    endEverywhere: () => sessions.endAllOf(account),
  };
};
export type World = Awaited<ReturnType<typeof createWorld>>;
