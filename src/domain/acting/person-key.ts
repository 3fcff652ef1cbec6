import { toAccountId } from "../session/account-id.ts";

/** What of the natural identification data (természetes személyazonosító adatok) makes a person's key. */
export interface PersonIdentity {
  birthName: string;
  mothersName: string;
  placeOfBirth: string;
  dateOfBirth: string;
}

/** People write the same name with other spacing, hyphens and case; letters and digits say who it is. */
const normalise = (text: string): string =>
  text
    .normalize("NFC")
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]/gu, "");

/**
 * The text whose SHA-256 names a person, whatever account they have: `birthName|mothersName|placeOfBirth|dateOfBirth`.
 * The name borne now is not in it, because it changes. `undefined` unless all four parts say something.
 */
export const personSeed = (person: PersonIdentity): string | undefined => {
  const parts = [person.birthName, person.mothersName, person.placeOfBirth, person.dateOfBirth];
  const normalised = parts.map(normalise);
  return normalised.every((part) => part !== "") ? normalised.join("|") : undefined;
};

/** First 160 bits of the seed's SHA-256, written as account ids are. */
export const toPersonKey = (digest: Uint8Array): string => toAccountId(digest);
