import type { Answers } from "../case/case.ts";
import { acceptAnswer } from "./accept.ts";
import { readAnswer, writeAnswer } from "./answers.ts";
import type { FormDefinition, PrefillSource } from "./definition.ts";
import { limitOf } from "./field-schema.ts";

/** What is known of the person and of the party acted for; only what is really known is in it. */
export type KnownData = { readonly [Source in PrefillSource]?: string | undefined };

/**
 * The answers with every field filled that has a known source and is still empty. What does not fit its field (too
 * long, not one of its options) is left out, as if it were not known. Cells of tables are never prefilled.
 */
export const prefill = (form: FormDefinition, answers: Answers, known: KnownData): Answers => {
  let filled = answers;
  for (const field of form.pages.flatMap((page) => page.fields)) {
    const value = field.prefill === undefined ? undefined : known[field.prefill];
    if (value === undefined || value === "" || readAnswer(filled, field.key) !== undefined) continue;
    const limit = limitOf(form, field.key, "maxLength");
    const accepted = acceptAnswer(field, value, () => limit ?? value.length);
    const fits = "value" in accepted && (limit === undefined || value.length <= limit);
    if (fits) filled = writeAnswer(filled, field.key, accepted.value);
  }
  return filled;
};
