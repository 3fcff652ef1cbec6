import type { Actor } from "../../domain/acting/actor.ts";
import { mayChange } from "../../domain/acting/case-access.ts";
import type { CaseId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { CaseReader, Dossier, WriteRefusal } from "./ports.ts";

/** Who asks for which case. */
export interface OwnCase {
  caseId: CaseId;
  actor: Actor;
}

/**
 * The case, as far as `may` (domain/acting/case-access.ts) allows it. Another party's case is answered exactly
 * as one that does not exist.
 */
export const findOwn = async <Refusal extends string, Stored extends Dossier = Dossier>(
  cases: { find(id: CaseId): Promise<Stored | undefined> },
  { caseId, actor }: OwnCase,
  may: (stored: Stored, actor: Actor) => "allowed" | "not-found" | Refusal,
): Promise<Result<Stored, { code: "not-found" | Refusal }>> => {
  const dossier = await cases.find(caseId);
  if (!dossier) return failure({ code: "not-found" });
  const access = may(dossier, actor);
  return access === "allowed" ? success(dossier) : failure({ code: access });
};

/** The caller's case, as long as its content may still be changed. */
export const findOwnDraft = async (
  cases: Pick<CaseReader, "find">,
  own: OwnCase,
): Promise<Result<Dossier, { code: "not-found" | "not-a-draft" }>> => {
  const found = await findOwn<never>(cases, own, mayChange);
  return found.ok && found.value.record.state !== "draft" ? failure({ code: "not-a-draft" }) : found;
};

const ATTEMPTS = 5;

/**
 * For changes whose client names no version: reads the draft, lets `change` write to exactly what was read,
 * and begins anew when something else was written in between.
 */
export const changeOwnDraft = async <T, F extends { code: string }>(
  cases: Pick<CaseReader, "find">,
  own: OwnCase,
  change: (dossier: Dossier) => Promise<Result<T, F | WriteRefusal>>,
): Promise<Result<T, F | WriteRefusal>> => {
  for (let attempt = 1; ; attempt++) {
    const found = await findOwnDraft(cases, own);
    if (!found.ok) return found;
    const changed = await change(found.value);
    if (changed.ok || changed.failure.code !== "draft-changed" || attempt === ATTEMPTS) return changed;
  }
};
