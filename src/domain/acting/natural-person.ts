import { hasForbiddenCharacters, normaliseLine } from "../form/text.ts";
import type { LocalDate } from "../time.ts";
import type { PersonIdentity } from "./person-key.ts";

/** One thing wrong with what somebody stated; `field` is the path in the request's body. */
export interface StatementError {
  field: string;
  code:
    | "required"
    | "characters"
    | "pattern"
    | "tax-number"
    | "not-a-day"
    | "in-the-past"
    | "in-the-future"
    | "before-start"
    | "too-far"
    | "not-an-option"
    | "own-self";
}

export interface NamedPerson extends PersonIdentity {
  name: string;
}

/** `2027-02-29` has the form of a day and is none. */
export const isCalendarDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
};

const nameError = (name: string): StatementError["code"] | undefined => {
  if (hasForbiddenCharacters(name)) return "characters";
  return /\p{L}/u.test(name) ? undefined : "required";
};

/** Names without a single letter say nothing; what else a name may be is not for us to judge. */
export const nameErrors = (field: string, name: string): StatementError[] => {
  const code = nameError(normaliseLine(name));
  return code ? [{ field, code }] : [];
};

const names = ["name", "birthName", "mothersName", "placeOfBirth"] as const;

/** What is wrong with a person's natural identification data, as somebody else states them. */
export const personErrors = (prefix: string, person: NamedPerson, today: LocalDate): StatementError[] => {
  const errors = names.flatMap((part) => nameErrors(`${prefix}${part}`, person[part]));
  const field = `${prefix}dateOfBirth`;
  if (!isCalendarDay(person.dateOfBirth)) errors.push({ field, code: "not-a-day" });
  else if (person.dateOfBirth > today) errors.push({ field, code: "in-the-future" });
  return errors;
};
