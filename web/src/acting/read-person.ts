import type { InferInput } from "valibot";
import type { NaturalPersonSchema } from "../../../src/contract/acting.ts";
import { noDay, toIsoDay, todayAt, type TypedDay } from "../format/typed-day.ts";
import type { PageMessages } from "../messages/pages.ts";
import type { FieldErrors } from "../ui/field-errors.ts";

/** Natural identification data as they are typed. */
export interface TypedPerson {
  name: string;
  birthName: string;
  mothersName: string;
  placeOfBirth: string;
  dateOfBirth: TypedDay;
}
type NaturalPerson = InferInput<typeof NaturalPersonSchema>;

export const noPerson: TypedPerson = {
  name: "",
  birthName: "",
  mothersName: "",
  placeOfBirth: "",
  dateOfBirth: noDay,
};
export const personLines = ["name", "birthName", "mothersName", "placeOfBirth"] as const;
export const personFields = [...personLines, "dateOfBirth"] as const;
const LONGEST = 200;

/** `now` in milliseconds. All errors in the order of the page, or the person. */
export const readPerson = (
  { acting }: PageMessages,
  typed: TypedPerson,
  now: number,
): { errors: FieldErrors; value?: NaturalPerson } => {
  const errors = new Map<string, string>();
  for (const field of personLines) {
    const text = typed[field].trim();
    if (text === "") errors.set(field, acting.errors.required({ label: acting.person[field] }));
    else if (text.length > LONGEST)
      errors.set(field, acting.errors["too-long"]({ label: acting.person[field] }));
  }
  const dateOfBirth = toIsoDay(typed.dateOfBirth);
  const label = acting.person.dateOfBirth;
  if (dateOfBirth === undefined) errors.set("dateOfBirth", acting.errors["not-a-day"]({ label }));
  else if (dateOfBirth > todayAt(now)) errors.set("dateOfBirth", acting.errors["in-the-future"]({ label }));
  if (errors.size > 0 || dateOfBirth === undefined) return { errors };
  return {
    errors,
    value: {
      name: typed.name.trim(),
      birthName: typed.birthName.trim(),
      mothersName: typed.mothersName.trim(),
      placeOfBirth: typed.placeOfBirth.trim(),
      dateOfBirth,
    },
  };
};
