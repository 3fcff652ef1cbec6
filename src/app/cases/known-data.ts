import type { Actor } from "../../domain/acting/actor.ts";
import type { KnownData } from "../../domain/form/prefill.ts";
import type { PersonalAccount } from "../account/ports.ts";

/**
 * What a new draft may be prefilled with: the identity as the broker vouched for it, what the person keeps in the
 * account (an e-mail address only once it is confirmed), and the party acted for.
 */
export const knownData = ({ identity, email, settings }: PersonalAccount, { acting }: Actor): KnownData => ({
  "identity.name": identity.name,
  "identity.birthName": identity.birthName,
  "identity.mothersName": identity.mothersName,
  "identity.placeOfBirth": identity.placeOfBirth,
  "identity.dateOfBirth": identity.dateOfBirth,
  "account.email": email,
  "account.phone": settings.phone,
  "account.address.postcode": settings.address?.postcode,
  "account.address.city": settings.address?.city,
  "account.address.street": settings.address?.street,
  "party.name": acting.party.name,
  "party.taxNumber": acting.party.taxNumber,
});
