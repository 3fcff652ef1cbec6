import { usePageMessages } from "../messages/pages.ts";
import { DayField } from "../ui/day-field.tsx";
import type { FieldErrors } from "../ui/field-errors.ts";
import { TextField } from "../ui/fields.tsx";
import { personLines, type TypedPerson } from "./read-person.ts";

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
      {personLines.map((field) => (
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
