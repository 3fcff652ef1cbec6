import { canonicalJson } from "../../domain/canonical-json.ts";
import type { Assignment, CaseEvent, CaseRecord } from "../../domain/case/case.ts";
import { caseKeys } from "./keys.ts";

// What a CASE item leaves out because it says so elsewhere: below 1 KB filing a case costs half (docs/adr/0010).

/** After the submission the key of index `by-owner` says it; a draft has it besides, because it may stand elsewhere there. */
export const ownerIn = ({ owner, ownerKey }: Record<string, unknown>): string | undefined => {
  if (typeof owner === "string") return owner;
  return typeof ownerKey === "string" ? caseKeys.ownerOf(ownerKey) : undefined;
};

type AssignmentSource = { catalogue: { office: { id: string } } };

/** Without the office where it is the case's own. */
export const storedAssignment = (
  { office, ...assignment }: Assignment,
  { catalogue }: AssignmentSource,
): Partial<Assignment> => (office === catalogue.office.id ? assignment : { office, ...assignment });

export const wholeAssignment = <Stored extends object>({
  assignment,
  catalogue,
}: AssignmentSource & { assignment?: Stored | undefined }) => ({
  office: catalogue.office.id,
  ...assignment,
});

export type StoredEvent = CaseEvent | CaseEvent["type"];

type EventSource = Pick<CaseRecord, "catalogue" | "createdAt" | "submission" | "arrival" | "registration">;

/** The event by which the case got what it holds; undefined for a type that says more than the case does. */
const impliedEvent = (type: CaseEvent["type"], record: EventSource): CaseEvent | undefined => {
  const { submission, arrival, registration } = record;
  const office = record.catalogue.office.name.hu;
  if (type === "created") return { type, at: record.createdAt };
  if (type === "submitted" && submission)
    return { type, at: submission.at, office, number: submission.number };
  if (type === "received" && arrival) return { type, at: arrival.at, office, number: arrival.number };
  if (type === "registered" && registration)
    return { type, at: registration.at, office, number: registration.number };
  return type === "routed" && registration ? { type, at: registration.at, office } : undefined;
};

const isImplied = (event: CaseEvent, record: EventSource): boolean => {
  const implied = impliedEvent(event.type, record);
  return implied !== undefined && canonicalJson(implied) === canonicalJson(event);
};

/**
 * Events as they are stored: one that repeats what the case itself holds (when it was submitted, under which number …)
 * by its type alone. `record` is the case after them.
 */
export const storedEvents = (events: readonly CaseEvent[], record: EventSource): StoredEvent[] =>
  events.map((event) => (isImplied(event, record) ? event.type : event));

const wholeEvent = (stored: StoredEvent, record: EventSource): CaseEvent => {
  if (typeof stored !== "string") return stored;
  const event = impliedEvent(stored, record);
  if (!event) throw new Error(`A case has an event ${stored} without what it stands for`);
  return event;
};

/** Throws when an event stands for something the case does not hold. */
export const wholeEvents = (stored: readonly StoredEvent[], record: EventSource): CaseEvent[] =>
  stored.map((event) => wholeEvent(event, record));
