import type { EpochSeconds } from "./time.ts";

type Brand<Name extends string> = string & { readonly __brand: Name };

/** 26 Crockford base32 characters, first 10 the creation time in ms: unguessable and sorted by creation. */
export type CaseId = Brand<"CaseId">;
export type AttachmentId = Brand<"AttachmentId">;
/** Derived from issuer and pairwise subject of the broker, so the same person always has the same account. */
export type AccountId = Brand<"AccountId">;
/** KSH settlement code: 5 digits kept as text (leading zeros), last one a check digit. */
export type SettlementCode = Brand<"SettlementCode">;
/** Whoever can be party to a case: the account id of a person, or `cegkapu-12345678`, `hkp-SHORTNAME`, `person-<personKey>`. */
export type PartyId = Brand<"PartyId">;
/** A later document of a case: the client's or the office's. */
export type DocumentId = Brand<"DocumentId">;
export type MandateId = Brand<"MandateId">;
export type OfficeId = Brand<"OfficeId">;
export type FormId = Brand<"FormId">;
/** 27 digits: office mailbox KRID (9) + local yyyyMMddHHmmss (14) + 4 digits. */
export type SubmissionNumber = Brand<"SubmissionNumber">;

/** Crockford's base32: no I, L, O and U, which are mistaken for others or make words. */
export const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const ENTITY_ID_PATTERN = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

const TIME_LENGTH = 10;

const timePart = (milliseconds: number): string => {
  let rest = milliseconds;
  let text = "";
  for (let index = 0; index < TIME_LENGTH; index++) {
    text = `${BASE32[rest % 32]}${text}`;
    rest = Math.floor(rest / 32);
  }
  return text;
};

/** The part of an id that tells when it was made; sorts as the ids do, but for those of one second. */
export const timePartOf = (id: CaseId): string => id.slice(0, TIME_LENGTH);

/** When an id was made. */
export const madeAt = (id: CaseId): EpochSeconds =>
  Math.floor(
    Array.from(timePartOf(id), (digit) => BASE32.indexOf(digit)).reduce(
      (time, digit) => time * 32 + digit,
      0,
    ) / 1000,
  );

/** `random` holds at least 16 bytes from a cryptographic source (80 bits are used). */
export const newEntityId = <Id extends CaseId | AttachmentId | DocumentId | MandateId>(
  now: EpochSeconds,
  random: Uint8Array,
): Id => {
  const tail = Array.from(random.slice(0, 16), (byte) => BASE32[byte % 32]).join("");
  return `${timePart(now * 1000)}${tail}` as Id;
};
