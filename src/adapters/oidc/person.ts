import * as v from "valibot";
import type { Submitter } from "../../domain/case/case.ts";

type Claims = Readonly<Record<string, unknown>>;

/** Long enough for any registered name, short enough for a page and a PDF. */
const MAX_LENGTH = 200;

const Text = v.pipe(
  v.string(),
  v.check((text) => text.isWellFormed() && !/\p{Cc}/u.test(text)),
  v.transform((text) => text.normalize("NFC").replaceAll(/\s+/g, " ").trim()),
  v.maxLength(MAX_LENGTH),
);
const Optional = v.optional(Text, "");

const PersonSchema = v.object({
  name: v.pipe(Text, v.minLength(1)),
  birthName: Optional,
  mothersName: Optional,
  placeOfBirth: Optional,
  dateOfBirth: v.optional(v.union([v.literal(""), v.pipe(v.string(), v.isoDate())]), ""),
});

/** OpenID Connect for Identity Assurance makes it an object; simpler brokers send the name of the place. */
const placeName = (place: unknown): unknown =>
  typeof place === "object" && place !== null ? (place as Claims)["locality"] : place;

/** Hungarian order: family name first. */
const fullName = ({ name, family_name: family, given_name: given }: Claims): unknown =>
  name ?? (typeof family === "string" && typeof given === "string" ? `${family} ${given}` : undefined);

/** The five natural identification data; a broker that gives them all need not be asked again. */
export const isComplete = (claims: Claims): boolean =>
  [
    fullName(claims),
    claims["birth_name"],
    claims["mothers_name"],
    claims["place_of_birth"],
    claims["birthdate"],
  ].every((claim) => claim !== undefined);

/**
 * Natural identification data from claims: `name` (or `family_name` and `given_name`), `birth_name`,
 * `mothers_name`, `place_of_birth`, `birthdate`. Undefined when there is no usable name; brokers of other
 * countries may lack the rest, which is then empty.
 */
export const readPerson = (claims: Claims): Submitter | undefined => {
  const parsed = v.safeParse(PersonSchema, {
    name: fullName(claims),
    birthName: claims["birth_name"],
    mothersName: claims["mothers_name"],
    placeOfBirth: placeName(claims["place_of_birth"]),
    dateOfBirth: claims["birthdate"],
  });
  return parsed.success ? parsed.output : undefined;
};
