import { expect, it } from "vitest";
import { completeLogin, startLogin } from "../../../src/app/session/login.ts";
import type { AccountId } from "../../../src/domain/ids.ts";
import {
  countingRandom,
  fakeBroker,
  levels,
  limits,
  memoryAccountStore,
  memorySessionStore,
  memoryTransactionStore,
  NOW,
} from "../session/fakes.ts";

const logIn = async (sessions = memorySessionStore()) => {
  const announced: { account: AccountId; open: number }[] = [];
  const dependencies = {
    broker: fakeBroker(),
    transactions: memoryTransactionStore(),
    accounts: memoryAccountStore(),
    sessions,
    random: countingRandom(),
    limits,
    levels,
    announce: async (account: AccountId) => void announced.push({ account, open: sessions.items.size }),
  };
  const started = await startLogin(dependencies, {}, NOW);
  if (!started.ok) throw new Error("The login did not start");
  const { redirectTo, token } = started.value;
  const state = new URL(redirectTo).searchParams.get("state") ?? "";
  const completed = await completeLogin(dependencies, { token, answer: { code: "c", state } }, NOW);
  return { completed, announced, accounts: [...dependencies.accounts.items.keys()] };
};

it("a login is announced once its session is open", async () => {
  const { completed, announced, accounts } = await logIn();
  expect(completed.ok).toBe(true);
  expect(announced).toEqual([{ account: accounts[0], open: 1 }]);
});

it("a login that led to no session is not announced", async () => {
  const sessions = memorySessionStore();
  await sessions.endByBroker("sid-1", NOW);
  const { completed, announced } = await logIn(sessions);
  expect(completed.ok).toBe(false);
  expect(announced).toEqual([]);
});
