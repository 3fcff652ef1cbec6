import type { Actor } from "../../domain/acting/actor.ts";
import { ownersFor } from "../../domain/acting/actor.ts";
import type { Mandate } from "../../domain/acting/capacity.ts";
import { partyOfAccount } from "../../domain/acting/party.ts";
import type { AccountId, CaseId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { MandateStore } from "../acting/ports.ts";
import { discardDraft, type DiscardDraftDependencies } from "../cases/discard-draft.ts";
import type { CaseReader } from "../cases/ports.ts";
import type { SessionStore } from "../session/ports.ts";
import { hashToken } from "../session/token.ts";
import { inOwnCapacity } from "./download-data.ts";
import { type LogOutEverywhere, logOutEverywhere } from "./log-out-everywhere.ts";
import type { AccountRemoval } from "./ports.ts";

/** Drafts a person began for others on an uploaded document: only they know them. */
export interface DocumentDrafts {
  begunBy(account: AccountId): Promise<readonly CaseId[]>;
}

export interface DeleteAccount extends LogOutEverywhere, DiscardDraftDependencies {
  accounts: AccountRemoval;
  sessions: Pick<SessionStore, "read" | "listOf" | "endOwn" | "endAllOf">;
  cases: CaseReader;
  documentDrafts: DocumentDrafts;
  mandates: Pick<MandateStore, "grantedBy" | "receivedBy" | "revoke">;
}

export interface Deleted {
  /** Submitted cases: the office keeps them by law. */
  keptCases: number;
  /** Where the browser ends its session at the broker; undefined when the broker cannot be asked. */
  brokerLogout: string | undefined;
}

type TooBusy = { code: "too-busy" };
type Discarded = "gone" | "submitted" | "moving";

const PAGE_SIZE = 20;

const discard = async (
  dependencies: DeleteAccount,
  own: { caseId: CaseId; actor: Actor },
  now: EpochSeconds,
): Promise<Discarded> => {
  const discarded = await discardDraft(dependencies, { ...own, now });
  if (discarded.ok || discarded.failure.code === "not-found") return "gone";
  return discarded.failure.code === "not-a-draft" ? "submitted" : "moving";
};

/** Discards what was never submitted; counts what was. */
const clearCases = async (
  dependencies: DeleteAccount,
  actor: Actor,
  now: EpochSeconds,
): Promise<Result<number, TooBusy>> => {
  let kept = 0;
  let after: CaseId | undefined;
  do {
    const page = await dependencies.cases.listOwned(ownersFor(actor), after, PAGE_SIZE);
    const drafts = page.cases.filter(({ state }) => state === "draft");
    const outcomes = await Promise.all(
      drafts.map(({ id }) => discard(dependencies, { caseId: id, actor }, now)),
    );
    if (outcomes.includes("moving")) return failure({ code: "too-busy" });
    // A draft may have been submitted at this very moment.
    const submitted = outcomes.filter((outcome) => outcome === "submitted");
    kept += page.cases.length - drafts.length + submitted.length;
    after = page.next;
  } while (after !== undefined);
  return success(kept);
};

/** These belong to the party once they are submitted; until then to nobody but who began them. */
const clearDocumentDrafts = async (
  dependencies: DeleteAccount,
  actor: Actor,
  now: EpochSeconds,
): Promise<Result<void, TooBusy>> => {
  for (const caseId of await dependencies.documentDrafts.begunBy(actor.account)) {
    const dossier = await dependencies.cases.find(caseId);
    if (!dossier) continue;
    const outcome = await discard(dependencies, { caseId, actor: { ...actor, acting: dossier.acting } }, now);
    if (outcome === "moving") return failure({ code: "too-busy" });
  }
  return success(undefined);
};

const isOpen = ({ revokedAt }: Mandate): boolean => revokedAt === undefined;

/** Mandates end on both sides; as ended ones they stay, because they prove who could act when. */
const endMandates = async (
  { mandates }: DeleteAccount,
  { account, personKey }: Actor,
  now: EpochSeconds,
): Promise<void> => {
  const granted = await mandates.grantedBy(partyOfAccount(account));
  const received = personKey === undefined ? [] : await mandates.receivedBy(personKey);
  for (const { id, proxy } of granted.filter(isOpen))
    await mandates.revoke(proxy.personKey, id, "principal", now);
  for (const { id, proxy } of received.filter(isOpen))
    await mandates.revoke(proxy.personKey, id, "proxy", now);
};

/** Nobody makes anything new in another browser while the rest goes; this one must be able to repeat. */
const endOtherSessions = async (
  { sessions }: DeleteAccount,
  account: AccountId,
  token: string | undefined,
): Promise<void> => {
  const current = token === undefined ? undefined : await hashToken(token);
  for (const { hash } of await sessions.listOf(account))
    if (hash !== current) await sessions.endOwn(account, hash);
};

/**
 * Deletes all the portal keeps of the person except what the office must keep: submitted cases. The account is
 * marked first and the caller's own session ends last, so that a deletion that breaks off anywhere can be repeated and
 * then finishes. A later login begins a new, empty account; because its id follows from the person, the kept
 * cases are seen in it again. `too-busy`: a draft was being written to all the while.
 */
export const deleteAccount = async (
  dependencies: DeleteAccount,
  { actor: caller, token }: { actor: Actor; token: string | undefined },
  now: EpochSeconds,
): Promise<Result<Deleted, TooBusy>> => {
  const actor = inOwnCapacity(caller);
  const { account: id, personKey } = actor;
  const account = await dependencies.accounts.begin(id, now);
  await endOtherSessions(dependencies, id, token);
  const kept = await clearCases(dependencies, actor, now);
  if (!kept.ok) return kept;
  const cleared = await clearDocumentDrafts(dependencies, actor, now);
  if (!cleared.ok) return cleared;
  await endMandates(dependencies, actor, now);
  await dependencies.accounts.finish(id, account, personKey);
  const brokerLogout = await logOutEverywhere(dependencies, { account: id, token });
  return success({ keptCases: kept.value, brokerLogout });
};
