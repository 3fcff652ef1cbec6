import * as v from "valibot";
import { capacityKinds } from "../../domain/acting/capacity.ts";
import type { SettlementCode } from "../../domain/ids.ts";
import { isArrivalPattern, isRegistryPattern } from "../../domain/registry/number-pattern.ts";
import {
  Day,
  Id,
  Languages,
  Line,
  Localized,
  matching,
  Name,
  PartlyLocalized,
  Text,
} from "./common-source.ts";
import { ColourSource, CrestName } from "./look-source.ts";
import { DeadlineSource } from "./procedure-source.ts";
import { jsonSchema } from "./source.ts";

const DEFAULT_NUMBER_PATTERN = "{book}/{main}-{sub}/{year}";

/** Its check digit is judged with the national list at hand, which can say the right one. */
const Code = v.pipe(
  v.string("must be the 5-digit KSH code in quotes"),
  v.regex(/^\d{5}$/, "must be the 5-digit KSH code in quotes"),
  v.transform((code) => code as SettlementCode),
);
const BookId = matching(/^[A-Z][A-Z0-9]{1,9}$/, "must be 2 to 10 capital letters and digits");
const Krid = matching(/^\d{9}$/, "must be the 9 digits of the office mailbox, in quotes");

/** Numbers are printed and typed: short, and on one line. */
const Pattern = v.pipe(Text, v.regex(/^[^\n\t]{1,60}$/, "must be one line of at most 60 characters"));

/** Everybody's list of settlements holds them; the largest city has ten. */
const MOST_POSTCODES = 50;

