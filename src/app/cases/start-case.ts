import type { CaseDetail } from "../../contract/cases.ts";
import { type Actor, ownersFor, recordOf } from "../../domain/acting/actor.ts";
import { covers } from "../../domain/acting/scope.ts";
import type { CatalogueReference } from "../../domain/case/case.ts";
import { newDraft } from "../../domain/case/new-draft.ts";
import type { FieldError, FormDefinition } from "../../domain/form/definition.ts";
import { prefill } from "../../domain/form/prefill.ts";
import { type CaseId, type FormId, newEntityId, type SettlementCode } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { mayFile } from "../../domain/settlement/filers.ts";
import type { PublishedSettlement, Service } from "../../domain/settlement/settlement.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { AccountGone } from "../account/find-account.ts";
import type { Catalogue } from "../catalogue/ports.ts";
import type { PersonalAccountReader } from "../account/ports.ts";
import { carryAnswers } from "./carry-answers.ts";
import { viewCase } from "./case-view.ts";
import { knownData } from "./known-data.ts";
import type { CaseReader, DraftStore, RandomBytes } from "./ports.ts";

export interface StartCaseDependencies {
  accounts: PersonalAccountReader;
  cases: Pick<CaseReader, "find">;
  catalogue: Pick<Catalogue, "currentSettlement" | "form">;
  drafts: Pick<DraftStore, "create">;
  random: RandomBytes;
}

export type StartCaseFailure =
  | { code: "invalid-fields"; errors: readonly FieldError[] }
  | { code: "outside-mandate" | "identification-too-low" | "capacity-not-allowed" | "not-carriable" }
  | AccountGone;

export interface CaseStart {
  actor: Actor;
  settlement: SettlementCode;
  form: FormId;
  /** An own case of the same form whose answers the new draft begins with. */
  basedOn?: CaseId | undefined;
  now: EpochSeconds;
}

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

/** Whether the actor may file this form at all, whatever is in it. */
const refusalOf = (
  form: FormDefinition,
  settlement: PublishedSettlement,
  start: CaseStart,
): "outside-mandate" | "identification-too-low" | "capacity-not-allowed" | undefined => {
  const { acting, level } = start.actor;
  if (!covers(acting.scope, start)) return "outside-mandate";
  if (!mayFile(acting.party.kind, form, settlement)) return "capacity-not-allowed";
  return level < (form.identification ?? 0) ? "identification-too-low" : undefined;
};

/**
 * Opens a draft under the settlement and form as they are published now; it keeps exactly these for life.
 * It belongs to the party acted for; the submitter's identity is the actor's, as the broker vouched for it. It begins
 * with the answers of the case it is based on, if any, and with what is known of person and party. A
 * settlement that does not exist, or a form it does not offer, is `invalid-fields`; what the mandate does not
 * cover `outside-mandate`; a form that others file here `capacity-not-allowed`; one that asks for a stronger login
 * `identification-too-low`; a case one cannot begin from `not-carriable`; an account that is being deleted
 * `session-ended`.
 */
export const startCase = async (
  { accounts, cases, catalogue, drafts, random }: StartCaseDependencies,
  start: CaseStart,
): Promise<Result<CaseDetail, StartCaseFailure>> => {
  const { actor, now } = start;
  const current = await catalogue.currentSettlement(start.settlement);
  if (!current) return notOffered("settlement");
  const { settlement, hash } = current;
  const service = settlement.services.find((offered) => offered.form === start.form);
  if (!service) return notOffered("form");
  const form = await catalogue.form(service.formHash);
  const refusal = refusalOf(form, settlement, start);
  if (refusal) return failure({ code: refusal });
  const carried = await carryAnswers({ cases, catalogue }, start, form);
  if (!carried.ok) return carried;
  const account = await accounts.find(actor.account);
  if (!account) return failure({ code: "session-ended" });
  const id = newEntityId<CaseId>(now, random(16));
  const reference = referenceTo(settlement, hash, service);
  const [owner] = ownersFor(actor);
  const record = newDraft({ id, owner, catalogue: reference, book: settlement.book, now });
  const { identity } = account;
  const acting = recordOf(actor, identity.name);
  const answers = prefill(form, carried.value, knownData(account, actor));
  const dossier = { record, submitter: identity, acting, answers, attachments: [] };
  await drafts.create(dossier);
  return success(viewCase(dossier, actor.account));
};
