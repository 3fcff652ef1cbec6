import type { FormId } from "../ids.ts";
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
}

export type FormField = FieldBase &
  (
    | { kind: "text"; autocomplete?: string }
    | { kind: "long-text"; rows?: number }
    | { kind: "email" | "phone" }
    | { kind: "yes-no" }
    /** A box that must be ticked; its label is the declaration itself. */
    | { kind: "declaration" }
    | { kind: "select"; options: readonly FieldOption[] }
    | { kind: "radio"; options: readonly FieldOption[] }
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
    | "too-many-files"
    | "file-not-verified";
  /** Numbers the message needs, e.g. `{ limit: 200 }`. */
  params?: Readonly<Record<string, number>>;
}
