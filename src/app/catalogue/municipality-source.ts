import * as v from "valibot";
import { isDate } from "../../domain/form/calendar.ts";
import type { SettlementCode } from "../../domain/ids.ts";
import { languages, type LocalizedText } from "../../domain/localized.ts";
import { isArrivalPattern, isRegistryPattern } from "../../domain/registry/number-pattern.ts";
import { isSettlementCode } from "../../domain/settlement/settlement-code.ts";
import { jsonSchema, TEXT_EXPECTED } from "./source.ts";

const DEFAULT_NUMBER_PATTERN = "{book}/{main}-{sub}/{year}";

const TEXT_SCHEMA = { type: "string", minLength: 1 } as const;
const Text = v.pipe(v.string(TEXT_EXPECTED), v.trim(), v.nonEmpty("must not be empty"));
/** `Kópháza`, or `{ hu: Kópháza, hr: Koljnof }`. */
const Localized = v.pipe(
  v.lazy((given) =>
    typeof given === "object"
      ? v.strictObject({
          hu: Text,
          en: v.exactOptional(Text),
          de: v.exactOptional(Text),
          hr: v.exactOptional(Text),
        })
      : Text,
  ),
  jsonSchema({
    $ref: null,
    type: ["string", "object"],
    minLength: 1,
    properties: { hu: TEXT_SCHEMA, en: TEXT_SCHEMA, de: TEXT_SCHEMA, hr: TEXT_SCHEMA },
    required: ["hu"],
    additionalProperties: false,
  }),
  v.transform((text): LocalizedText => (typeof text === "string" ? { hu: text } : text)),
);

const matching = (pattern: RegExp, message: string) =>
  v.pipe(v.string(TEXT_EXPECTED), v.regex(pattern, message));

const Code = v.pipe(
  v.string("must be the 5-digit KSH code in quotes"),
  v.check((code) => /^\d{5}$/.test(code), "must be the 5-digit KSH code in quotes"),
  v.check((code) => isSettlementCode(code), "has a wrong check digit; look it up in the KSH register"),
  jsonSchema({ pattern: "^\\d{5}$" }),
  v.transform((code) => code as SettlementCode),
);
const Id = matching(/^[a-z][a-z0-9-]{0,39}$/, "must be lower-case letters, digits and hyphens");
const BookId = matching(/^[A-Z][A-Z0-9]{1,9}$/, "must be 2 to 10 capital letters and digits");

const Languages = v.pipe(
  v.array(v.picklist(languages)),
  v.check((given) => given.includes("hu"), "must include hu"),
  jsonSchema({ contains: { const: "hu" } }),
);
const Services = v.array(
  v.strictObject({
    form: Text,
    version: matching(/^\d+\.\d+\.\d+$/, "must be a version such as 1.0.0"),
  }),
);

export const Day = v.pipe(
  v.custom<string>(isDate, 'must be a date in quotes, such as "2026-01-01"'),
  jsonSchema({ type: "string", format: "date" }),
);

/** Values of one group from a day on; which values there are, parameters/<group>.yaml says. */
export const Parameters = v.record(
  Id,
  v.array(
    v.strictObject({
      from: Day,
      to: v.exactOptional(Day),
      values: v.record(v.string(), v.unknown()),
    }),
  ),
);

const isSafeAddress = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === "https:" && url.username === "" && url.password === "" && url.hash === "";
};

const systemBase = { id: Id, name: Localized };
/** Programs of the office that deal with cases of some forms; their secrets are given at deployment. */
const Systems = v.array(
  v.variant("delivery", [
    v.strictObject({
      ...systemBase,
      delivery: v.literal("webhook"),
      url: v.pipe(
        Text,
        v.check(isSafeAddress, "must begin with https:// and hold no password"),
        jsonSchema({ pattern: "^https://" }),
      ),
    }),
    v.strictObject({ ...systemBase, delivery: v.literal("pull") }),
  ]),
);

export const OfficeSource = v.strictObject({
  name: Localized,
  krid: matching(/^\d{9}$/, "must be the 9 digits of the office mailbox, in quotes"),
  arrivalPattern: v.pipe(
    Text,
    v.check(isArrivalPattern, "must contain {number} and {year}"),
    jsonSchema({ allOf: [{ pattern: "\\{number\\}" }, { pattern: "\\{year\\}" }] }),
  ),
  books: v.pipe(
    v.array(
      v.strictObject({
        id: BookId,
        name: Localized,
        numberPattern: v.optional(
          v.pipe(
            Text,
            v.check(isRegistryPattern, "must contain {main}, {sub} and {year}; {book} is allowed"),
          ),
          DEFAULT_NUMBER_PATTERN,
        ),
      }),
    ),
    v.minLength(1, "must have at least one book"),
  ),
  /** The first team receives what no route names. */
  teams: v.pipe(
    v.array(v.strictObject({ id: Id, name: Localized })),
    v.minLength(1, "must have at least one team"),
  ),
  systems: v.optional(Systems, []),
  contact: v.strictObject({
    address: Text,
    email: v.exactOptional(v.pipe(Text, v.email("must be an e-mail address"))),
    phone: v.exactOptional(Text),
    website: v.exactOptional(
      v.pipe(
        Text,
        v.check((text) => URL.canParse(text) && text.startsWith("https://"), "must begin with https://"),
      ),
    ),
  }),
});
export type OfficeSource = v.InferOutput<typeof OfficeSource>;

/** What settlements share: a settlement names a preset and overrides what differs. */
export const PresetSource = v.strictObject({
  languages: Languages,
  services: Services,
  parameters: v.optional(Parameters, {}),
});
export type PresetSource = v.InferOutput<typeof PresetSource>;

const Step = v.optional(v.picklist(["automatic", "clerk"]), "automatic");

export const SettlementSource = v.strictObject({
  code: Code,
  name: Localized,
  county: Text,
  district: Text,
  postcodes: v.pipe(
    v.array(matching(/^[1-9]\d{3}$/, "must be 4 digits in quotes")),
    v.minLength(1, "must have at least one postcode"),
  ),
  office: Text,
  book: Text,
  preset: Text,
  languages: v.optional(Languages),
  services: v.optional(Services),
  /** Beside the preset's (or its own) services, e.g. a form that is off unless switched on. */
  extraServices: v.optional(Services, []),
  /** Group by group instead of the preset's. */
  parameters: v.optional(Parameters, {}),
  routes: v.optional(v.array(v.strictObject({ form: Text, team: Text, system: v.exactOptional(Text) })), []),
  /** Who takes the steps of filing. */
  filing: v.optional(v.strictObject({ receive: Step, register: Step }), {}),
});
export type SettlementSource = v.InferOutput<typeof SettlementSource>;
