import type { CaseRecord } from "../case/case.ts";
import type { Actor } from "./actor.ts";
import { ownersFor } from "./actor.ts";
import type { ActingRecord } from "./capacity.ts";
import { mayQuery } from "./party.ts";
import { covers, type Matter } from "./scope.ts";

interface Stored {
  record: Pick<CaseRecord, "owner" | "state" | "catalogue">;
  acting: ActingRecord;
}

export const matterOf = ({ catalogue }: Pick<CaseRecord, "catalogue">): Matter => ({
  form: catalogue.form.id,
  settlement: catalogue.settlement.code,
});

/** Begun on a document: nobody but who began it, in the same capacity, knows the draft; the party did not ask for it. */
const isBegunBy = ({ acting }: Stored, actor: Actor): boolean =>
  acting.actor === actor.account &&
  acting.basis.kind === "document" &&
  acting.party.id === actor.acting.party.id;

const belongsTo = (stored: Stored, actor: Actor): boolean => {
  if (!ownersFor(actor).includes(stored.record.owner)) return false;
  if (!mayQuery(actor.acting)) return isBegunBy(stored, actor);
  return stored.record.state !== "draft" || stored.acting.basis.kind !== "document";
};

/** Looking into a case. What is not the party's, or outside the mandate, does not exist for the actor. */
export const mayRead = (stored: Stored, actor: Actor): "allowed" | "not-found" | "cannot-query" => {
  if (!belongsTo(stored, actor)) return "not-found";
  if (!covers(actor.acting.scope, matterOf(stored.record))) return "not-found";
  return mayQuery(actor.acting) || stored.record.state === "draft" ? "allowed" : "cannot-query";
};

/** Changing a draft; what is no draft any more is refused by its state, which tells nothing of the content. */
export const mayChange = (stored: Stored, actor: Actor): "allowed" | "not-found" => {
  if (!belongsTo(stored, actor)) return "not-found";
  return covers(actor.acting.scope, matterOf(stored.record)) ? "allowed" : "not-found";
};

/** Submitting, and asking for the same submission again. */
export const maySubmit = (stored: Stored, actor: Actor): "allowed" | "not-found" | "outside-mandate" => {
  if (!belongsTo(stored, actor)) return "not-found";
  return covers(actor.acting.scope, matterOf(stored.record)) ? "allowed" : "outside-mandate";
};
