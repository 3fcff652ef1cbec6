import type { OfficeId, SettlementCode } from "../../domain/ids.ts";
import { type Committed, commitPublication, type Current, REQUESTS_AT_ONCE } from "./commit-publication.ts";
import { inParallel } from "./in-parallel.ts";
import { findPast, officeStatesOf, type PastState, statesOf } from "./publication-history.ts";
import type { PublishDependencies, PublishedContent, ReadySettlement } from "./publish-ports.ts";
import { cataloguePaths } from "../../domain/settlement/settlement.ts";
import { entryChange, entryOf, type PublishedState, type Taken, takenBy } from "./published-state.ts";

export type PublishOutcome = { code: SettlementCode } & (
  | { outcome: "new" | "changed" | "unchanged" }
  /** This very state was published as `version`, and replaced since. */
  | { outcome: "refused"; reason: "older-state"; version: number; publishedAt: string }
  /** Its office was published like this as `version`, and replaced since, perhaps with another of its settlements. */
  | { outcome: "refused"; reason: "older-office"; office: OfficeId; version: number; publishedAt: string }
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
  current: Current,
  { allowOlder = false }: PublishOptions,
): Promise<PublishOutcome> => {
  const { state, readPublication, isStored } = current;
  const { code } = ready.settlement;
  const published = state.settlements.get(code);
  if (published?.hash === ready.hash) return { code, outcome: "unchanged" };
  const result: PublishOutcome = { code, outcome: published ? "changed" : "new" };
  // One that was withdrawn comes back as it was, but no more than others as it was before that.
  const before = entryOf(state, code);
  if (allowOlder || before?.hash === ready.hash) return result;
  const states = before && statesOf(readPublication, code, before.publication);
  const older =
    states && (await findPast(states, ready.hash, () => isStored(cataloguePaths.settlement(ready.hash))));
  return older
    ? { code, outcome: "refused", reason: "older-state", ...whenOf(older) }
    : ((await olderOffice(ready, current)) ?? result);
};

const whenOf = ({ version, publishedAt }: PastState) => ({ version, publishedAt });

/** A newer settlement from a folder whose office is older than the one in force. */
const olderOffice = async (
  { settlement: { code, office }, officeHash }: ReadySettlement,
  { state, readPublication, isStored }: Current,
): Promise<PublishOutcome | undefined> => {
  const { hash: now, publication } = state.offices.get(office.id) ?? {};
  if (now === officeHash || publication === undefined) return undefined;
  const states = officeStatesOf(readPublication, office.id, publication);
  const older = await findPast(states, officeHash, () => isStored(cataloguePaths.office(officeHash)));
  return older && { code, outcome: "refused", reason: "older-office", office: office.id, ...whenOf(older) };
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
