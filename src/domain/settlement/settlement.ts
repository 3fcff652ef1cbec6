import type { CapacityKind } from "../acting/capacity.ts";
import type { Parameters } from "../form/arithmetic.ts";
import type { FormId, OfficeId, SettlementCode } from "../ids.ts";
import type { Procedure } from "../procedure/procedure.ts";
import type { Language, LocalizedText } from "../localized.ts";
import type { LocalizedBlocks } from "./text-blocks.ts";

/** Owns clerks, mailboxes and registry books; one office may serve several settlements. */
export interface Office {
  id: OfficeId;
  name: LocalizedText;
  /** Office mailbox id, 9 digits. */
  krid: string;
  /** Further mailboxes of the office, such as that of its tax department. */
  mailboxes?: readonly Mailbox[];
  /** Prefix and pattern of arrival numbers, e.g. `E-KOPH/{number}/{year}`. */
  arrivalPattern: string;
  books: readonly RegistryBook[];
  teams: readonly { id: string; name: LocalizedText }[];
  /** Absent in publications of before. */
  systems?: readonly SpecialistSystem[];
  contact: { address: string; email?: string; phone?: string; website?: string };
}

export interface Mailbox {
  krid: string;
  /** Hivatali Kapu rövid név, at most 10 capital letters and digits. */
  shortName?: string;
  name: LocalizedText;
}

export interface RegistryBook {
  id: string;
  name: LocalizedText;
  /** Placeholders `{book} {main} {sub} {year}`, e.g. `{book}/{main}-{sub}/{year}`. */
  numberPattern: string;
}

/** Program of the office that deals with cases of some forms. Its secrets are nowhere in the catalogue. */
export interface SpecialistSystem {
  /** Also the client id of its tokens, after the office: `kophaza/ado`. */
  id: string;
  name: LocalizedText;
  /** `webhook`: the portal delivers to `url`; `pull`: the system fetches. */
  delivery: "webhook" | "pull";
  url?: string;
}

/** Who takes the steps of filing: the portal at once, or a records clerk. */
export interface FilingSteps {
  receive: "automatic" | "clerk";
  register: "automatic" | "clerk";
}
export const automaticFiling: FilingSteps = { receive: "automatic", register: "automatic" };

export interface Service {
  form: FormId;
  version: string;
  title: LocalizedText;
  summary: LocalizedText;
  sector: string;
  /** Hash of the published form. */
  formHash: string;
}

/** A form anybody may calculate with, without a login; the settlement need not take the form itself. */
export type CalculatorListing = Pick<Service, "form" | "version" | "title" | "formHash">;

/** Look of a settlement's pages; what is absent looks like the portal. */
export interface Theme {
  /** `#rrggbb`, readable (4.5:1) on white and under white. */
  accent?: string;
  crest?: Crest;
}

/** Coat of arms; pixels. */
export interface Crest {
  /** Name of the file under `/catalogue/`: `crest.<hash>.png` or `.webp`. */
  file: string;
  width: number;
  height: number;
}

/** What the settlement itself says on its page. */
export interface SettlementTexts {
  welcome?: LocalizedBlocks;
  /** Something people must know now, such as that the office is closed. */
  notice?: LocalizedBlocks;
}

/** Where a tax or fee of the settlement is paid. */
export interface TaxAccount {
  /** Group of parameters (`tourism-tax`), or `late-charge`, `fine`, `duty`, `other`. */
  id: string;
  name: LocalizedText;
  /** `11742087-15393702-03090000` */
  number: string;
  /** 28 characters without spaces. */
  iban: string;
  /** Services of this settlement after which one pays here. */
  forms: readonly FormId[];
}

/** A settlement as published: everything a page or a function needs of it, in one object. */
export interface PublishedSettlement {
  code: SettlementCode;
  name: LocalizedText;
  county: string;
  district: string;
  postcodes: readonly string[];
  languages: readonly Language[];
  office: Office;
  /** Id of the office's book this settlement files into. */
  book: string;
  services: readonly Service[];
  /** Absent in publications of before. */
  calculators?: readonly CalculatorListing[];
  /** By group (`tourism-tax`): what the forms' rules read, with validity. */
  parameters: Parameters;
  /** First match wins; `*` matches every form. */
  routes: readonly { form: FormId | "*"; team: string; system?: string }[];
  /** Absent in publications of before: both automatic. */
  filing?: FilingSteps;
  /** Absent in publications of before. */
  procedure?: Procedure;
  theme?: Theme;
  texts?: SettlementTexts;
  accounts?: readonly TaxAccount[];
  /** Acting capacities in which one may file here; absent: all. */
  capacities?: readonly CapacityKind[];
}

/** Entry of the list a citizen searches in; which version of it is in force, PublishedVersions says. */
export interface SettlementListing {
  code: SettlementCode;
  name: LocalizedText;
  county: string;
  postcodes: readonly string[];
}

/** Hash of each settlement as published now. */
export type PublishedVersions = Readonly<Record<SettlementCode, string>>;

/** An office as published now, and whom it serves. */
export interface PublishedOffice {
  /** Hash of the office (Office). */
  hash: string;
  krid: string;
  /** KRIDs of its further mailboxes; absent where there are none. */
  mailboxes?: readonly string[];
  /** Ids of its registry books: no other office may have them. */
  books: readonly string[];
  settlements: readonly SettlementCode[];
}
export type PublishedOffices = Readonly<Record<OfficeId, PublishedOffice>>;

/**
 * What the catalogue bucket holds (served under `/catalogue/`), all but `current.json` immutable:
 * `current.json` → `settlements.<hash>.json` (SettlementListing[], by name), `versions.<hash>.json`
 * (PublishedVersions) → `settlement.<hash>.json` (PublishedSettlement) → `form.<hash>.json` (FormDefinition) and
 * `crest.<hash>.png|webp`; `forms.<hash>.json` (FormId[]); `offices.<hash>.json` (PublishedOffices) →
 * `office.<hash>.json` (Office); `publication.<hash>.json` (Publication) and `entries.<hash>.json`
 * (PublishedEntries) for publishing. Hash = first 16 hex of the content's SHA-256.
 */
export interface CataloguePointer {
  /** Publications are counted from 1. */
  version: number;
  settlements: string;
  versions: string;
  /** Hash of the ids of all forms some settlement offers (FormId[]). */
  forms: string;
  offices: string;
  /** ISO instant, for people. */
  publishedAt: string;
  /** Hash of the account of this publication (Publication), which names the one before. */
  publication: string;
  /** Hash of what publishing must know besides (PublishedEntries); nothing else reads it. */
  entries: string;
}

export type CrestType = "png" | "webp";

export const cataloguePaths = {
  pointer: "catalogue/current.json",
  listing: (hash: string) => `catalogue/settlements.${hash}.json`,
  versions: (hash: string) => `catalogue/versions.${hash}.json`,
  settlement: (hash: string) => `catalogue/settlement.${hash}.json`,
  offeredForms: (hash: string) => `catalogue/forms.${hash}.json`,
  offices: (hash: string) => `catalogue/offices.${hash}.json`,
  office: (hash: string) => `catalogue/office.${hash}.json`,
  form: (hash: string) => `catalogue/form.${hash}.json`,
  crest: (hash: string, type: CrestType) => `catalogue/crest.${hash}.${type}`,
  publication: (hash: string) => `catalogue/publication.${hash}.json`,
  entries: (hash: string) => `catalogue/entries.${hash}.json`,
};

/** Whether a published object is one settlement's, office's or form's: when it is damaged, others go on. */
export const isOfOne = (key: string): boolean => /\/(settlement|office|form)\./.test(key);
