import { setTimeout as sleep } from "node:timers/promises";
import { changeCase, type PlannedChange } from "../../../src/app/casework/change-case.ts";
import { jitteredPause } from "../../../src/app/filing/jitter.ts";
import { applyTransition } from "../../../src/domain/case/apply-transition.ts";
import type { CaseDocument, DocumentKind } from "../../../src/domain/case/case-document.ts";
import { type CaseEvent, type CaseRecord, revisionOf } from "../../../src/domain/case/case.ts";
import { isAllowed, type TransitionName } from "../../../src/domain/case/transitions.ts";
import { type CaseId, type DocumentId, newEntityId } from "../../../src/domain/ids.ts";
import { failure, type Result, success } from "../../../src/domain/result.ts";
import { sha256, TIME_ZONE } from "../../unit/filing/fixtures.ts";
import { catalogueOf } from "./office.ts";
import { count, violate, type World } from "./world.ts";

interface Act {
  transition: TransitionName;
  event: CaseEvent["type"];
  document?: DocumentKind;
}

const acts = {
  start: { transition: "start", event: "started" },
  ask: { transition: "requestSupplement", event: "supplement-requested", document: "supplement-request" },
  answer: { transition: "supplement", event: "supplemented", document: "supplement" },
  decide: { transition: "decide", event: "decided", document: "decision" },
  close: { transition: "close", event: "closed" },
  withdraw: { transition: "withdraw", event: "withdrawn", document: "withdrawal" },
  requeue: { transition: "requeue", event: "requeued" },
} as const satisfies Record<string, Act>;

/** The next thing that happens to a case in the office; nothing when it is not there or done. */
const nextAct = ({ state, events }: CaseRecord): Act | undefined => {
  if (state === "registered") return acts.start;
  if (state === "supplement-requested") return acts.answer;
  if (state === "decided") return acts.close;
  if (state !== "in-progress") return undefined;
  return events.some(({ type }) => type === "supplemented") ? acts.decide : acts.ask;
};

let serial = 0;

const newDocumentId = (now: number): DocumentId => {
  serial += 1;
  const digit = (index: number) => Math.floor(serial / 32 ** (15 - index)) % 32;
  return newEntityId<DocumentId>(
    now,
    Uint8Array.from({ length: 16 }, (_, index) => digit(index)),
  );
};

const apply = (
  record: CaseRecord,
  act: Act,
  { now, by, id }: { now: number; by: string; id: DocumentId },
): Result<PlannedChange, { code: string }> => {
  const office = record.catalogue.office.name.hu;
  const event: CaseEvent = {
    type: act.event,
    at: now,
    office,
    note: by,
    ...(act.document && { document: id }),
  };
  const moved = applyTransition(record, act.transition, event);
  if (!moved.ok) return moved;
  const document: CaseDocument | undefined = act.document && {
    id,
    kind: act.document,
    from: act.document === "supplement" || act.document === "withdrawal" ? "client" : "office",
    at: now,
    author: by,
    text: by,
    files: [],
  };
  return success({
    after: moved.value,
    ...(document && { documents: [document], isNew: true }),
    notify: true,
  });
};

/** What came of a change: answered as done, refused, or nobody knows because the store never answered. */
type Answer = "done" | "refused" | "unknown";

const change = async (
  world: World,
  { caseId, revision, by }: { caseId: CaseId; revision?: number; by: string },
  choose: (record: CaseRecord) => Act | undefined,
  refile = false,
): Promise<Answer> => {
  const id = newDocumentId(world.now);
  const dependencies = {
    store: world.subject.casework,
    catalogue: catalogueOf(world),
    sha256,
    timeZone: TIME_ZONE,
    clock: () => world.now,
    pause: (attempt: number) => sleep(jitteredPause(attempt, Math.random()) / 5),
  };
  try {
    const changed = await changeCase(dependencies, { caseId, revision }, ({ record }, now) => {
      const act = choose(record);
      if (!act) return failure({ code: "nothing-to-do" });
      const planned = apply(record, act, { now, by, id });
      return planned.ok ? success({ ...planned.value, refile }) : planned;
    });
    if (changed.ok) return "done";
    // Too busy: the last try may have come through without an answer.
    return changed.failure.code === "too-busy" ? "unknown" : "refused";
  } catch {
    return "unknown";
  }
};

/** A change that was answered as done stands in the timeline, once; one that was refused does not. */
const checkAnswer = async (world: World, caseId: CaseId, by: string, answer: Answer): Promise<void> => {
  if (answer === "unknown") return;
  const file = await world.subject.casework.find(caseId).catch(() => undefined);
  const times = file?.record.events.filter(({ note }) => note === by).length;
  if (times === undefined) return;
  // A refusal that came after a lost answer may be of the very change; the revision tells only that it moved on.
  const isRight = answer === "done" ? times === 1 : times <= 1;
  if (!isRight)
    violate(
      world,
      "of two clerks one acts, and what was answered is there",
      `${caseId}: ${by}, ${answer}, ${times} events`,
    );
};

export const withdraw = async (world: World, caseId: CaseId): Promise<void> => {
  const by = `client ${++serial}`;
  const answer = await change(world, { caseId, by }, ({ state }) =>
    isAllowed("withdraw", state) ? acts.withdraw : undefined,
  );
  count(world, `withdrawal ${answer}`);
  if (answer === "done") world.withdrawn.add(caseId);
  await checkAnswer(world, caseId, by, answer);
};

/** Two clerks see the same case and act on it at once. */
export const twoClerks = async (world: World, record: CaseRecord): Promise<void> => {
  if (!nextAct(record)) return;
  const names = [`clerk ${++serial}`, `clerk ${++serial}`];
  const answers = await Promise.all(
    names.map((by) => change(world, { caseId: record.id, revision: revisionOf(record), by }, nextAct)),
  );
  count(world, "two clerks on one case");
  const done = answers.filter((answer) => answer === "done").length;
  if (done > 1)
    violate(
      world,
      "of two clerks one acts, and what was answered is there",
      `${record.id}: both clerks were told so`,
    );
  await Promise.all(names.map((by, index) => checkAnswer(world, record.id, by, answers[index] ?? "unknown")));
};

export const nextDocument = async (world: World, caseId: CaseId): Promise<void> => {
  const by = `office ${++serial}`;
  const answer = await change(world, { caseId, by }, nextAct);
  count(world, `later step ${answer}`);
  await checkAnswer(world, caseId, by, answer);
};

export const requeue = async (world: World, caseId: CaseId): Promise<void> => {
  const by = `records clerk ${++serial}`;
  const answer = await change(
    world,
    { caseId, by },
    ({ state }) => (state === "needs-review" ? acts.requeue : undefined),
    true,
  );
  count(world, `requeue ${answer}`);
};
