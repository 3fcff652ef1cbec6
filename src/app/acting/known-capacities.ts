import type { Actor } from "../../domain/acting/actor.ts";
import type { Acting, Mandate } from "../../domain/acting/capacity.ts";
import { inOwnName, seenByProxy } from "../../domain/acting/party.ts";
import type { LocalDate } from "../../domain/time.ts";
import type { Representation } from "./ports.ts";

/** A capacity the portal knows of, under the name by which it is chosen. */
export interface KnownCapacity {
  id: string;
  acting: Acting;
  validTo?: LocalDate;
}

export const OWN_NAME = "own-name";
/** The one the session acts in, where nothing but the person's own statement made it. */
export const CURRENT = "current";
const MANDATE = "mandate-";
const REGISTER = "register-";

/** What an id from the list points at. */
export const readCapacityId = (
  id: string,
): { kind: "own-name" | "current" } | { kind: "mandate" | "register"; key: string } | undefined => {
  if (id === OWN_NAME || id === CURRENT) return { kind: id };
  if (id.startsWith(MANDATE)) return { kind: "mandate", key: id.slice(MANDATE.length) };
  if (id.startsWith(REGISTER)) return { kind: "register", key: id.slice(REGISTER.length) };
  return undefined;
};

export const ownName = ({ account, displayName }: Actor): KnownCapacity => ({
  id: OWN_NAME,
  acting: inOwnName(account, displayName),
});

const lastDay = ({ validTo }: { validTo?: LocalDate }) => (validTo === undefined ? {} : { validTo });

export const ofMandate = (mandate: Mandate): KnownCapacity => {
  const { forms, settlements } = mandate.scope;
  const isLimited = forms !== undefined || settlements !== undefined;
  return {
    id: `${MANDATE}${mandate.id}`,
    acting: {
      party: seenByProxy(mandate.principal),
      basis: { kind: "mandate", mandate: mandate.id },
      ...(isLimited && { scope: mandate.scope }),
    },
    ...lastDay(mandate),
  };
};

export const ofRegister = (representation: Representation): KnownCapacity => ({
  id: `${REGISTER}${representation.entry}`,
  acting: { party: representation.party, basis: { kind: "statutory", entry: representation.entry } },
  ...lastDay(representation),
});
