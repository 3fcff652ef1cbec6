import type { SettlementCode } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { cataloguePaths, type PublishedSettlement } from "../../domain/settlement/settlement.ts";
import { type Committed, commitPublication, type Current, readCurrent } from "./commit-publication.ts";
import { findState, type PastState, statesOf } from "./publication-history.ts";
import type { PublicationStore, PublishDependencies } from "./publish-ports.ts";
import { createCollector, type EntryChange, entryChange, entryOf, takenBy } from "./published-state.ts";

export type RollbackFailure =
  | { code: "not-published" }
  /** There is no state to go back to: none before it, or none of that version. */
  | { code: "no-such-state" }
  /** That state is in force already. */
  | { code: "in-force" }
  /** Another office has a registry book, the mailbox or the id of that state's office by now. */
  | { code: "book-taken" }
  /** Somebody published the settlement while it was being rolled back. */
  | { code: "changed-meanwhile" };

export interface RolledBack extends Committed {
  /** The state in force again, as it was first published. */
  restored: { version: number; publishedAt: string };
}

/** Brings a state first: a rollback only brings it back. */
const firstOf = async (
  states: AsyncIterable<PastState>,
  { restores }: PastState,
): Promise<PastState | undefined> => findState(states, ({ publication }) => publication === restores);

/** Without a version: what was in force before the state now in force was first published. */
const findTarget = async (
  { state, readPublication }: Current,
  code: SettlementCode,
  version: number | undefined,
): Promise<Result<PastState, RollbackFailure>> => {
  const entry = entryOf(state, code);
  if (!entry) return failure({ code: "not-published" });
  const states = () => statesOf(readPublication, code, entry.publication);
  const now = await findState(states(), () => true);
  if (!now) return failure({ code: "no-such-state" });
  const origin = now.restores === undefined ? now : await firstOf(states(), now);
  const isOther = (past: PastState): boolean => now.withdrawn === true || past.hash !== now.hash;
  const wanted = (past: PastState): boolean =>
    past.withdrawn !== true &&
    (version === undefined
      ? origin !== undefined && past.version < origin.version && isOther(past)
      : past.version === version);
  const found = await findState(states(), wanted);
  if (!found) return failure({ code: "no-such-state" });
  return isOther(found) ? success(found) : failure({ code: "in-force" });
};

const restore = async (
  store: PublicationStore,
  sha256: PublishDependencies["sha256"],
  { hash, publication, restores }: PastState,
): Promise<{ change: EntryChange; objects: ReadonlyMap<string, string> }> => {
  const settlement = await store.read<PublishedSettlement>(cataloguePaths.settlement(hash));
  const { objects, collect } = createCollector(sha256);
  const officeHash = collect(cataloguePaths.office, settlement.office);
  return { change: entryChange(settlement, hash, officeHash, restores ?? publication), objects };
};

/**
 * Puts an earlier state of one settlement in force again, its office with it, as a new publication: the one before the
 * state in force, or that of publication `version`; what was withdrawn comes back as it was. Repeated, it goes back further. Nobody else's settlement is touched.
 */
export const rollbackSettlement = async (
  dependencies: PublishDependencies,
  code: SettlementCode,
  version?: number,
): Promise<Result<RolledBack, RollbackFailure>> => {
  const { store, sha256 } = dependencies;
  const seen = await readCurrent(store);
  const found = await findTarget(seen, code, version);
  if (!found.ok) return found;
  const target = found.value;
  const { change, objects } = await restore(store, sha256, target);
  const publication = entryOf(seen.state, code)?.publication;
  let refusal: RollbackFailure | undefined;
  const committed = await commitPublication(dependencies, "rollback", async ({ state }) => {
    const isSame = entryOf(state, code)?.publication === publication;
    const isTaken = takenBy(state, [change])(change.entry.office) !== undefined;
    refusal = isSame ? (isTaken ? { code: "book-taken" } : undefined) : { code: "changed-meanwhile" };
    return { changes: refusal ? [] : [change], objects };
  });
  if (!committed) return failure(refusal ?? { code: "changed-meanwhile" });
  return success({ ...committed, restored: { version: target.version, publishedAt: target.publishedAt } });
};
