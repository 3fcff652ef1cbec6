import type { CasePackage } from "../../contract/integration.ts";
import type { CaseDocument, Delivery } from "../../domain/case/case-document.ts";
import { revisionOf } from "../../domain/case/case.ts";
import { sealedContent } from "../../domain/case/seal.ts";
import { isSubmitted } from "../../domain/case/submit.ts";
import { type EpochSeconds, toIsoInstant } from "../../domain/time.ts";
import type { SealReader } from "../cases/ports.ts";
import type { CaseFile } from "../casework/ports.ts";
import { isSent } from "../casework/later-view.ts";
import { sealOf } from "../documents/seal.ts";

const numberAt = (given: { number: string; at: EpochSeconds } | undefined) =>
  given && { number: given.number, at: toIsoInstant(given.at) };

const packagedDelivery = ({ state, deliveredAt }: Delivery) => ({
  state,
  ...(deliveredAt !== undefined && { deliveredAt: toIsoInstant(deliveredAt) }),
});

const packagedDocument = (document: CaseDocument): CasePackage["documents"][number] => {
  const { id, kind, from, author, text, number, dueOn, delivery, invalidated } = document;
  return {
    id,
    kind,
    from,
    at: toIsoInstant(document.at),
    author,
    text,
    files: [...document.files],
    ...(number !== undefined && { number }),
    ...(dueOn !== undefined && { dueOn }),
    ...(delivery && { delivery: packagedDelivery(delivery) }),
    ...(invalidated && { invalidated: { at: toIsoInstant(invalidated.at), reason: invalidated.reason } }),
  };
};

/**
 * The whole case for the specialist system that deals with it; undefined when no system does. Throws when what is stored
 * is not what was sealed.
 */
export const packageCase = async (
  seals: SealReader,
  { record, documents, laterFiles, ...rest }: CaseFile,
): Promise<CasePackage | undefined> => {
  const { assignment, catalogue } = record;
  if (!isSubmitted(record) || assignment?.system === undefined) return undefined;
  const content = { ...rest, record };
  const seal = await sealOf(sealedContent(content));
  const stored = await seals.findSeal(record.submission.number);
  if (stored !== undefined && stored !== seal) throw new Error("A submission is not what was sealed");
  const { settlement, form } = catalogue;
  return {
    caseId: record.id,
    revision: revisionOf(record),
    state: record.state,
    office: assignment.office,
    system: assignment.system,
    settlement: { code: settlement.code, name: settlement.name.hu },
    form: { id: form.id, version: form.version, title: form.title.hu },
    ...(record.deadline && { dueOn: record.deadline.dueOn }),
    submission: {
      seal: { algorithm: "SHA-256", canonicalization: "RFC 8785", value: seal },
      content: sealedContent(content),
      arrival: numberAt(record.arrival),
      registration: numberAt(record.registration),
    } as CasePackage["submission"],
    documents: documents.map(packagedDocument),
    files: laterFiles
      .filter((file) => file.state === "verified" && isSent({ documents }, file))
      .map(({ id, fileName, size, contentType, sha256 }) => ({ id, fileName, size, contentType, sha256 })),
  };
};
