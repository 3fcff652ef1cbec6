import type { CaseDetail } from "../../contract/cases.ts";
import { type Actor, ownersFor, recordOf } from "../../domain/acting/actor.ts";
import { covers } from "../../domain/acting/scope.ts";
import type { CatalogueReference } from "../../domain/case/case.ts";
import { newDraft } from "../../domain/case/new-draft.ts";
import type { FieldError } from "../../domain/form/definition.ts";
import { type CaseId, type FormId, newEntityId, type SettlementCode } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { PublishedSettlement, Service } from "../../domain/settlement/settlement.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { Catalogue } from "../catalogue/ports.ts";
import type { AccountReader } from "../session/ports.ts";
import { viewCase } from "./case-view.ts";
import type { DraftStore, RandomBytes } from "./ports.ts";

export interface StartCaseDependencies {
  accounts: AccountReader;
  catalogue: Pick<Catalogue, "currentSettlement" | "form">;
  drafts: Pick<DraftStore, "create">;
  random: RandomBytes;
}

export type StartCaseFailure =
  | { code: "invalid-fields"; errors: readonly FieldError[] }
  | { code: "outside-mandate" | "identification-too-low" };

const referenceTo = (
  settlement: PublishedSettlement,
  hash: string,
  service: Service,
): CatalogueReference => ({
  settlement: { code: settlement.code, name: settlement.name, hash },
  office: { id: settlement.office.id, name: settlement.office.name },
  form: { id: service.form, version: service.version, title: service.title, hash: service.formHash },
});

const notOffered = (field: "settlement" | "form") =>
  failure({ code: "invalid-fields" as const, errors: [{ field, code: "not-an-option" as const }] });

/**
 * Opens a draft under the settlement and form as they are published now; it keeps exactly these for life.
 * It belongs to the party acted for; the submitter's identity is the actor's, as the broker vouched for it. A
 * settlement that does not exist, or a form it does not offer, is `invalid-fields`; what the mandate does not
 * cover `outside-mandate`; a form that asks for a stronger login `identification-too-low`.
 */
export const startCase = async (
  { accounts, catalogue, drafts, random }: StartCaseDependencies,
  start: { actor: Actor; settlement: SettlementCode; form: FormId; now: EpochSeconds },
): Promise<Result<CaseDetail, StartCaseFailure>> => {
  const { actor, now } = start;
  const current = await catalogue.currentSettlement(start.settlement);
  if (!current) return notOffered("settlement");
  const { settlement, hash } = current;
  const service = settlement.services.find(({ form }) => form === start.form);
  if (!service) return notOffered("form");
  if (!covers(actor.acting.scope, start)) return failure({ code: "outside-mandate" });
  const { identification = 0 } = await catalogue.form(service.formHash);
  if (actor.level < identification) return failure({ code: "identification-too-low" });
  const account = await accounts.find(actor.account);
  if (!account) throw new Error("A session without an account");
  const id = newEntityId<CaseId>(now, random(16));
  const reference = referenceTo(settlement, hash, service);
  const [owner] = ownersFor(actor);
  const record = newDraft({ id, owner, catalogue: reference, book: settlement.book, now });
  const { identity } = account;
  const acting = recordOf(actor, identity.name);
  const dossier = { record, submitter: identity, acting, answers: {}, attachments: [] };
  await drafts.create(dossier);
  return success(viewCase(dossier));
};
