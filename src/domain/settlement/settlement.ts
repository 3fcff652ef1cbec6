import type { Parameters } from "../form/arithmetic.ts";
import type { FormId, OfficeId, SettlementCode } from "../ids.ts";
import type { Procedure } from "../procedure/procedure.ts";
import type { Language, LocalizedText } from "../localized.ts";

/** Owns clerks, mailboxes and registry books; one office may serve several settlements. */
export interface Office {
  id: OfficeId;
  name: LocalizedText;
  /** Office mailbox id, 9 digits. */
  krid: string;
  /** Prefix and pattern of arrival numbers, e.g. `E-KOPH/{number}/{year}`. */
  arrivalPattern: string;
  books: readonly RegistryBook[];
  teams: readonly { id: string; name: LocalizedText }[];
  /** Absent in publications of before. */
  systems?: readonly SpecialistSystem[];
  contact: { address: string; email?: string; phone?: string; website?: string };
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
}

/** Entry of the national list a citizen searches in. */
export interface SettlementListing {
  code: SettlementCode;
  name: LocalizedText;
  county: string;
  postcodes: readonly string[];
  office: string;
  hash: string;
}

/** By id of the office: hash of one of its settlements, which says everything of the office. */
export type PublishedOffices = Readonly<Record<OfficeId, string>>;

/**
 * What the catalogue bucket holds (served under `/catalogue/`), all but `current.json` immutable:
 * `current.json` → `settlements.<hash>.json` (SettlementListing[]) → `settlement.<hash>.json`
 * (PublishedSettlement) → `form.<hash>.json` (FormDefinition); `forms.<hash>.json` (FormId[]);
 * `offices.<hash>.json` (PublishedOffices). Hash = first 16 hex of the content's SHA-256.
 */
export interface CataloguePointer {
  settlements: string;
  /** Hash of the ids of all forms some settlement offers (FormId[]); absent in publications of before. */
  forms?: string;
  /** Hash of the offices with a settlement of each (PublishedOffices); absent in publications of before. */
  offices?: string;
  /** ISO instant, for people. */
  publishedAt: string;
}

export const cataloguePaths = {
  pointer: "catalogue/current.json",
  listing: (hash: string) => `catalogue/settlements.${hash}.json`,
  settlement: (hash: string) => `catalogue/settlement.${hash}.json`,
  offeredForms: (hash: string) => `catalogue/forms.${hash}.json`,
  offices: (hash: string) => `catalogue/offices.${hash}.json`,
  form: (hash: string) => `catalogue/form.${hash}.json`,
};
