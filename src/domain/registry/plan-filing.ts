import type { Arrival, Assignment, CaseEvent, Registration } from "../case/case.ts";
import { type CaseState, transitions } from "../case/transitions.ts";
import type { CaseId } from "../ids.ts";
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

/** Everything filing changes in one case. `from` is the state the plan was made for. */
export interface CaseFiling {
  caseId: CaseId;
  from: CaseState;
  to: CaseState;
  at: EpochSeconds;
  arrival: Arrival;
  registration: Registration;
  assignment: Assignment;
  /** Appended to the timeline. */
  events: readonly CaseEvent[];
  entry: FiledEntry;
}

/**
 * The exact set of writes that files a batch of cases into one book, all or nothing:
 * each counter moves from `before` to `after` provided it still is `before`, each case moves on provided it
 * still is in `from`, each entry is new.
 */
export interface FilingPlan {
  address: BookAddress;
  before: Counters;
  after: { arrival: ArrivalCounter; book: BookCounter };
  filings: readonly CaseFiling[];
}

/** Registry years follow the wall clock of the office, not UTC. */
export const registryYear = (now: EpochSeconds, timeZone: string): number =>
  toLocalDateTime(now, timeZone).year;

const bySubmission = (a: Fileable, b: Fileable): number => {
  const [first, second] = [a.record.submission, b.record.submission];
  return first.at - second.at || (first.number < second.number ? -1 : 1);
};

/**
 * Receives, registers and routes a batch: numbers continue the counters without a gap, ascending in the
 * order of submission. The cases must be distinct and belong to the book; at least one.
 */
export const planFiling = (input: {
  address: BookAddress;
  counters: Counters;
  cases: readonly Fileable[];
  now: EpochSeconds;
  sha256: Sha256;
}): FilingPlan => {
  const { address, counters, sha256 } = input;
  let arrival = counters.arrival ?? noArrivals;
  let book = counters.book ?? emptyBook;
  // Clocks of two machines differ: nothing is ever dated before what it follows.
  const at = Math.max(input.now, arrival.at, book.at, ...input.cases.map(({ record }) => record.updatedAt));
  const filings = input.cases.toSorted(bySubmission).map((fileable): CaseFiling => {
    const received = receive(fileable, arrival, address.year, at);
    const filing = register(fileable, received.arrival, address, book, at, sha256);
    arrival = received.counter;
    book = counterAfter(book, filing.entry);
    return { ...filing, events: [...received.events, ...filing.events] };
  });
  return { address, before: counters, after: { arrival, book }, filings };
};

/** A case a clerk has received before keeps its arrival number. */
const receive = (
  { record, arrivalPattern }: Fileable,
  last: ArrivalCounter,
  year: number,
  at: EpochSeconds,
): { arrival: Arrival; counter: ArrivalCounter; events: CaseEvent[] } => {
  if (record.arrival) return { arrival: record.arrival, counter: last, events: [] };
  const next = last.number + 1;
  const arrival = { number: arrivalNumber(arrivalPattern, { number: next, year }), at };
  const event: CaseEvent = {
    type: "received",
    at,
    office: record.catalogue.office.name.hu,
    number: arrival.number,
  };
  return { arrival, counter: { number: next, at }, events: [event] };
};

const register = (
  { record, team, registryPattern }: Fileable,
  arrival: Arrival,
  address: BookAddress,
  last: BookCounter,
  at: EpochSeconds,
  sha256: Sha256,
): CaseFiling => {
  const main = last.main + 1;
  const sub = 1;
  const number = registryNumber(registryPattern, { book: address.book, main, sub, year: address.year });
  const { settlement, form, office } = record.catalogue;
  const entry = sealEntry(
    {
      ...address,
      sequence: last.entries + 1,
      main,
      sub,
      number,
      at,
      kind: "submission",
      caseId: record.id,
      settlement: settlement.code,
      form: form.id,
      formVersion: form.version,
      submissionNumber: record.submission.number,
      arrivalNumber: arrival.number,
    },
    last.hash,
    sha256,
  );
  return {
    caseId: record.id,
    from: record.state,
    to: transitions.register.to,
    at,
    arrival,
    registration: { number, book: address.book, year: address.year, main, sub, at },
    assignment: { office: address.office, team },
    events: [
      { type: "registered", at, office: office.name.hu, number },
      { type: "routed", at, office: office.name.hu },
    ],
    entry,
  };
};
