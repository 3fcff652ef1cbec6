import * as v from "valibot";
import { isDate } from "../../domain/form/calendar.ts";
import { languages, type LocalizedText } from "../../domain/localized.ts";
import { jsonSchema, TEXT_EXPECTED } from "./source.ts";

export const Text = v.pipe(v.string(TEXT_EXPECTED), v.trim(), v.nonEmpty("must not be empty"));

/** Characters. */
const LONGEST_LINE = 200;

/** What stands in lists, headings and subjects of e-mails; some of it everybody loads. */
export const Line = v.pipe(
  Text,
  v.check(
    (text) => text.length <= LONGEST_LINE && !/[\n\t]/.test(text),
    `must be one line of at most ${LONGEST_LINE} characters`,
  ),
  jsonSchema({ maxLength: LONGEST_LINE }),
);

const localizedSchema = (words: Record<string, unknown>) => ({
  $ref: null,
  ...words,
  type: ["string", "object"],
  properties: { hu: words, en: words, de: words, hr: words },
  additionalProperties: false,
});
const TEXT_SCHEMA = { type: "string", minLength: 1 } as const;
const LINE_SCHEMA = { ...TEXT_SCHEMA, maxLength: LONGEST_LINE } as const;

const otherLanguages = <S extends typeof Text | typeof Line>(words: S) => ({
  en: v.exactOptional(words),
  de: v.exactOptional(words),
  hr: v.exactOptional(words),
});

/** `Kópháza`, or `{ hu: Kópháza, hr: Koljnof }`. */
export const Name = v.pipe(
  v.lazy((given) =>
    typeof given === "object" ? v.strictObject({ hu: Line, ...otherLanguages(Line) }) : Line,
  ),
  jsonSchema({ ...localizedSchema(LINE_SCHEMA), required: ["hu"] }),
  v.transform((text): LocalizedText => (typeof text === "string" ? { hu: text } : text)),
);

/** The same for texts of paragraphs. */
export const Localized = v.pipe(
  v.lazy((given) =>
    typeof given === "object" ? v.strictObject({ hu: Text, ...otherLanguages(Text) }) : Text,
  ),
  jsonSchema({ ...localizedSchema(TEXT_SCHEMA), required: ["hu"] }),
  v.transform((text): LocalizedText => (typeof text === "string" ? { hu: text } : text)),
);

/** A name whose Hungarian is known from elsewhere: `{ hr: Koljnof }`. */
export const PartlyLocalized = v.pipe(
  v.lazy((given) =>
    typeof given === "object" ? v.strictObject({ hu: v.exactOptional(Line), ...otherLanguages(Line) }) : Line,
  ),
  jsonSchema(localizedSchema(LINE_SCHEMA)),
  v.transform((text): Partial<LocalizedText> => (typeof text === "string" ? { hu: text } : text)),
);

export const matching = (pattern: RegExp, message: string) =>
  v.pipe(v.string(TEXT_EXPECTED), v.regex(pattern, message));

export const ID_PATTERN = /^[a-z][a-z0-9-]{0,39}$/;
export const Id = matching(ID_PATTERN, "must be lower-case letters, digits and hyphens");

export const Languages = v.pipe(
  v.array(v.picklist(languages)),
  v.check((given) => given.includes("hu"), "must include hu"),
  v.check((given) => new Set(given).size === given.length, "must have each language once"),
  jsonSchema({ contains: { const: "hu" }, uniqueItems: true }),
);

export const Day = v.pipe(
  v.custom<string>(isDate, 'must be a date in quotes, such as "2026-01-01"'),
  jsonSchema({ type: "string", format: "date" }),
);
