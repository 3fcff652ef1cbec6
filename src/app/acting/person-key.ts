import { type PersonIdentity, personSeed, toPersonKey } from "../../domain/acting/person-key.ts";
import { sha256 } from "../session/token.ts";

/** The key of the person these data name; `undefined` when one of the four is missing. */
export const personKeyOf = async (person: PersonIdentity): Promise<string | undefined> => {
  const seed = personSeed(person);
  return seed === undefined ? undefined : toPersonKey(await sha256(seed));
};