const Services = v.array(
  v.strictObject({
    form: Text,
    version: matching(/^\d+\.\d+\.\d+$/, "must be a version such as 1.0.0"),
  }),
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

/** Not an IP address however written, and of no network of somebody's own; what a name leads to, delivery looks at. */
const isPublicName = (host: string): boolean =>
  host.includes(".") && !/(^\[)|([\d.]$)|(\.(local|localhost|internal|intranet|lan|home|arpa)$)/.test(host);

const isSafeAddress = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (
    url?.protocol === "https:" &&
    url.username === "" &&
    url.password === "" &&
    url.hash === "" &&
    isPublicName(url.hostname)
  );
};

const systemBase = { id: Id, name: Name };
/** Programs of the office that deal with cases of some forms; their secrets are given at deployment. */
const Systems = v.array(
  v.variant("delivery", [
    v.strictObject({
      ...systemBase,
      delivery: v.literal("webhook"),
      url: v.pipe(
        Text,
        v.check(
          isSafeAddress,
          "must begin with https://, with a name on the public internet, and hold no password",
        ),
        jsonSchema({ pattern: "^https://" }),
      ),
    }),
    v.strictObject({ ...systemBase, delivery: v.literal("pull") }),
  ]),
);

export const OfficeSource = v.strictObject({
  name: Name,
  krid: Krid,
  /** Beside the office's own, such as that of its tax department. */
  mailboxes: v.exactOptional(
    v.array(
      v.strictObject({
        krid: Krid,
        shortName: v.exactOptional(
          matching(/^[A-Z0-9]{1,10}$/, "must be at most 10 capital letters and digits"),
        ),
        name: Name,
      }),
    ),
  ),
  arrivalPattern: v.pipe(
    Pattern,
    v.check(isArrivalPattern, "must contain {number} and {year}"),
    jsonSchema({ allOf: [{ pattern: "\\{number\\}" }, { pattern: "\\{year\\}" }] }),
  ),
  books: v.pipe(
    v.array(
      v.strictObject({
        id: BookId,
        name: Name,
        numberPattern: v.optional(
          v.pipe(
            Pattern,
            v.check(isRegistryPattern, "must contain {main}, {sub} and {year}; {book} is allowed"),
            jsonSchema({ allOf: ["main", "sub", "year"].map((part) => ({ pattern: `\\{${part}\\}` })) }),
          ),
          DEFAULT_NUMBER_PATTERN,
        ),
      }),
    ),
    v.minLength(1, "must have at least one book"),
  ),
  /** The first team receives what no route names. */
  teams: v.pipe(
    v.array(v.strictObject({ id: Id, name: Name })),
    v.minLength(1, "must have at least one team"),
  ),
  systems: v.optional(Systems, []),
  /** Days on which this office, other than the rest of the country, does not work or does. */
  calendar: v.exactOptional(
    v.strictObject({ holidays: v.optional(v.array(Day), []), workdays: v.optional(v.array(Day), []) }),
  ),
  contact: v.strictObject({
    address: Line,
    email: v.exactOptional(v.pipe(Line, v.email("must be an e-mail address"))),
    phone: v.exactOptional(Line),
    website: v.exactOptional(
      v.pipe(
        Line,
        v.check((text) => URL.canParse(text) && text.startsWith("https://"), "must begin with https://"),
        jsonSchema({ pattern: "^https://" }),
      ),
    ),
  }),
});
export type OfficeSource = v.InferOutput<typeof OfficeSource>;

const Step = v.optional(v.picklist(["automatic", "clerk"]), "automatic");
/** Who takes the steps of filing. */
const Filing = v.strictObject({ receive: Step, register: Step });

const Capacities = v.pipe(
  v.array(v.picklist(capacityKinds)),
  v.minLength(1, "must have at least one; leave the field out to allow all"),
);

/** Group by group instead of the preset's. */
const OwnParameters = v.optional(Parameters, {});
const Deadlines = v.array(DeadlineSource);

/** What settlements share: a settlement, or another preset, names a preset and overrides what differs. */
export const PresetSource = v.strictObject({
  extends: v.exactOptional(Text),
  languages: v.exactOptional(Languages),
  services: v.exactOptional(Services),
  extraServices: v.optional(Services, []),
  parameters: OwnParameters,
  filing: v.exactOptional(Filing),
  capacities: v.exactOptional(Capacities),
  deadlines: v.exactOptional(Deadlines),
});
export type PresetSource = v.InferOutput<typeof PresetSource>;

export const SettlementSource = v.strictObject({
  code: Code,
  /** What the national list says of the settlement is not repeated, but for names in other languages. */
  name: v.optional(PartlyLocalized, {}),
  county: v.exactOptional(Line),
  district: v.exactOptional(Line),
  postcodes: v.exactOptional(
    v.pipe(
      v.array(matching(/^[1-9]\d{3}$/, "must be 4 digits in quotes")),
      v.minLength(1, "must have at least one postcode"),
      v.maxLength(MOST_POSTCODES, `must have at most ${MOST_POSTCODES} postcodes`),
    ),
  ),
  office: Text,
  book: Text,
  preset: v.optional(Text, "standard"),
  languages: v.exactOptional(Languages),
  services: v.exactOptional(Services),
  /** Beside the preset's (or its own) services, e.g. a form that is off unless switched on. */
  extraServices: v.optional(Services, []),
  parameters: OwnParameters,
  routes: v.optional(v.array(v.strictObject({ form: Text, team: Text, system: v.exactOptional(Text) })), []),
  filing: v.exactOptional(Filing),
  capacities: v.exactOptional(Capacities),
  deadlines: v.exactOptional(Deadlines),
  theme: v.exactOptional(
    v.strictObject({ accent: v.exactOptional(ColourSource), crest: v.exactOptional(CrestName) }),
  ),
  texts: v.exactOptional(
    v.strictObject({ welcome: v.exactOptional(Localized), notice: v.exactOptional(Localized) }),
  ),
  /** By group of parameters, or late-charge, fine, duty, other. */
  accounts: v.exactOptional(v.record(Id, Text)),
});
export type SettlementSource = v.InferOutput<typeof SettlementSource>;
