import { sweepPending } from "../../../src/app/filing/sweep-pending.ts";
import type { FilingMessage } from "../../../src/app/filing/ports.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { SubmittedRecord } from "../../../src/domain/case/submit.ts";
import type { CaseId, SubmissionNumber } from "../../../src/domain/ids.ts";
import type { FaultStore } from "../../support/fault-store.ts";
import { aCaseId, NOW } from "../../unit/filing/fixtures.ts";
import { fileByClerks } from "./clerks.ts";
import { nextDocument, requeue, twoClerks, withdraw } from "./casework.ts";
import { inspect, look } from "./inspect.ts";
import { caseOf } from "./office.ts";
import type { Action, Arrivals, Round, Schedule } from "./schedule.ts";
import type { SubjectFactory } from "./subject.ts";
import { rulesOf } from "./trouble.ts";
import { work } from "./workers.ts";
import {
  actingOf,
  count,
  createWorld,
  messageOf,
  sendTo,
  storeItems,
  submittedItems,
  submitter,
  tellClients,
  violate,
  type Violation,
  type World,
} from "./world.ts";

/** Midnight in Hungary, when the year's books begin. */
const NEW_YEAR = Date.UTC(2026, 11, 31, 23) / 1000;

const arrive = async (
  world: World,
  { book, count: cases, messages, poison, steps }: Arrivals,
): Promise<void> => {
  const records = Array.from({ length: cases }, (_, index) =>
    caseOf(world.office, {
      book,
      at: world.now - cases + index,
      ...(poison && { poison }),
      ...(steps && { steps }),
    }),
  );
  await storeItems(world.store, records.flatMap(submittedItems));
  for (const record of records) {
    world.accepted.set(record.id, record);
    for (let copy = 0; copy < messages; copy++) sendTo(world, messageOf(record));
  }
  count(world, messages === 0 ? "cases whose message got lost" : "cases queued", cases);
  if (messages === 10) count(world, "cases queued ten times", cases);
  if (poison) count(world, "poison cases", cases);
};

let numbers = 0;

/** Another number for the same content, as every click of the button draws one. */
const withNewNumber = (record: SubmittedRecord): SubmittedRecord => {
  numbers += 1;
  const number = `${record.submission.number}-${numbers}` as SubmissionNumber;
  const events = record.events.map((event) => (event.type === "submitted" ? { ...event, number } : event));
  return { ...record, submission: { ...record.submission, number }, events };
};

/** The portal's own way: a draft, then one or several clicks on the button, and one more when all is over. */
const submit = async (world: World, { book, clicks }: Extract<Action, { kind: "submit" }>): Promise<void> => {
  const { drafts, submissions } = world.subject;
  const record = caseOf(world.office, { book, at: world.now });
  const { submission: _, ...draft } = record;
  const created: CaseRecord = { ...draft, state: "draft", events: record.events.slice(0, 1) };
  const dossier = { record: created, answers: {}, submitter, acting: actingOf(record), attachments: [] };
  // Who has no draft cannot submit it; they would see an error and try again.
  const isThere = await drafts.create(dossier).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  const click = async () => {
    const wanted = withNewNumber(record);
    const answer = await submissions
      .submit(wanted, { attachments: [], seal: "0".repeat(64) })
      .catch(() => undefined);
    if (!answer?.ok) return;
    const { number } = answer.value;
    const known = world.accepted.get(record.id);
    if (known && known.submission.number !== number)
      violate(
        world,
        "the same submit gives the same answer",
        `${record.id}: ${known.submission.number}, ${number}`,
      );
    world.accepted.set(record.id, { ...wanted, submission: answer.value });
    sendTo(world, messageOf(record), record.id);
  };
  await Promise.all(Array.from({ length: clicks }, click));
  await click();
  count(world, "submits of the same case", clicks + 1);
};

const sweep = async (world: World): Promise<void> => {
  const send = async (message: FilingMessage, attempt?: string) => {
    if (message.office === world.office.id) sendTo(world, message, `${message.caseId}-${attempt}`);
  };
  const { pending } = world.subject;
  // A run that fails is followed by another, a minute later.
  await sweepPending({ pending, queue: { send }, clock: () => world.now, report: () => undefined }).catch(
    () => undefined,
  );
};

const pick = (records: readonly CaseRecord[], which: number): CaseRecord | undefined =>
  records[which % Math.max(1, records.length)];

