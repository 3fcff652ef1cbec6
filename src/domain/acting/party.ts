import type { AccountId, PartyId } from "../ids.ts";
import type { Acting } from "./capacity.ts";

/** A person in their own name: the party's id is the account's. */
export const inOwnName = (account: AccountId, name: string): Acting => ({
  party: { kind: "own-name", id: account as string as PartyId, name },
  basis: { kind: "self" },
});

/** What the right to act allows: an uploaded document was seen by nobody yet. */
export const mayQuery = ({ basis }: Acting): boolean => basis.kind !== "document";
