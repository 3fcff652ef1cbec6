import { discardDraft, type DiscardDraftDependencies } from "../../src/app/cases/discard-draft.ts";
import { saveAnswers, type SaveAnswersDependencies } from "../../src/app/cases/save-answers.ts";
import { startCase, type StartCaseDependencies } from "../../src/app/cases/start-case.ts";
import type { CaseId, FormId, SettlementCode } from "../../src/domain/ids.ts";
import { success } from "../../src/domain/result.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { ownCase } from "../own-case.ts";

type Names = "startCase" | "saveAnswers" | "discardDraft";
export type DraftDependencies = StartCaseDependencies & SaveAnswersDependencies & DiscardDraftDependencies;

export const createDraftEndpoints = (
  dependencies: DraftDependencies,
): { [Name in Names]: Endpoint<Name> } => ({
  async startCase({ body, principal, now }) {
    const started = await startCase(dependencies, {
      actor: principal,
      settlement: body.settlement as SettlementCode,
      form: body.form as FormId,
      basedOn: body.basedOn as CaseId | undefined,
      now,
    });
    return started.ok ? success({ body: started.value }) : started;
  },

  async saveAnswers({ params, body, principal, now }) {
    const saved = await saveAnswers(dependencies, { ...ownCase(params, principal), ...body, now });
    return saved.ok ? success({ body: saved.value }) : saved;
  },

  async discardDraft({ params, principal, now }) {
    const discarded = await discardDraft(dependencies, { ...ownCase(params, principal), now });
    return discarded.ok ? success({}) : discarded;
  },
});
