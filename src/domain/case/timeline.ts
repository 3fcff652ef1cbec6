import type { CaseEvent, CaseRecord } from "./case.ts";

/** The event that declared a number of the case mistaken: it stays used, but nobody should refer to it. */
export const invalidationOf = <Event extends { type: CaseEvent["type"]; number?: string | undefined }>(
  events: readonly Event[],
  number: string | undefined,
): Event | undefined => events.find((event) => event.type === "invalidated" && event.number === number);

/** The dated events of a case, oldest first; events of the same second keep the order they were written in. */
export const timeline = (record: Pick<CaseRecord, "events">): CaseEvent[] =>
  record.events.toSorted((first, second) => first.at - second.at);
