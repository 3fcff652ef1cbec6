import type { CaseDetail, CaseSummary } from "../../../src/contract/cases.ts";
import type { Answers } from "../../../src/domain/case/case.ts";
import { readAnswer, writeAnswer } from "../../../src/domain/form/answers.ts";
import { carryOver, type Dropped } from "../../../src/domain/form/carry-over.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { type Result, success } from "../../../src/domain/result.ts";
import type { CatalogueReader } from "../api/catalogue.ts";
import type { ApiFailure, Call } from "../api/client.ts";
import type { LocalDraft, LocalDrafts, LocalPlace } from "./local-drafts.ts";

export interface MovePorts {
  call: Call;
  catalogue: Pick<CatalogueReader, "form">;
  drafts: LocalDrafts;
  /** One tab at a time. */
  exclusive: <T>(work: () => Promise<T>) => Promise<T>;
}

export interface Moved {
  caseId: string;
  /** What no longer fits the form as it is offered now. */
  dropped: readonly Dropped[];
}
type MoveResult = Result<Moved, ApiFailure>;

const draftsOf = async (
  call: Call,
  { settlement, form }: LocalPlace,
): Promise<Result<readonly CaseSummary[], ApiFailure>> => {
  const answer = await call("listCases", { query: {} });
  // Whoever may only submit cannot list; then there is nothing to recognise an earlier attempt by.
  if (!answer.ok) return answer.failure.code === "cannot-query" ? success([]) : answer;
  return success(
    answer.value.cases.filter(
      (one) => one.state === "draft" && one.form.id === form && one.settlement.code === settlement,
    ),
  );
};

/** Failures after which a draft may have been created although nobody said so. */
const isUncertain = ({ code }: ApiFailure): boolean =>
  code === "network" || code === "too-busy" || code === "unexpected";

/** The draft this one is moved into: that of an earlier attempt whose answer was lost, or a new one. */
const openTarget = async (
  { call, drafts }: MovePorts,
  local: LocalDraft,
): Promise<Result<string, ApiFailure>> => {
  if (local.moving?.caseId !== undefined) return success(local.moving.caseId);
  const present = await draftsOf(call, local);
  if (!present.ok) return present;
  const before = local.moving?.before ?? present.value.map(({ id }) => id);
  const created = present.value.find(
    ({ id, createdAt, updatedAt }) => !before.includes(id) && createdAt === updatedAt,
  );
  if (local.moving && created) return success(created.id);
  drafts.keep({ ...local, moving: { before } });
  const { settlement, form } = local;
  const started = await call("startCase", { body: { settlement, form } });
  if (started.ok) {
    drafts.keep({ ...local, moving: { before, caseId: started.value.id } });
    return success(started.value.id);
  }
  if (!isUncertain(started.failure)) {
    const { moving: _, ...unmoved } = local;
    drafts.keep(unmoved);
  }
  return started;
};

/** What was typed, and where nothing was what the portal knew by itself. */
const together = (form: FormDefinition, typed: Answers, known: Answers): Answers =>
  form.pages
    .flatMap((page) => page.fields)
    .filter(({ key }) => readAnswer(typed, key) === undefined)
    .reduce((answers, { key }) => writeAnswer(answers, key, readAnswer(known, key)), typed);

const fill = async (ports: MovePorts, local: LocalDraft, target: CaseDetail): Promise<MoveResult> => {
  const { call, catalogue } = ports;
  const from = await catalogue.form(local.formHash);
  if (!from.ok) return from;
  const to = await catalogue.form(target.catalogue.formHash);
  if (!to.ok) return to;
  // What the portal would not keep is left out here, and named: nothing disappears without a word.
  const carried = carryOver({ form: from.value, answers: local.answers }, to.value);
  const answers = together(to.value, carried.answers, target.answers);
  const caseId = target.id;
  const saved = await call("saveAnswers", { params: { caseId }, body: { version: target.version, answers } });
  return saved.ok ? success({ caseId, dropped: carried.dropped }) : saved;
};

/**
 * Moves a form filled without a login into a draft at the portal, exactly once: an attempt that broke off is gone on
 * with, also after a reload and from another tab. The local one is dropped when the portal has everything.
 */
export const moveDraft = (ports: MovePorts, place: LocalPlace): Promise<MoveResult> =>
  ports.exclusive(async () => {
    const { call, drafts } = ports;
    const local = drafts.read(place);
    if (!local) return { ok: false, failure: { code: "not-found" } };
    const target = await openTarget(ports, local);
    if (!target.ok) return target;
    const caseId = target.value;
    const detail = await call("readCase", { params: { caseId } });
    if (!detail.ok) {
      // Discarded meanwhile, or begun in another capacity: the next attempt begins anew.
      if (detail.failure.code === "not-found") {
        const { moving: _, ...unmoved } = local;
        drafts.keep(unmoved);
      }
      return detail;
    }
    // A draft whose version grew has been filled: the answer to that was lost.
    const isFilled = detail.value.state !== "draft" || detail.value.version > 0;
    const moved = isFilled ? success({ caseId, dropped: [] }) : await fill(ports, local, detail.value);
    if (moved.ok) drafts.drop(place);
    return moved;
  });
