import type { IdentifierKind } from "../identifiers/identifiers.ts";
import type { FormId } from "../ids.ts";
import type { CapacityKind } from "../acting/capacity.ts";
import type { Language, LocalizedText } from "../localized.ts";

/** A JsonLogic rule over the answers; evaluated by src/domain/form/logic.ts, in browser and Lambda alike. */
export type Rule = boolean | { [operator: string]: unknown };

/** Everything the filler, the validator and the receipt know about a form. Published as JSON, immutable per version. */
export interface FormDefinition {
  id: FormId;
  /** Semantic version; a released version never changes. */
  version: string;
  title: LocalizedText;
  summary: LocalizedText;
  /** Groups services on a settlement's page, e.g. `general`, `tax`. */
  sector: string;
  languages: readonly Language[];
  /** Least level of identification, for starting and for submitting; absent: any login will do. */
  identification?: 1 | 2 | 3 | 4;
  /** JSON Schema 2020-12 of the answers: the data contract. */
  schema: Record<string, unknown>;
  pages: readonly FormPage[];
  attachments: readonly AttachmentSlot[];
  /** Where computed values and parameters of the settlement come from, e.g. the paragraph of the act. */
  legalBasis?: LocalizedText;
  /** A sentence people must know before they start, e.g. who has to file elsewhere. */
  notice?: LocalizedText;
  deadline?: LocalizedText;
  fee?: LocalizedText;
  /** Groups of settlement parameters the rules read; a settlement that offers the form must give them. */
  parameters?: readonly string[];
  /** Who may file it; everybody when absent. */
  filers?: readonly CapacityKind[];
  calculator?: Calculator;
}

/** The pages of a form that lead to its figure: anybody may try them, without a login. */
export interface Calculator {
  /** Ids of pages. */
  pages: readonly string[];
  /** Key of the computed field that is the figure. */
  result: string;
  /** Keys of questions on these pages that do not change the figure. */
  without?: readonly string[];
}

/** One topic per page. A page whose rule is false is not shown, and its answers are dropped on submission. */
export interface FormPage {
  id: string;
  title: LocalizedText;
  intro?: LocalizedText;
  when?: Rule;
  /** Shows the submitter's identity data, read-only, above the fields. */
  identity?: boolean;
  fields: readonly FormField[];
  /** Ids of attachment slots uploaded on this page. */
  slots?: readonly string[];
  /** What must hold between answers; the message stands at the field. */
  checks?: readonly FormCheck[];
}

/** A rule between answers, e.g. that exempt nights are not more than all nights. */
export interface FormCheck {
  id: string;
  /** Key of the field (or `table.column`) the error is shown at. */
  field: string;
  /** What must be true; evaluated only when the field is visible. */
  that: Rule;
  message: LocalizedText;
}

interface FieldBase {
  /** Path in the answers, dot-separated: `contact.email`. */
  key: string;
  label: LocalizedText;
  hint?: LocalizedText;
  /** Sees only answers given before this field that are themselves visible. */
  when?: Rule;
  /** Must be answered whenever it is visible. */
  required?: boolean;
  /** Fields with the same group that follow each other are drawn together, e.g. the parts of an address. */
  group?: { id: string; label: LocalizedText };
  /** Where a new draft takes the answer from, if it is known: `account.email`, `party.taxNumber` … */
  prefill?: PrefillSource;
  /** A return for the next period must declare it anew: not carried over from an earlier submission. */
  declareAnew?: boolean;
}

export const prefillSources = [
  "identity.name",
  "identity.birthName",
  "identity.mothersName",
  "identity.placeOfBirth",
  "identity.dateOfBirth",
  "account.email",
  "account.phone",
  "account.address.postcode",
  "account.address.city",
  "account.address.street",
  "party.name",
  "party.taxNumber",
] as const;
export type PrefillSource = (typeof prefillSources)[number];

/** Bounds are whole numbers or decimal text, compared exactly. */
interface Bounds {
  min?: number | string;
  max?: number | string;
}

/** The period of a return: in the next one it is moved on by `advance` months or years. */
interface Periodic {
  advance?: number;
}

/** How a computed value is written: whole forints and counts as numbers, the rest as decimal text or text. */
export type ComputedFormat = "money" | "integer" | "decimal" | "percent" | "text";

