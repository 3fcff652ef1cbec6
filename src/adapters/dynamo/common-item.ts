import * as v from "valibot";

/** Parts several items are made of. Each item's own file says what the rest of it is. */

/** Epoch seconds; TTL attributes have no other form. */
export const Instant = v.pipe(v.number(), v.integer());

export const Localized = v.object({
  hu: v.string(),
  en: v.optional(v.string()),
  de: v.optional(v.string()),
  hr: v.optional(v.string()),
});

/** A person as the broker vouched for them. */
export const Identity = v.object({
  name: v.string(),
  birthName: v.string(),
  mothersName: v.string(),
  placeOfBirth: v.string(),
  dateOfBirth: v.string(),
});
