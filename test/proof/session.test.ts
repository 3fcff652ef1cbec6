import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SessionStore } from "../../src/app/session/ports.ts";
import {
  memoryAccountStore,
  memoryLogoutTokenStore,
  memorySessionStore,
  memoryTransactionStore,
} from "../unit/session/fakes.ts";
import { proveSessions } from "./session/prove.ts";
import { startSessionTables } from "./session/tables.ts";

const seed = 20_261_123;
const passed = { violations: [] };

describe("sessions over random schedules", () => {
  let tables: Awaited<ReturnType<typeof startSessionTables>>;
  beforeAll(async () => {
    tables = await startSessionTables();
  });
  afterAll(() => tables.stop());

  it("keep the brief's promise on the real tables", async () => {
    expect(await proveSessions(tables, { seed, runs: 60 })).toMatchObject({ schedules: 60, ...passed });
  });
});

/** The fakes with one thing done wrong, to see that the proof would notice. */
const withMistake = (mistake: (right: SessionStore) => Partial<SessionStore>) => {
  const right = memorySessionStore();
  return {
    sessions: { ...right, ...mistake(right) },
    transactions: memoryTransactionStore(),
    accounts: memoryAccountStore(),
    logoutTokens: memoryLogoutTokenStore(),
  };
};

describe("the proof", () => {
  it("finds nothing wrong with the fakes, over many more schedules", async () => {
    const stores = withMistake(() => ({}));
    expect(await proveSessions(stores, { seed, runs: 1_000 })).toMatchObject(passed);
  });

  const mistakes: Record<string, (right: SessionStore) => Partial<SessionStore>> = {
    "a session that lives a second longer": (right) => ({
      async touch(hash, now, idle) {
        const touched = await right.touch(hash, now - 1, idle - 1);
        const { session } = touched;
        if (!session) return touched;
        const later = {
          idleExpiresAt: session.idleExpiresAt + 1,
          absoluteExpiresAt: session.absoluteExpiresAt + 1,
        };
        return { ...touched, session: { ...session, ...later } };
      },
    }),
    "polling that counts as activity": (right) => ({
      async read(hash) {
        const session = await right.read(hash);
        if (session) await right.touch(hash, session.idleExpiresAt - 1, session.idleExpiresAt + 60);
        return session;
      },
    }),
    "activity that does not count": (right) => ({
      async touch(hash, now) {
        const session = await right.read(hash);
        return right.touch(hash, now, session?.idleExpiresAt ?? 0);
      },
    }),
    "a resume that leaves the old token alive": (right) => ({
      async replace(oldHash, newHash, session, now) {
        const old = await right.read(oldHash);
        const outcome = await right.replace(oldHash, newHash, session, now);
        if (old && outcome === "replaced")
          await right.create(oldHash, { ...old, idleExpiresAt: now + 1_800 });
        return outcome;
      },
    }),
    "a resume that moves the absolute end": (right) => ({
      replace: (oldHash, newHash, session, now) =>
        right.replace(oldHash, newHash, { ...session, absoluteExpiresAt: now + 14_400 }, now),
    }),
    "a logout that ends nothing": (right) => ({ end: (hash) => right.read(hash) }),
    "a broker's logout that closes the door to nobody": (right) => ({
      async endByBroker(sid) {
        const resting = [...(right as ReturnType<typeof memorySessionStore>).items];
        const ended = resting.filter(([, session]) => session.brokerSession === sid);
        for (const [hash] of ended) await right.end(hash);
        return ended.length;
      },
    }),
    "an ending everywhere that misses one": (right) => ({
      async endAllOf(account) {
        const [, ...others] = await right.listOf(account);
        for (const { hash } of others) await right.end(hash);
      },
    }),
    "a capacity that does not stay": (right) => ({ switchActing: async () => true, read: right.read }),
  };

  it.each(Object.entries(mistakes))("notices %s", async (_, mistake) => {
    const { violations } = await proveSessions(withMistake(mistake), { seed, runs: 1_000 });
    expect(violations).not.toEqual([]);
  });
});
