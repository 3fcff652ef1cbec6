import type { ActionRequest } from "../../contract/office.ts";
import type { FieldError } from "../../domain/form/definition.ts";
import { hasForbiddenCharacters, normaliseLine, normaliseLines } from "../../domain/form/text.ts";
import { failure, type Result, success } from "../../domain/result.ts";

/** What a person writes into an action; everything else is chosen. */
const fields = {
  text: normaliseLines,
  note: normaliseLine,
  authority: normaliseLine,
  reason: normaliseLine,
} as const;
type Field = keyof typeof fields;

/** A decision may be a file alone; the authority a case goes to is enough said. */
const mayBeBlank = ({ action }: ActionRequest, field: Field): boolean =>
  field === "text" && (action === "decide" || action === "transfer");

/**
 * The action with its texts as they are kept: the same rules as for what clients write, because it goes to them, to the
 * registry and onto paper. One that is blank or holds what no text may contain is an error of its field.
 */
export const readTexts = (
  asked: ActionRequest,
): Result<ActionRequest, { code: "invalid-fields"; errors: FieldError[] }> => {
  const errors: FieldError[] = [];
  const read: Partial<Record<Field, string>> = {};
  for (const field of Object.keys(fields) as Field[]) {
    const written = (asked as Partial<Record<Field, string>>)[field];
    if (written === undefined) continue;
    const text = fields[field](written);
    if (hasForbiddenCharacters(text)) errors.push({ field, code: "characters" });
    else if (text === "" && !mayBeBlank(asked, field)) errors.push({ field, code: "required" });
    read[field] = text;
  }
  return errors.length === 0 ? success({ ...asked, ...read }) : failure({ code: "invalid-fields", errors });
};
