import type { Arrival, Assignment, CaseDeadline, CaseEvent, CaseRecord, Registration } from "../case/case.ts";
import { revisionOf } from "../case/case.ts";
import { type CaseState, transitions } from "../case/transitions.ts";
import { type Handover, newHandover } from "../delivery/handover.ts";
import type { CaseId } from "../ids.ts";
import { placeOf, type WorklistPlace } from "../office/worklist.ts";
import { deadlineFor } from "../procedure/deadline.ts";
import { type EpochSeconds, toLocalDateTime } from "../time.ts";
import {
  type ArrivalCounter,
  type BookAddress,
  type BookCounter,
  counterAfter,
  emptyBook,
  noArrivals,
  type FiledEntry,
  sealEntry,
  type Sha256,
} from "./book.ts";
import type { Fileable } from "./fileable.ts";
import { arrivalNumber, registryNumber } from "./number-pattern.ts";

/** What was read; an absent counter means that the book (or the office's year) has no number yet. */
export interface Counters {
  arrival?: ArrivalCounter | undefined;
  book?: BookCounter | undefined;
}

/** What a registered case got besides. */
interface Registered {
  registration: Registration;
  assignment: Assignment;
  deadline?: CaseDeadline;
  entry: FiledEntry;
  /** The case is on its way to the specialist system that deals with it. */
  handover?: Handover;
}

/** Everything filing changes in one case. `from` is the state the plan was made for. */
export interface CaseFiling extends Partial<Registered> {
  caseId: CaseId;
  /** The case as it is afterwards, but for its timeline. */
  after: CaseRecord;
  from: CaseState;
  to: CaseState;
  at: EpochSeconds;
  arrival: Arrival;
  /** Appended to the timeline. */
  events: readonly CaseEvent[];
  /** Where the office finds it from now on. */
  place: WorklistPlace | undefined;
}

/**
 * The exact set of writes that files a batch of cases into one book, all or nothing:
 * each counter moves from `before` to `after` provided it still is `before`, each case moves on provided it
 * still is in `from`, each entry is new. A counter that does not move is not written.
 */
export interface FilingPlan {
  address: BookAddress;
  before: Counters;
  after: { arrival: ArrivalCounter; book: BookCounter };
  filings: readonly CaseFiling[];
  /** The cases that got the arrival numbers after `before.arrival`, in the order of the numbers. */
  arrived: readonly CaseId[];
}

/** Registry years follow the wall clock of the office, not UTC. */
export const registryYear = (now: EpochSeconds, timeZone: string): number =>
  toLocalDateTime(now, timeZone).year;

const bySubmission = (a: Fileable, b: Fileable): number => {
  const [first, second] = [a.record.submission, b.record.submission];
  return first.at - second.at || (first.number < second.number ? -1 : 1);
};

interface FilingOrder {
  address: BookAddress;
  counters: Counters;
  cases: readonly Fileable[];
  now: EpochSeconds;
  sha256: Sha256;
  /** IANA name of the office's wall clock. */
  timeZone: string;
}

/**
 * Receives, registers and routes a batch, each case as far as its task says: numbers continue the counters without a gap,
 * ascending in the order of submission. The cases must be distinct and belong to the book, which is open; at least one.
 */
export const planFiling = (order: FilingOrder): FilingPlan => {
  const { address, counters } = order;
  let arrival = counters.arrival ?? noArrivals;
  let book = counters.book ?? emptyBook;
  // Clocks of two machines differ: nothing is ever dated before what it follows.
  const at = Math.max(order.now, arrival.at, book.at, ...order.cases.map(({ record }) => record.updatedAt));
  const arrived: CaseId[] = [];
  const filings = order.cases.toSorted(bySubmission).map((fileable): CaseFiling => {
    const received = receive(fileable, arrival, address.year, at);
    if (received.counter.number > arrival.number) arrived.push(fileable.record.id);
    arrival = received.counter;
    if (fileable.task && !fileable.task.register) return filingOf(fileable.record, received, at);
    const registered = register(fileable, received, book, { ...order, now: at });
    book = counterAfter(book, registered.entry);
    return filingOf(fileable.record, received, at, registered);
  });
  return { address, before: counters, after: { arrival, book }, filings, arrived };
};

interface Received {
  arrival: Arrival;
  counter: ArrivalCounter;
  events: readonly CaseEvent[];
}

/** A case that was received before keeps its arrival number. */
const receive = (
  { record, arrivalPattern }: Fileable,
  last: ArrivalCounter,
  year: number,
  at: EpochSeconds,
): Received => {
  if (record.arrival) return { arrival: record.arrival, counter: last, events: [] };
  const next = last.number + 1;
  const arrival = { number: arrivalNumber(arrivalPattern, { number: next, year }), at };
  return { arrival, counter: { number: next, at }, events: [receivedEvent(record, arrival, at)] };
};

const receivedEvent = ({ catalogue }: CaseRecord, { number }: Arrival, at: EpochSeconds): CaseEvent => ({
  type: "received",
  at,
  office: catalogue.office.name.hu,
  number,
});

const registrationEvents = ({ catalogue }: CaseRecord, number: string, at: EpochSeconds): CaseEvent[] => {
  const office = catalogue.office.name.hu;
  return [
    { type: "registered", at, office, number },
    { type: "routed", at, office },
  ];
};

const register = (
  { record, team, system, registryPattern, procedure }: Fileable,
  { arrival, events }: Received,
  last: BookCounter,
  { address, now: at, sha256, timeZone }: FilingOrder,
): Registered => {
  const main = last.main + 1;
  const sub = 1;
  const number = registryNumber(registryPattern, { book: address.book, main, sub, year: address.year });
  const { settlement, form } = record.catalogue;
  const content = {
    ...address,
    sequence: last.entries + 1,
    main,
    sub,
    number,
    at,
    kind: "submission" as const,
    caseId: record.id,
    settlement: settlement.code,
    form: form.id,
    formVersion: form.version,
    submissionNumber: record.submission.number,
    arrivalNumber: arrival.number,
  };
  const deadline = deadlineFor(record, procedure, timeZone);
  const handover = system && {
    caseId: record.id,
    form: form.id,
    destination: { office: address.office, system: system.id },
    reason: "filed" as const,
    revision: revisionOf(record) + events.length + registrationEvents(record, number, at).length,
    at,
    isDelivered: system.delivery === "webhook",
  };
  return {
    registration: { number, book: address.book, year: address.year, main, sub, at },
    assignment: { office: address.office, team, ...(system && { system: system.id }) },
    entry: sealEntry(content, last.hash, sha256),
    ...(deadline && { deadline }),
    ...(handover && { handover: newHandover(handover) }),
  };
};

const filingOf = (
  record: CaseRecord,
  { arrival, events: arrivalEvents }: Received,
  at: EpochSeconds,
  registered?: Registered,
): CaseFiling => {
  const to = registered ? transitions.register.to : transitions.receive.to;
  const events = registered
    ? [...arrivalEvents, ...registrationEvents(record, registered.registration.number, at)]
    : // Every change of a case adds an event, also when somebody receives a second time what was put back.
      [arrivalEvents[0] ?? receivedEvent(record, arrival, at)];
  const { entry: _, handover: __, ...held }: Partial<Registered> = registered ?? {};
  const after = { ...record, ...held, arrival, state: to, updatedAt: at };
  return {
    caseId: record.id,
    after,
    from: record.state,
    to,
    at,
    arrival,
    events,
    place: placeOf(after),
    ...registered,
  };
};
