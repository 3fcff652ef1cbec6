import { type Actor, isSameActing, recordOf } from "../../domain/acting/actor.ts";
import { maySubmit } from "../../domain/acting/case-access.ts";
import { canonicalJson } from "../../domain/canonical-json.ts";
import { sealedContent, type SubmittedContent } from "../../domain/case/seal.ts";
import { caseLimitErrors } from "../../domain/case/attachment-rules.ts";
import { submissionContent } from "../../domain/case/submission-content.ts";
import { nextSerial, serialFrom, submissionNumber } from "../../domain/case/submission-number.ts";
import { isSubmitted, submitDraft } from "../../domain/case/submit.ts";
import type { Submission } from "../../domain/case/case.ts";
import type { FieldError } from "../../domain/form/definition.ts";
import { validateAnswers } from "../../domain/form/validate.ts";
import { placeOf } from "../../domain/office/worklist.ts";
import { isFiledByPortal } from "../../domain/registry/filing-steps.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { mayFile } from "../../domain/settlement/filers.ts";
import { type EpochSeconds, toIsoInstant, toLocalDate } from "../../domain/time.ts";
import type { AccountGone } from "../account/find-account.ts";
import type { Catalogue } from "../catalogue/ports.ts";
import type { FilingQueue } from "../filing/ports.ts";
import { sealOf } from "../documents/seal.ts";
import type { AccountReader } from "../session/ports.ts";
import { findOwn, type OwnCase } from "./own-case.ts";
import type {
  CaseReader,
  CleanUp,
  Dossier,
  RandomBytes,
  Report,
  RightRefusal,
  SubmissionChanges,
  SubmissionStore,
  WriteRefusal,
} from "./ports.ts";

export interface SubmitCaseDependencies {
  cases: Pick<CaseReader, "find">;
  catalogue: Pick<Catalogue, "form" | "settlement">;
  submissions: SubmissionStore;
  /** Identity of who submits, where somebody else began the draft. */
  accounts: AccountReader;
  queue: Pick<FilingQueue, "send">;
  random: RandomBytes;
  report: Report;
  /** IANA name of the offices' wall clock; submission numbers carry it. */
  timeZone: string;
}

type SubmitRequest = OwnCase & { version: number; now: EpochSeconds };

export type SubmitCaseFailure =
  | WriteRefusal
  | { code: "invalid-fields"; errors: readonly FieldError[] }
  | RightRefusal
  | AccountGone
  | { code: "outside-mandate" | "identification-too-low" | "capacity-not-allowed" | "too-busy" };

export interface Submitted {
  id: string;
  submissionNumber: string;
  submittedAt: string;
}

/** Free numbers of one office and second are many; that this many in a row are taken means something is wrong. */
const NUMBERS_TO_TRY = 25;

const toAnswer = ({ caseId }: OwnCase, { number, at }: Submission): Submitted => ({
  id: caseId,
  submissionNumber: number,
  submittedAt: toIsoInstant(at),
});

type Unsealed = Omit<SubmissionChanges, "seal">;

/** What the case consists of from now on: what stays of the draft, signed by whoever submits it. */
const contentAfter = (
  { submitter, acting, answers, attachments }: Dossier,
  changes: Unsealed,
): Omit<SubmittedContent, "record"> => ({
  submitter,
  acting,
  ...changes.signed,
  answers: changes.answers ?? answers,
  attachments: attachments.filter(({ id }) => !changes.attachments.includes(id)),
});

/** The store's claim and write, with the next number as long as another case has the one tried. */
const store = async (
  { catalogue, random, submissions, timeZone }: SubmitCaseDependencies,
  dossier: Dossier,
  changes: Unsealed,
  at: EpochSeconds,
): Promise<Result<Submission & { isForPortal: boolean }, SubmitCaseFailure>> => {
  const { record } = dossier;
  const content = contentAfter(dossier, changes);
  const { office, filing } = await catalogue.settlement(record.catalogue.settlement.hash);
  let serial = serialFrom(random(2));
  for (let attempt = 0; attempt < NUMBERS_TO_TRY; attempt++) {
    const submitted = submitDraft(record, submissionNumber({ krid: office.krid, at, timeZone, serial }), at);
    if (!submitted.ok) return failure({ code: "not-a-draft" });
    const seal = await sealOf(sealedContent({ ...content, record: submitted.value }));
    const named = { ...submitted.value, partyName: content.acting.party.name };
    const place = isFiledByPortal(named, filing) ? undefined : placeOf(named);
    const stored = await submissions.submit(named, { ...changes, seal, ...(place && { place }) });
    if (stored.ok) return success({ ...stored.value, isForPortal: !place });
    if (stored.failure.code !== "number-taken") return failure({ code: stored.failure.code });
    serial = nextSerial(serial);
  }
  return failure({ code: "too-busy" });
};

