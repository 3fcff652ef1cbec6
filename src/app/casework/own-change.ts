import type { CaseDetail } from "../../contract/cases.ts";
import type { Actor } from "../../domain/acting/actor.ts";
import { mayRead } from "../../domain/acting/case-access.ts";
import { revisionOf } from "../../domain/case/case.ts";
import { type ClientAction, clientActionsIn } from "../../domain/case/client-actions.ts";
import type { FieldError } from "../../domain/form/definition.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { OwnCase } from "../cases/own-case.ts";
import { viewCase } from "../cases/case-view.ts";
import {
  type CaseworkDependencies,
  changeCase,
  type ChangeFailure,
  type PlannedChange,
} from "./change-case.ts";
import type { CaseFile } from "./ports.ts";

export type OwnChangeFailure =
  | ChangeFailure
  | { code: "cannot-query" | "wrong-state" }
  | { code: "invalid-fields"; errors: readonly FieldError[] };

type Planned = Result<PlannedChange, OwnChangeFailure>;
type Plan = (file: CaseFile, now: EpochSeconds) => Promise<Planned> | Planned;

/**
 * A change of a case by its party. Whose case it is comes before everything else: to others there is none. `revision` is
 * what the client saw; absent where it does not matter.
 */
export const changeOwnCase = async (
  dependencies: CaseworkDependencies,
  { caseId, actor, revision, action }: OwnCase & { revision?: number; action?: ClientAction },
  plan: Plan,
): Promise<Result<CaseDetail, OwnChangeFailure>> => {
  const changed = await changeCase<OwnChangeFailure>(dependencies, { caseId }, (file, now) => {
    const access = mayRead(file, actor);
    if (access !== "allowed") return failure({ code: access });
    if (revision !== undefined && revisionOf(file.record) !== revision)
      return failure({ code: "case-changed" });
    if (action !== undefined && !clientActionsIn(file.record, file.documents).includes(action))
      return failure({ code: "wrong-state" });
    return plan(file, now);
  });
  return changed.ok ? viewAgain(dependencies, caseId, actor) : changed;
};

/** With everything that belongs to it, as it is after the change. */
const viewAgain = async (
  { store }: CaseworkDependencies,
  caseId: OwnCase["caseId"],
  actor: Actor,
): Promise<Result<CaseDetail, { code: "not-found" }>> => {
  const file = await store.find(caseId);
  return file ? success(viewCase(file, actor.account)) : failure({ code: "not-found" });
};
