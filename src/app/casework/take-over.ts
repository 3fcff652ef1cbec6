import type { CaseDetail } from "../../contract/cases.ts";
import { isWithheld } from "../../domain/case/client-actions.ts";
import type { DocumentId } from "../../domain/ids.ts";
import { takeOverDocument } from "../../domain/procedure/delivery.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { mayRead } from "../../domain/acting/case-access.ts";
import { findOwn, type OwnCase } from "../cases/own-case.ts";
import { viewCase } from "../cases/case-view.ts";
import type { CaseworkDependencies, PlannedChange } from "./change-case.ts";
import { changeOwnCase, type OwnChangeFailure } from "./own-change.ts";
import type { CaseFile } from "./ports.ts";

const plan = (
  { record, documents }: CaseFile,
  id: DocumentId,
  by: string,
  now: EpochSeconds,
): Result<PlannedChange, { code: "not-found" | "wrong-state" }> => {
  const document = documents.find((candidate) => candidate.id === id);
  if (!document?.delivery) return failure({ code: "not-found" });
  if (!isWithheld(document) || document.invalidated) return failure({ code: "wrong-state" });
  const delivered = { ...document, delivery: takeOverDocument(document.delivery, now) };
  const event = { type: "taken-over", at: now, document: id, note: by } as const;
  return success({
    after: { ...record, updatedAt: now, events: [...record.events, event] },
    documents: [delivered],
  });
};

/**
 * The client takes a document of the office over: from that moment it counts as delivered and can be read. Repeating is
 * harmless, and so is taking over what meanwhile counts as delivered by rule: its day of delivery stays.
 */
export const takeOver = async (
  dependencies: CaseworkDependencies,
  { document, ...own }: OwnCase & { document: DocumentId },
): Promise<Result<CaseDetail, OwnChangeFailure>> => {
  const { actor } = own;
  const taken = await changeOwnCase(dependencies, own, (file, now) =>
    plan(file, document, actor.displayName, now),
  );
  if (taken.ok || taken.failure.code !== "wrong-state") return taken;
  const found = await findOwn(dependencies.store, own, mayRead);
  if (!found.ok) return found;
  const isDelivered = found.value.documents.some(
    ({ id, delivery }) => id === document && delivery?.deliveredAt,
  );
  return isDelivered ? success(viewCase(found.value, actor.account)) : taken;
};