/** Read-only, computed in browser and server alike from the answers before it; what a client sends is ignored. */
export interface ComputedField extends FieldBase {
  kind: "computed";
  compute: Rule;
  as: ComputedFormat;
  /** Decimals of `decimal` and `percent`. */
  digits?: number;
  /** An intermediate value that only later rules need. */
  hidden?: boolean;
}

/** Rows of the same questions. Rules of a column see the row as `row.<column>`. */
export interface TableField extends FieldBase {
  kind: "table";
  columns: readonly ColumnField[];
  minRows?: number;
  maxRows: number;
  /** Columns whose sum is shown under the table. */
  totals?: readonly string[];
}

export type ColumnField = AnswerField | ComputedField;
export type FormField = AnswerField | ComputedField | TableField;

/** A question with one answer. */
export type AnswerField = FieldBase &
  (
    | { kind: "text"; autocomplete?: string }
    | { kind: "long-text"; rows?: number }
    | { kind: "email" | "phone" }
    | { kind: "yes-no" }
    /** A box that must be ticked; its label is the declaration itself. */
    | { kind: "declaration" }
    /**
     * `optionsFrom`: the settlement's own list (`group.value`), e.g. its reliefs; then `options` is empty.
     * `optionsOn`: key of the day, month or year whose list it is; today's without.
     */
    | { kind: "select"; options: readonly FieldOption[]; optionsFrom?: string; optionsOn?: string }
    | { kind: "radio"; options: readonly FieldOption[] }
    /** Several options; the answer is the list of those chosen, in the form's order. */
    | { kind: "multi"; options: readonly FieldOption[] }
    /** Whole number; `money` is whole forints. */
    | ({ kind: "integer" | "money"; unit?: LocalizedText } & Bounds)
    /** Decimal text (`"12.5"`) with at most `digits` decimals. */
    | ({ kind: "decimal" | "percent"; digits: number; unit?: LocalizedText } & Bounds)
    /** `2026-11-23`; bounds are dates, `today` or moved by days (`today-30`). */
    | { kind: "date"; min?: string; max?: string }
    /** `2026-11` */
    | ({ kind: "month"; min?: string; max?: string } & Periodic)
    /** `2026` */
    | ({ kind: "year"; min?: number | string; max?: number | string } & Periodic)
    /** Ownership share, `1/2`: 0 < n ≤ d. */
    | { kind: "fraction" }
    | { kind: "identifier"; identifier: IdentifierKind }
  );

export interface FieldOption {
  value: string;
  label: LocalizedText;
  /** Offered only while this holds, e.g. case types of the chosen topic. */
  when?: Rule;
}

export interface AttachmentSlot {
  id: string;
  label: LocalizedText;
  hint?: LocalizedText;
  required?: Rule;
  /** MIME types the office accepts; checked against the content, not the name. */
  contentTypes: readonly string[];
  maxFiles: number;
  /** Bytes per file. */
  maxFileSize: number;
}

/** One thing wrong with one answer. `field` is a key, or `attachments.<slot>`; the code picks the message. */
export interface FieldError {
  field: string;
  code:
    | "required"
    | "too-long"
    | "too-short"
    | "wrong-type"
    | "not-an-option"
    | "pattern"
    | "email"
    | "phone"
    /** Control characters, half of a surrogate pair, text direction overrides. */
    | "characters"
    | "unknown-field"
    | "must-accept"
    | "number"
    | "too-small"
    | "too-large"
    | "too-many-decimals"
    | "date"
    | "too-early"
    | "too-late"
    | "fraction"
    | "identifier"
    | "too-few-rows"
    | "too-many-rows"
    /** A check of the form failed; its message is the form's own. */
    | "check"
    | "too-many-files"
    /** All files of the form together; the limit is in bytes. */
    | "files-too-large"
    /** Its upload has not finished. */
    | "file-not-verified"
    /** Its malware scan has not finished. */
    | "file-scanning"
    /** The malware scan did not release it: it must be removed. */
    | "file-rejected";
  /** Numbers the message needs, e.g. `{ limit: 200 }`. */
  params?: Readonly<Record<string, number>>;
  /** Id of the form's check, for `check`. */
  check?: string;
}
