import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logout, readStatus, resumeSession } from "../../../src/app/session/continue.ts";
import { createSessionGate } from "../../../src/app/session/session-gate.ts";
import { hashToken } from "../../../src/app/session/token.ts";
import { aSession, countingRandom, fakeBroker, limits, memorySessionStore, NOW } from "./fakes.ts";

type Step = { wait: number; does: "request" | "poll" | "resume" | "logout" };

/** Waits that often end exactly at, just before or just after an expiry. */
const wait = fc.oneof(
  fc.integer({ min: 0, max: 2_400 }),
  fc.constantFrom(0, 1, 1_799, 1_800, 1_801, 14_399, 14_400, 14_401),
);
const step: fc.Arbitrary<Step> = fc.record({
  wait,
  does: fc.oneof(
    { weight: 6, arbitrary: fc.constant("request" as const) },
    { weight: 4, arbitrary: fc.constantFrom("poll" as const, "resume" as const) },
    { weight: 1, arbitrary: fc.constant("logout" as const) },
  ),
});

/** The brief, in a few lines: what a client may expect. */
const createModel = (authTime: number) => {
  const end = authTime + 240 * 60;
  let lastActivity = NOW;
  let isOver = false;
  const state = (now: number): "active" | "lapsed" | "ended" | "missing" => {
    if (isOver) return "missing";
    if (now >= end) return "ended";
    return now >= lastActivity + 30 * 60 ? "lapsed" : "active";
  };
  return {
    state,
    act: (now: number) => void (lastActivity = now),
    over: () => void (isOver = true),
  };
};

const setup = async (authTime: number) => {
  const store = memorySessionStore();
  const random = countingRandom();
  const token = "first".padEnd(43, "-");
  await store.create(await hashToken(token), aSession({ authTime, absoluteExpiresAt: authTime + 240 * 60 }));
  return { store, random, token, gate: createSessionGate({ store, idleMinutes: 30 }) };
};

type Player = Awaited<ReturnType<typeof setup>> & { now: number };

/** What each kind of step shows of the session's state; a resume may bring a new token. */
const steps: Record<Step["does"], (player: Player) => Promise<{ shows: string; token?: string }>> = {
  async request({ gate, token, now }) {
    const checked = await gate.check(token, now, "person");
    return { shows: checked.ok ? "active" : checked.failure.code.replace("session-", "") };
  },
  async poll({ store, token, now }) {
    const { state } = await readStatus(store, token, now);
    return { shows: state === "anonymous" ? "missing" : state };
  },
  async resume({ store, random, token, now }) {
    const resumed = await resumeSession({ store, random, idleMinutes: limits.idleMinutes }, token, now);
    if (!resumed.ok) return { shows: resumed.failure.code.replace("session-", "") };
    const { token: newest } = resumed.value;
    return newest === undefined ? { shows: "active" } : { shows: "lapsed", token: newest };
  },
  async logout({ store, token }) {
    const ended = await store.read(await hashToken(token));
    await logout({ store, broker: fakeBroker() }, token);
    return { shows: ended ? "there" : "gone" };
  },
};

/** Plays a schedule against the code and the model; returns what differed. */
const play = async (authTime: number, schedule: readonly Step[]): Promise<string[]> => {
  const player: Player = { ...(await setup(authTime)), now: NOW };
  const model = createModel(authTime);
  const retired: string[] = [];
  const violations: string[] = [];

  for (const { wait: seconds, does } of schedule) {
    player.now += seconds;
    const expected = model.state(player.now);
    const { shows, token } = await steps[does](player);
    const differs = does === "logout" ? (shows === "gone") !== (expected === "missing") : shows !== expected;
    if (differs) violations.push(`${does} at ${player.now - NOW}: ${shows}, not ${expected}`);

    if (does === "logout") model.over();
    if (does === "request" && expected === "active") model.act(player.now);
    if (does === "resume" && (expected === "active" || expected === "lapsed")) model.act(player.now);
    if (token !== undefined) retired.push(player.token);
    player.token = token ?? player.token;
    for (const old of retired)
      if ((await player.gate.check(old, player.now, "person")).ok)
        violations.push(`old token at ${player.now - NOW}`);
  }
  return violations;
};

describe("a session over any schedule of activity, polling, sleep, resume and logout", () => {
  it("accepts no request at or after the earlier expiry and refuses none before", async () => {
    const authTimes = fc.integer({ min: NOW - 14_399, max: NOW });
    const schedules = fc.array(step, { minLength: 1, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(authTimes, schedules, async (authTime, schedule) => {
        expect(await play(authTime, schedule)).toEqual([]);
      }),
      { seed: 20_261_123, numRuns: 500 },
    );
  });
});
