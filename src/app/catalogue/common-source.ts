import * as v from "valibot";
import { isDate } from "../../domain/form/calendar.ts";
import { languages, type LocalizedText } from "../../domain/localized.ts";
import { jsonSchema, TEXT_EXPECTED } from "./source.ts";

export const Text = v.pipe(v.string(TEXT_EXPECTED), v.trim(), v.nonEmpty("must not be empty"));

const TEXT_SCHEMA = { type: "string", minLength: 1 } as const;
const LOCALIZED_SCHEMA = {
  $ref: null,
  type: ["string", "object"],
  minLength: 1,
  properties: { hu: TEXT_SCHEMA, en: TEXT_SCHEMA, de: TEXT_SCHEMA, hr: TEXT_SCHEMA },
  additionalProperties: false,
};
const otherLanguages = {
  en: v.exactOptional(Text),
  de: v.exactOptional(Text),
  hr: v.exactOptional(Text),
};

/** `Kópháza`, or `{ hu: Kópháza, hr: Koljnof }`. */
export const Localized = v.pipe(
  v.lazy((given) => (typeof given === "object" ? v.strictObject({ hu: Text, ...otherLanguages }) : Text)),
  jsonSchema({ ...LOCALIZED_SCHEMA, required: ["hu"] }),
  v.transform((text): LocalizedText => (typeof text === "string" ? { hu: text } : text)),
);

/** The same where the Hungarian is known from elsewhere: `{ hr: Koljnof }`. */
export const PartlyLocalized = v.pipe(
  v.lazy((given) =>
    typeof given === "object" ? v.strictObject({ hu: v.exactOptional(Text), ...otherLanguages }) : Text,
  ),
  jsonSchema(LOCALIZED_SCHEMA),
  v.transform((text): Partial<LocalizedText> => (typeof text === "string" ? { hu: text } : text)),
);

export const matching = (pattern: RegExp, message: string) =>
  v.pipe(v.string(TEXT_EXPECTED), v.regex(pattern, message));

export const ID_PATTERN = /^[a-z][a-z0-9-]{0,39}$/;
export const Id = matching(ID_PATTERN, "must be lower-case letters, digits and hyphens");

export const Languages = v.pipe(
  v.array(v.picklist(languages)),
  v.check((given) => given.includes("hu"), "must include hu"),
  jsonSchema({ contains: { const: "hu" } }),
);

export const Day = v.pipe(
  v.custom<string>(isDate, 'must be a date in quotes, such as "2026-01-01"'),
  jsonSchema({ type: "string", format: "date" }),
);
