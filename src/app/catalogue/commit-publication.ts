import type { Publication, SettlementChange, StateChange } from "../../domain/settlement/publication.ts";
import type { OfficeId } from "../../domain/ids.ts";
import type { CataloguePointer } from "../../domain/settlement/settlement.ts";
import { inParallel } from "./in-parallel.ts";
import { createPublicationReader, type ReadPublication } from "./publication-history.ts";
import type { PublicationStore, PublishDependencies, PublishedContent } from "./publish-ports.ts";
import {
  codeOf,
  composePublication,
  emptyState,
  entryOf,
  type EntryChange,
  type PublishedState,
  readState,
  withChanges,
} from "./published-state.ts";

/** What is in force now, for a plan of what to change. */
export interface Current {
  pointer: CataloguePointer | undefined;
  state: PublishedState;
  readPublication: ReadPublication;
  isStored: (key: string) => Promise<boolean>;
}

export interface Plan {
  changes: readonly EntryChange[];
  /** Immutable objects the changes refer to, by key; those that are there already may be left out. */
  objects: ReadonlyMap<string, PublishedContent>;
}

export interface Committed {
  version: number;
  publishedAt: string;
}

/** More publishers at once than a region has offices that publish in the same minute. */
const MOST_ATTEMPTS = 20;
/** Requests at once; S3 takes thousands a second. */
export const REQUESTS_AT_ONCE = 32;

interface Attempt {
  pointer: CataloguePointer;
  readPublication: ReadPublication;
}

/** Whether a publication is in force or was replaced since: an answer may be lost, and its request have been carried out. */
const hasHappened = async (
  { pointer, readPublication }: Attempt,
  now: CataloguePointer,
): Promise<boolean> => {
  let hash: string | undefined = now.publication;
  while (hash !== undefined && hash !== pointer.publication) {
    const { version, previous }: Publication = await readPublication(hash);
    hash = version > pointer.version ? previous : undefined;
  }
  return hash !== undefined;
};

const changesOf = (
  state: PublishedState,
  changes: readonly EntryChange[],
): Record<string, SettlementChange> =>
  Object.fromEntries(
    changes.map((change): [string, SettlementChange] => {
      const before = entryOf(state, codeOf(change));
      const { entry, restores, withdraws } = change;
      return [
        codeOf(change),
        {
          hash: entry.hash,
          ...(before && { before: { hash: before.hash, publication: before.publication } }),
          ...(restores !== undefined && { restores }),
          ...(withdraws && { withdrawn: true }),
        },
      ];
    }),
  );

/** Offices that become different; where their history is not known, it begins here. */
const officeChangesOf = (
  before: PublishedState,
  changes: readonly EntryChange[],
): Record<OfficeId, StateChange> =>
  Object.fromEntries(
    [...withChanges(before, changes, "").offices].flatMap(([id, { hash }]): [string, StateChange][] => {
      const office = before.offices.get(id);
      if (office?.hash === hash) return [];
      const { publication } = office ?? {};
      return [
        [
          id,
          {
            hash,
            ...(office && publication !== undefined && { before: { hash: office.hash, publication } }),
          },
        ],
      ];
    }),
  );

export const readCurrent = async (
  store: PublicationStore,
): Promise<Current & { tag: string | undefined }> => {
  const found = await store.current();
  return {
    pointer: found?.pointer,
    tag: found?.tag,
    state: found ? await readState(store, found.pointer) : emptyState,
    readPublication: createPublicationReader(store),
    isStored: (key) => store.has(key),
  };
};

/**
 * Puts changes in force in one step: first everything they refer to is stored under names nobody knows yet, then the
 * pointer is switched, if nobody else has switched it meanwhile; else it is planned anew upon what is in force then.
 * Broken off anywhere, it has changed nothing anybody sees. `plan` without changes ends it: nothing is published.
 * Throws when others are faster again and again.
 */
export const commitPublication = async (
  { store, sha256, now, pause }: PublishDependencies,
  kind: Publication["kind"],
  plan: (current: Current) => Promise<Plan>,
): Promise<Committed | undefined> => {
  const stored = new Set<string>();
  const storeAll = async (objects: ReadonlyMap<string, PublishedContent>): Promise<void> => {
    const missing = [...objects].filter(([key]) => !stored.has(key));
    await inParallel(missing, REQUESTS_AT_ONCE, async ([key, content]) => {
      await store.put(key, content);
      stored.add(key);
    });
  };
  const attempts: Attempt[] = [];
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    if (attempt > 1) await pause(attempt);
    const { tag, ...current } = await readCurrent(store);
    for (const made of attempts) {
      if (current.pointer && (await hasHappened(made, current.pointer))) return committed(made.pointer);
    }
    const { changes, objects } = await plan(current);
    if (changes.length === 0) return undefined;
    const publication: Publication = {
      version: (current.pointer?.version ?? 0) + 1,
      publishedAt: now(),
      kind,
      ...(current.pointer && { previous: current.pointer.publication }),
      changes: changesOf(current.state, changes),
      offices: officeChangesOf(current.state, changes),
    };
    const composed = composePublication(current.state, changes, publication, sha256);
    await storeAll(objects);
    await storeAll(composed.objects);
    if (await store.switchPointer(composed.pointer, tag)) return committed(composed.pointer);
    attempts.push({ pointer: composed.pointer, readPublication: current.readPublication });
  }
  throw new Error("Others are publishing all the time; nothing was published. Try again.");
};

const committed = ({ version, publishedAt }: CataloguePointer): Committed => ({ version, publishedAt });
