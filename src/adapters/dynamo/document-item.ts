import * as v from "valibot";
import { type CaseDocument, type DocumentKind, documentKinds } from "../../domain/case/case-document.ts";
import type { CaseId } from "../../domain/ids.ts";
import { Instant } from "./common-item.ts";
import { caseKeys } from "./keys.ts";

type Item = Record<string, unknown>;

const DocumentItemSchema = v.object({
  schemaVersion: v.literal(1),
  id: v.string(),
  kind: v.picklist(Object.keys(documentKinds) as DocumentKind[]),
  from: v.picklist(["client", "office"]),
  at: Instant,
  author: v.string(),
  text: v.string(),
  files: v.array(v.string()),
  number: v.optional(v.string()),
  entry: v.optional(v.object({ book: v.string(), year: v.number(), main: v.number(), sub: v.number() })),
  dueOn: v.optional(v.string()),
  delivery: v.optional(
    v.object({
      state: v.picklist(["sent", "taken-over", "deemed"]),
      sentAt: Instant,
      secondNoticeAt: v.optional(Instant),
      deliveredAt: v.optional(Instant),
      nextStepAt: v.optional(Instant),
    }),
  ),
  invalidated: v.optional(v.object({ at: Instant, reason: v.string(), by: v.string() })),
});

/** Throws when the item is not of a known schema version: a migration error, never a client's. */
export const parseDocumentItem = (item: Item): CaseDocument => {
  const { schemaVersion: _, ...document } = v.parse(DocumentItemSchema, item);
  return document as unknown as CaseDocument;
};

/** With the keys of index `pending` as long as its delivery has a next step; what is declared invalid has none. */
export const documentItem = (caseId: CaseId, document: CaseDocument): Item => {
  const nextStepAt = document.invalidated ? undefined : document.delivery?.nextStepAt;
  return {
    ...caseKeys.document(caseId, document.id),
    schemaVersion: 1,
    ...document,
    ...(nextStepAt !== undefined && { pendingKey: caseKeys.delivery(caseId), pendingSince: nextStepAt }),
  };
};
