import type { ActingRecord } from "../acting/capacity.ts";
import { canonicalJson } from "../canonical-json.ts";
import { toIsoInstant } from "../time.ts";
import type { Answers, Attachment, Submitter } from "./case.ts";
import type { SubmittedRecord } from "./submit.ts";

/** A submitted case with everything that went along: the answers as the server computed them, the verified files. */
export interface SubmittedContent {
  record: SubmittedRecord;
  submitter: Submitter;
  acting: ActingRecord;
  answers: Answers;
  attachments: readonly Attachment[];
}

/**
 * What a submission consists of, for good. Whoever has this object can compute the seal anew: SHA-256 over its
 * canonical JSON (RFC 8785) in UTF-8. Written out field by field, so that a field added to a record elsewhere
 * does not break the seals of before; a change of this list needs the next `version`.
 */
export const sealedContent = ({ record, submitter, acting, answers, attachments }: SubmittedContent) => ({
  version: 1,
  case: record.id,
  submission: { number: record.submission.number, at: toIsoInstant(record.submission.at) },
  form: {
    id: record.catalogue.form.id,
    version: record.catalogue.form.version,
    hash: record.catalogue.form.hash,
  },
  settlement: { code: record.catalogue.settlement.code, hash: record.catalogue.settlement.hash },
  office: record.catalogue.office.id,
  submitter: {
    name: submitter.name,
    birthName: submitter.birthName,
    mothersName: submitter.mothersName,
    placeOfBirth: submitter.placeOfBirth,
    dateOfBirth: submitter.dateOfBirth,
  },
  acting: {
    actor: acting.actor,
    actorName: acting.actorName,
    party: {
      kind: acting.party.kind,
      id: acting.party.id,
      name: acting.party.name,
      taxNumber: acting.party.taxNumber,
      shortName: acting.party.shortName,
    },
    basis: acting.basis,
    scope: acting.scope && { forms: acting.scope.forms, settlements: acting.scope.settlements },
  },
  answers,
  // In the order they were added, however they were read.
  attachments: attachments
    .map(({ id, slot, fileName, size, contentType, sha256 }) => ({
      id,
      slot,
      fileName,
      size,
      contentType,
      sha256,
    }))
    .toSorted((first, second) => (first.id < second.id ? -1 : 1)),
});

export type SealedContent = ReturnType<typeof sealedContent>;

/** The text whose SHA-256 is the seal: equal contents give equal texts, different ones different texts. */
export const sealText = (content: SealedContent): string => canonicalJson(content);
