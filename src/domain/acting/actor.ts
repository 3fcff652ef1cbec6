import type { AccountId, PartyId } from "../ids.ts";
import type { Acting, ActingRecord } from "./capacity.ts";
import { partyOfAccount, partyOfPerson } from "./party.ts";

/** The person of a session and whom they act for now. */
export interface Actor {
  account: AccountId;
  displayName: string;
  acting: Acting;
  /** Level of identification, 0–4. */
  level: number;
  personKey?: string;
}

/**
 * Whose cases an actor deals with, the first being the one new cases get. A person in their own name also has
 * what others submitted for them on a document before they had an account.
 */
export const ownersFor = ({ account, acting, personKey }: Actor): readonly [PartyId, ...PartyId[]] => {
  if (acting.basis.kind !== "self") return [acting.party.id];
  const own = partyOfAccount(account);
  return personKey === undefined ? [own] : [own, partyOfPerson(personKey)];
};

/** What is kept with a case for good. `actorName` as the broker gave it when the case began. */
export const recordOf = ({ account, acting }: Actor, actorName: string): ActingRecord => ({
  ...acting,
  actor: account,
  actorName,
});

export const isSameActing = (first: ActingRecord, second: ActingRecord): boolean =>
  first.actor === second.actor &&
  first.party.id === second.party.id &&
  first.party.kind === second.party.kind &&
  first.party.taxNumber === second.party.taxNumber &&
  rightOf(first) === rightOf(second);

/** The basis in one word, with the mandate or entry it names. */
const rightOf = ({ basis }: ActingRecord): string => {
  if (basis.kind === "mandate") return `mandate ${basis.mandate}`;
  return basis.kind === "statutory" ? `statutory ${basis.entry}` : basis.kind;
};
