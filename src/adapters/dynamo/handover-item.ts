import * as v from "valibot";
import {
  destinationName,
  type Handover,
  handoverReasons,
  parseDestination,
} from "../../domain/delivery/handover.ts";
import type { CaseId } from "../../domain/ids.ts";
import { toIsoInstant } from "../../domain/time.ts";
import { Instant } from "./common-item.ts";
import { caseKeys } from "./keys.ts";

type Item = Record<string, unknown>;

const HandoverItemSchema = v.object({
  schemaVersion: v.literal(1),
  id: v.string(),
  office: v.string(),
  system: v.string(),
  form: v.string(),
  reason: v.picklist(handoverReasons),
  revision: v.number(),
  state: v.picklist(["waiting", "done", "set-aside"]),
  since: Instant,
  attempts: v.number(),
  nextTryAt: v.optional(Instant),
  lastFailure: v.optional(v.string()),
});

/** Throws when the item is not of a known schema version: a migration error, never a client's. */
export const parseHandoverItem = (item: Item): Handover => {
  const { schemaVersion: _, id, ...handover } = v.parse(HandoverItemSchema, item);
  return { caseId: id, ...handover } as unknown as Handover;
};

/**
 * Item HANDOVER of a case's partition. In index `pending` as long as the portal tries to deliver it (`pendingOffice` names
 * the destination: the index projects no other attribute), in index `worklist` as long as the system has not got it.
 */
export const handoverItem = (handover: Handover): Item => {
  const { caseId, nextTryAt, state, since } = handover;
  const { caseId: _, ...kept } = handover;
  return {
    ...caseKeys.handoverItem(caseId),
    schemaVersion: 1,
    id: caseId,
    ...kept,
    ...(nextTryAt !== undefined && {
      pendingKey: caseKeys.handover(caseId),
      pendingSince: nextTryAt,
      pendingOffice: destinationName(handover),
    }),
    ...(state !== "done" && {
      worklistKey: caseKeys.systemList(handover.office, handover.system),
      worklistSort: `${toIsoInstant(since)}#${caseId}`,
    }),
  };
};

const DueItemSchema = v.object({ id: v.string(), pendingOffice: v.string(), pendingSince: v.number() });

/** What index `pending` knows of a handover that is due. */
export const parseDueItem = (item: Item) => {
  const { id, pendingOffice, pendingSince } = v.parse(DueItemSchema, item);
  const destination = parseDestination(pendingOffice);
  if (!destination) throw new Error("A handover names no destination");
  return { caseId: id as CaseId, ...destination, dueAt: pendingSince };
};