/** The complete check, and what of the draft does not go along. */
const check = async (
  { catalogue, timeZone }: SubmitCaseDependencies,
  dossier: Dossier,
  { actor: { acting, level }, now }: SubmitRequest,
): Promise<Result<CleanUp, SubmitCaseFailure>> => {
  const form = await catalogue.form(dossier.record.catalogue.form.hash);
  if (level < (form.identification ?? 0)) return failure({ code: "identification-too-low" });
  // The same party may be acted for in more than one capacity, and not only in the one the draft was begun in.
  const settlement = await catalogue.settlement(dossier.record.catalogue.settlement.hash);
  if (!mayFile(acting.party.kind, form, settlement)) return failure({ code: "capacity-not-allowed" });
  const { parameters } = settlement;
  const context = { today: toLocalDate(now, timeZone), parameters };
  const content = submissionContent(form, dossier, context);
  const errors = [
    ...validateAnswers(form, content.answers, content.attachments, context),
    ...caseLimitErrors(content.attachments),
  ];
  if (errors.length > 0) return failure({ code: "invalid-fields", errors });
  const dropped = dossier.attachments.filter((file) => !content.attachments.includes(file));
  const isWhole = canonicalJson(content.answers) === canonicalJson(dossier.answers);
  return success({
    attachments: dropped.map(({ id }) => id),
    ...(!isWhole && { answers: content.answers }),
  });
};

/** Whoever submits answers for it: a draft that somebody else began, or in another capacity, is signed anew. */
const sign = async (
  accounts: AccountReader,
  dossier: Dossier,
  actor: Actor,
): Promise<Result<Pick<SubmissionChanges, "signed" | "right">, AccountGone>> => {
  const { basis } = actor.acting;
  const isRevocable = basis.kind === "mandate" || basis.kind === "statutory";
  const right =
    isRevocable && actor.personKey !== undefined ? { personKey: actor.personKey, basis } : undefined;
  if (isSameActing(recordOf(actor, dossier.acting.actorName), dossier.acting))
    return success(right ? { right } : {});
  const account = await accounts.find(actor.account);
  if (!account) return failure({ code: "session-ended" });
  const signed = { acting: recordOf(actor, account.identity.name), submitter: account.identity };
  return success({ signed, ...(right && { right }) });
};

/** One more chance than needed: a submission that cannot be queued now is found by the sweeper. */
const askForFiling = async (
  { queue, report }: SubmitCaseDependencies,
  { record }: Dossier,
): Promise<void> => {
  try {
    await queue.send({ caseId: record.id, office: record.catalogue.office.id, book: record.book });
  } catch (error) {
    report("not-queued", record.id, error);
  }
};

/**
 * Submits the draft the client last saw (`version`): complete check, then the one write by which the case
 * has its number and is durable, then the queue. Whoever repeats it, at the same moment or later, with the
 * same content gets the same answer.
 */
export const submitCase = async (
  dependencies: SubmitCaseDependencies,
  request: SubmitRequest,
): Promise<Result<Submitted, SubmitCaseFailure>> => {
  const found = await findOwn(dependencies.cases, request, maySubmit);
  if (!found.ok) return found;
  const { record } = found.value;
  const isSameContent = record.draftVersion === request.version;
  if (isSubmitted(record) && isSameContent) return success(toAnswer(request, record.submission));
  if (record.state !== "draft") return failure({ code: "not-a-draft" });
  if (!isSameContent) return failure({ code: "draft-changed" });
  const checked = await check(dependencies, found.value, request);
  if (!checked.ok) return checked;
  const signature = await sign(dependencies.accounts, found.value, request.actor);
  if (!signature.ok) return signature;
  const changes = { ...checked.value, ...signature.value };
  const stored = await store(dependencies, found.value, changes, request.now);
  if (!stored.ok) return stored;
  // Where a clerk receives, the case is on the clerk's list by the same transaction.
  if (stored.value.isForPortal) await askForFiling(dependencies, found.value);
  return success(toAnswer(request, stored.value));
};