const again = (world: World, { which, copies }: Extract<Action, { kind: "again" }>): void => {
  const record = pick([...world.accepted.values()], which);
  if (!record) return;
  for (let copy = 0; copy < copies; copy++) sendTo(world, messageOf(record));
  count(world, "late messages of a case", copies);
};

const rubbish = (world: World, { which }: Extract<Action, { kind: "rubbish" }>): void => {
  const record = pick([...world.accepted.values()], which);
  if (!record) return;
  const group = `${record.catalogue.office.id}/${record.book}`;
  world.queue.send({ body: '{"caseId":', group }, world.now);
  sendTo(world, messageOf({ ...record, id: aCaseId() }));
  count(world, "broken messages and unknown cases", 2);
};

/** Those who are looked after by the office, as last seen. */
const inOffice = ({ seen }: World): CaseRecord[] =>
  [...seen.values()].filter(({ registration, state }) => registration && state !== "withdrawn");

const act = async (world: World, action: Action): Promise<void> => {
  switch (action.kind) {
    case "work":
      return work(world, action);
    case "submit":
      return submit(world, action);
    case "withdraw": {
      const record = pick([...world.accepted.values()], action.which);
      return record && withdraw(world, record.id);
    }
    case "clerks": {
      const record = pick(inOffice(world), action.which);
      return record && twoClerks(world, record);
    }
    case "documents": {
      const cases = inOffice(world);
      const chosen = Array.from({ length: action.count }, (_, index) => pick(cases, action.which + index));
      const distinct = new Set(chosen.flatMap((record): CaseId[] => (record ? [record.id] : [])));
      await Promise.all(Array.from(distinct, (id) => nextDocument(world, id)));
      return undefined;
    }
    case "again":
      return again(world, action);
    case "rubbish":
      return rubbish(world, action);
    case "sweep":
      return sweep(world);
    case "bury":
      count(world, "queues given up");
      return world.queue.bury();
    case "redrive":
      return count(world, "messages redriven", world.queue.redrive());
    case "clerks-file":
      return fileByClerks(world, action.clerks);
    case "requeue": {
      world.repaired = true;
      const parked = [...world.seen.values()].filter(({ state }) => state === "needs-review");
      await Promise.all(parked.map(({ id }) => requeue(world, id)));
      return undefined;
    }
  }
};

const playRound = async (world: World, round: Round, seed: number): Promise<void> => {
  const { gateway } = world.store;
  for (const arrivals of round.arrivals) await arrive(world, arrivals);
  gateway.setRules(rulesOf[round.trouble], seed);
  await Promise.all(round.actions.map((action) => act(world, action)));
  gateway.setRules([]);
  count(world, `rounds: ${round.trouble}`);
  await look(world);
  world.now += round.pause;
};

/**
 * All troubles are over: what the portal has by itself (sweeper, redelivery, one redrive) and its clerks have to bring
 * all to its end; `patience` turns without any case getting further are given. A message that cannot be read holds up its group until it is a dead letter, as it does in SQS.
 */
const drain = async (world: World, patience: number): Promise<void> => {
  world.queue.redrive();
  let before = Number.POSITIVE_INFINITY;
  for (let idle = 0; idle < patience; idle++) {
    world.now += 400;
    await sweep(world);
    await work(world, { kind: "work", workers: 2, batches: 60, forced: false });
    await look(world);
    await fileByClerks(world, 1);
    await look(world);
    const waiting = [...world.seen.values()].filter(isWaiting).length;
    if (waiting === 0) return;
    if (waiting < before) idle = -1;
    before = waiting;
  }
};

const isWaiting = ({ state }: CaseRecord): boolean => state === "submitted" || state === "received";

/** Plays a schedule in an office of its own and gives what was wrong. */
export const playSchedule = async (
  store: FaultStore,
  subject: SubjectFactory,
  { schedule, name, seed, patience }: { schedule: Schedule; name: string; seed: number; patience: number },
): Promise<{ violations: readonly Violation[]; cases: number; tally: ReadonlyMap<string, number> }> => {
  const now = schedule.beforeNewYear === undefined ? NOW : NEW_YEAR - schedule.beforeNewYear;
  const world = createWorld(store, subject, { name, now });
  try {
    for (const [index, round] of schedule.rounds.entries()) await playRound(world, round, seed + index);
  } finally {
    store.gateway.setRules([]);
  }
  await drain(world, patience);
  await inspect(world);
  await tellClients(world);
  return { violations: world.violations, cases: world.accepted.size, tally: world.tally };
};
