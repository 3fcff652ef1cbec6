import type { AccountId, PartyId } from "../ids.ts";
import type { Acting, Party } from "./capacity.ts";
import { type TaxNumber, taxStem } from "./tax-number.ts";

/** A person with an account is a party under the account's id, whatever hat they wear. */
export const partyOfAccount = (account: AccountId): PartyId => account as string as PartyId;

/** A person nobody has an account of, or who was only described. */
export const partyOfPerson = (personKey: string): PartyId => `person-${personKey}` as PartyId;

/** A person in their own name: the party's id is the account's. */
export const inOwnName = (account: AccountId, name: string): Acting => ({
  party: { kind: "own-name", id: partyOfAccount(account), name },
  basis: { kind: "self" },
});

/** Own name with a tax number: the same person, so the same cases. */
export const asSoleTrader = (account: AccountId, name: string, taxNumber: TaxNumber): Acting => ({
  party: { kind: "sole-trader", id: partyOfAccount(account), name, taxNumber },
  basis: { kind: "self" },
});

export const company = (name: string, taxNumber: TaxNumber): Party => ({
  kind: "company",
  id: `cegkapu-${taxStem(taxNumber)}` as PartyId,
  name,
  taxNumber,
});

/** `shortName` as parseShortName gives it. */
export const institution = (name: string, taxNumber: TaxNumber, shortName: string): Party => ({
  kind: "institution",
  id: `hkp-${shortName}` as PartyId,
  name,
  taxNumber,
  shortName,
});

/** A natural person as somebody else's principal: own name and sole trader are capacities of their own only. */
export const seenByProxy = (party: Party): Party =>
  party.kind === "own-name" ? { ...party, kind: "natural-person" } : party;

/** What the right to act allows: an uploaded document was seen by nobody yet. */
export const mayQuery = ({ basis }: Acting): boolean => basis.kind !== "document";

/** Only the party itself gives mandates: in its own name, or through its statutory representative. */
export const mayDelegate = ({ basis }: Acting): boolean =>
  basis.kind === "self" || basis.kind === "statutory";
