import type { InferInput } from "valibot";
import type { NaturalPersonSchema } from "../../../src/contract/acting.ts";
import { noDay, toIsoDay, todayAt, type TypedDay } from "../format/typed-day.ts";
import { type PageMessages, usePageMessages } from "../messages/pages.ts";
import { DayField } from "../ui/day-field.tsx";
import { TextField } from "../ui/fields.tsx";
import type { FieldErrors } from "../ui/short-form.tsx";

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
const lines = ["name", "birthName", "mothersName", "placeOfBirth"] as const;
export const personFields = [...lines, "dateOfBirth"] as const;
const LONGEST = 200;

/** `now` in milliseconds. All errors in the order of the page, or the person. */
export const readPerson = (
  { acting }: PageMessages,
  typed: TypedPerson,
  now: number,
): { errors: FieldErrors; value?: NaturalPerson } => {
  const errors = new Map<string, string>();
  for (const field of lines) {
    const text = typed[field].trim();
    if (text === "") errors.set(field, acting.errors.required(acting.person[field]));
    else if (text.length > LONGEST) errors.set(field, acting.errors["too-long"](acting.person[field]));
  }
  const dateOfBirth = toIsoDay(typed.dateOfBirth);
  const label = acting.person.dateOfBirth;
  if (dateOfBirth === undefined) errors.set("dateOfBirth", acting.errors["not-a-day"](label));
  else if (dateOfBirth > todayAt(now)) errors.set("dateOfBirth", acting.errors["in-the-future"](label));
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

interface PersonFieldsProps {
  value: TypedPerson;
  errors: FieldErrors;
  onChange: (change: Partial<TypedPerson>) => void;
}

export const PersonFields = ({ value, errors, onChange }: PersonFieldsProps) => {
  const { person } = usePageMessages().acting;
  const hints = { name: person.nameHint, mothersName: person.mothersNameHint };
  return (
    <>
      {lines.map((field) => (
        <TextField
          key={field}
          name={field}
          label={person[field]}
          hint={field in hints ? hints[field as keyof typeof hints] : undefined}
          error={errors.get(field)}
          value={value[field]}
          onChange={(text) => onChange({ [field]: text })}
        />
      ))}
      <DayField
        name="dateOfBirth"
        label={person.dateOfBirth}
        hint={person.dateHint}
        error={errors.get("dateOfBirth")}
        value={value.dateOfBirth}
        onChange={(dateOfBirth) => onChange({ dateOfBirth })}
      />
    </>
  );
};
