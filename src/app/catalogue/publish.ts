import type { SettlementCode } from "../../domain/ids.ts";
import { type Committed, commitPublication, type Current, REQUESTS_AT_ONCE } from "./commit-publication.ts";
import { inParallel } from "./in-parallel.ts";
import { findState, statesOf } from "./publication-history.ts";
import type { PublishDependencies, PublishedContent, ReadySettlement } from "./publish-ports.ts";
import { entryChange, type PublishedState, type Taken, takenBy } from "./published-state.ts";

export type PublishOutcome = { code: SettlementCode } & (
  | { outcome: "new" | "changed" | "unchanged" }
  /** This very state was published as `version`, and replaced since. */
  | { outcome: "refused"; reason: "older-state"; version: number; publishedAt: string }
  /** Another office has published this registry book, mailbox or id as its own. */
  | ({ outcome: "refused" } & Taken)
);

export interface PublishReport {
  /** Undefined when nothing was published. */
  committed: Committed | undefined;
  /** In the order given. */
  outcomes: readonly PublishOutcome[];
}

export interface PublishOptions {
  /** Whether a state that was replaced may come back without a rollback; for a portal on one machine. */
  allowOlder?: boolean;
}

type Planned = ReadySettlement & { result: PublishOutcome };

const changes = ({ result }: Planned): boolean => result.outcome === "new" || result.outcome === "changed";

const changeOf = ({ settlement, hash, officeHash }: ReadySettlement) =>
  entryChange(settlement, hash, officeHash);

/** What would become of the settlement, seen by itself. */
const judge = async (
  ready: ReadySettlement,
  { state, readPublication }: Current,
  { allowOlder = false }: PublishOptions,
): Promise<PublishOutcome> => {
  const { code } = ready.settlement;
  const before = state.settlements.get(code);
  if (!before) return { code, outcome: "new" };
  if (before.hash === ready.hash) return { code, outcome: "unchanged" };
  if (allowOlder) return { code, outcome: "changed" };
  const states = statesOf(readPublication, code, before.publication);
  const older = await findState(states, ({ hash }) => hash === ready.hash);
  if (!older) return { code, outcome: "changed" };
  const { version, publishedAt } = older;
  return { code, outcome: "refused", reason: "older-state", version, publishedAt };
};

/** Takes out who claims what others have, until what is left can stand beside what is in force. */
const withoutTaken = (planned: readonly Planned[], state: PublishedState): Planned[] => {
  const taken = takenBy(state, planned.filter(changes).map(changeOf));
  const judged = planned.map((one): Planned => {
    const { code, office } = one.settlement;
    const found = changes(one) ? taken(office.id) : undefined;
    return found ? { ...one, result: { code, outcome: "refused", ...found } } : one;
  });
  const isSettled = judged.every((one, index) => one === planned[index]);
  return isSettled ? judged : withoutTaken(judged, state);
};

/**
 * Puts compiled settlements in force, all that can be, in one step; every other settlement stays as it is. What is
 * refused is refused by itself: an older state over a newer one, or another office's registry book, mailbox or id.
 */
export const publishSettlements = async (
  dependencies: PublishDependencies,
  ready: readonly ReadySettlement[],
  options: PublishOptions = {},
): Promise<PublishReport> => {
  let outcomes: readonly PublishOutcome[] = [];
  const committed = await commitPublication(dependencies, "publish", async (current) => {
    const judged = await inParallel(
      ready,
      REQUESTS_AT_ONCE,
      async (one): Promise<Planned> => ({ ...one, result: await judge(one, current, options) }),
    );
    const planned = withoutTaken(judged, current.state);
    outcomes = planned.map(({ result }) => result);
    const changed = planned.filter(changes);
    const objects = new Map<string, PublishedContent>(changed.flatMap((one) => [...one.objects]));
    return { changes: changed.map(changeOf), objects };
  });
  return { committed, outcomes };
};
