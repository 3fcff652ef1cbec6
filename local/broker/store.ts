import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";

interface Entry {
  payload: AdapterPayload;
  expiresAt: number;
}

const now = (): number => Math.floor(Date.now() / 1000);

const readEntries = (file: string): [string, Entry][] => {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as [string, Entry][];
  } catch {
    // First start, or a file nobody can use any more: then everybody identifies again.
    return [];
  }
};

export interface BrokerStore {
  adapter: AdapterFactory;
  /** Everything of one kind that has not expired. */
  list(kind: string): readonly AdapterPayload[];
}

/**
 * What oidc-provider keeps (sessions, grants, codes), in memory; with a state directory also in one small
 * file, replaced as a whole, so that even a killed broker remembers who is logged in.
 */
export const createStore = (stateDir: string | undefined): BrokerStore => {
  const file = stateDir === undefined ? undefined : join(stateDir, "broker-state.json");
  const entries = new Map<string, Entry>(file === undefined ? [] : readEntries(file));

  const alive = (): [string, Entry][] => [...entries].filter(([, { expiresAt }]) => expiresAt > now());
  const save = (): void => {
    if (file === undefined || stateDir === undefined) return;
    mkdirSync(stateDir, { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(alive()), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  const find = (key: string): AdapterPayload | undefined => {
    const entry = entries.get(key);
    return entry && entry.expiresAt > now() ? entry.payload : undefined;
  };
  const list = (kind: string): AdapterPayload[] =>
    alive()
      .filter(([key]) => key.startsWith(`${kind}:`))
      .map(([, { payload }]) => payload);
  const drop = (isGone: (key: string, payload: AdapterPayload) => boolean): void => {
    for (const [key, { payload }] of entries) if (isGone(key, payload)) entries.delete(key);
    save();
  };

  const adapter: AdapterFactory = (kind): Adapter => ({
    async upsert(id, payload, expiresIn = 86_400) {
      entries.set(`${kind}:${id}`, { payload, expiresAt: now() + expiresIn });
      save();
    },
    find: async (id) => find(`${kind}:${id}`),
    findByUid: async (uid) => list(kind).find((payload) => payload.uid === uid),
    findByUserCode: async (userCode) => list(kind).find((payload) => payload.userCode === userCode),
    async consume(id) {
      const entry = entries.get(`${kind}:${id}`);
      if (entry) entry.payload.consumed = now();
      save();
    },
    destroy: async (id) => drop((key) => key === `${kind}:${id}`),
    revokeByGrantId: async (grantId) => drop((_, payload) => payload.grantId === grantId),
  });
  return { adapter, list };
};
