import * as v from "valibot";
import { capacityKinds } from "../domain/acting/capacity.ts";
import { writtenLanguages } from "../domain/format/language.ts";
import { AnswersSchema, SubmitterSchema } from "./cases.ts";

const Instant = v.pipe(v.string(), v.isoTimestamp());
const Sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** Texts of the form are in this language as far as it has it, else in Hungarian. */
export const DocumentQuerySchema = v.object({ language: v.optional(v.picklist(writtenLanguages), "hu") });

/**
 * What is sealed, whole: the SHA-256 of its canonical JSON (RFC 8785, UTF-8) is the seal. A new field is a new
 * `version`.
 */
const SealedContentSchema = v.object({
  version: v.literal(1),
  case: v.string(),
  submission: v.object({ number: v.pipe(v.string(), v.regex(/^\d{27}$/)), at: Instant }),
  form: v.object({ id: v.string(), version: v.string(), hash: v.string() }),
  settlement: v.object({ code: v.string(), hash: v.string() }),
  office: v.string(),
  submitter: SubmitterSchema,
  acting: v.object({
    actor: v.string(),
    actorName: v.string(),
    party: v.object({
      kind: v.picklist(capacityKinds),
      id: v.string(),
      name: v.string(),
      taxNumber: v.optional(v.string()),
      shortName: v.optional(v.string()),
    }),
    basis: v.variant("kind", [
      v.object({ kind: v.literal("self") }),
      v.object({ kind: v.literal("statutory"), entry: v.string() }),
      v.object({ kind: v.literal("mandate"), mandate: v.string() }),
      v.object({ kind: v.literal("document") }),
    ]),
    scope: v.optional(
      v.object({ forms: v.optional(v.array(v.string())), settlements: v.optional(v.array(v.string())) }),
    ),
  }),
  answers: AnswersSchema,
  attachments: v.array(
    v.object({
      id: v.string(),
      slot: v.string(),
      fileName: v.string(),
      size: v.number(),
      contentType: v.string(),
      sha256: Sha256,
    }),
  ),
});

const NumberAt = v.optional(v.object({ number: v.string(), at: Instant }));

/** GET …/documents/package: a submission for machines. */
export const PackageSchema = v.object({
  seal: v.object({
    algorithm: v.literal("SHA-256"),
    canonicalization: v.literal("RFC 8785"),
    value: Sha256,
  }),
  content: SealedContentSchema,
  /** Numbers of the office, which came after the seal. */
  arrival: NumberAt,
  registration: NumberAt,
});
