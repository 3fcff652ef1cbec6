import type { Capacity } from "../../contract/acting.ts";
import type { Actor } from "../../domain/acting/actor.ts";
import type { Acting } from "../../domain/acting/capacity.ts";
import { mandateState, positionIn } from "../../domain/acting/mandate-validity.ts";
import { type EpochSeconds, type LocalDate, toLocalDate } from "../../domain/time.ts";
import { viewActing } from "./acting-view.ts";
import { CURRENT, type KnownCapacity, ofMandate, ofRegister, ownName } from "./known-capacities.ts";
import type { MandateReader, RegisterReader } from "./ports.ts";

export interface ListCapacitiesDependencies {
  mandates: Pick<MandateReader, "receivedBy">;
  register: Pick<RegisterReader, "of">;
  /** IANA name; days begin and end by the offices' calendar. */
  timeZone: string;
}

const received = async (
  { mandates, register }: ListCapacitiesDependencies,
  personKey: string,
  today: LocalDate,
): Promise<KnownCapacity[]> => {
  const [entries, given] = await Promise.all([register.of(personKey), mandates.receivedBy(personKey)]);
  return [
    ...entries.filter((entry) => positionIn(entry, today) === "within").map(ofRegister),
    ...given.filter((mandate) => mandateState(mandate, today) === "valid").map(ofMandate),
  ];
};

const isSame = (first: Acting, second: Acting): boolean =>
  first.party.id === second.party.id &&
  first.party.kind === second.party.kind &&
  JSON.stringify(first.basis) === JSON.stringify(second.basis);

/**
 * Everything the person may choose now without typing anything, own name first. A capacity the person stated
 * (sole trader, uploaded document) is in the list only while the session acts in it.
 */
export const listCapacities = async (
  dependencies: ListCapacitiesDependencies,
  actor: Actor,
  now: EpochSeconds,
): Promise<Capacity[]> => {
  const today = toLocalDate(now, dependencies.timeZone);
  const { personKey, acting } = actor;
  const others = personKey === undefined ? [] : await received(dependencies, personKey, today);
  const known = [ownName(actor), ...others];
  const isStated = acting.party.kind === "sole-trader" || acting.basis.kind === "document";
  if (isStated) known.push({ id: CURRENT, acting });
  return known.map((capacity) => ({
    id: capacity.id,
    ...viewActing(capacity.acting),
    active: isSame(capacity.acting, acting),
    validTo: capacity.validTo,
  }));
};
