import type { CaseEvent, CaseRecord } from "./case.ts";

/** The dated events of a case, oldest first; events of the same second keep the order they were written in. */
export const timeline = (record: Pick<CaseRecord, "events">): CaseEvent[] =>
  record.events.toSorted((first, second) => first.at - second.at);
