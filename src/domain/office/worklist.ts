import type { CaseRecord } from "../case/case.ts";
import type { CaseState } from "../case/transitions.ts";
import { type OfficeId, timePartOf } from "../ids.ts";
import { nextDay } from "../procedure/deadline.ts";
import { toIsoInstant } from "../time.ts";

/** Lists of an office: the records clerk's, the parked cases, each team's, and what is finished. */
export type ListName = "to-receive" | "to-register" | "review" | "done" | `team:${string}`;

/** A case is on one list of one office at a time, or on none. */
export interface WorklistPlace {
  office: OfficeId;
  list: ListName;
  /** Ascending: the first is the most urgent, of equally urgent ones the one begun first. */
  sort: string;
}

/** The list of each state; `team` is the one of the team the case is assigned to. */
const lists: Readonly<
  Record<CaseState, "to-receive" | "to-register" | "review" | "done" | "team" | undefined>
> = {
  draft: undefined,
  submitted: "to-receive",
  received: "to-register",
  "needs-review": "review",
  registered: "team",
  "in-progress": "team",
  "supplement-requested": "team",
  decided: "team",
  closed: "done",
  rejected: "done",
  transferred: "done",
  withdrawn: "done",
};

const listName = ({ state, assignment }: CaseRecord): ListName | undefined => {
  const list = lists[state];
  return list === "team" ? assignment && `team:${assignment.team}` : list;
};

/**
 * Where the office finds the case in the state it has: teams by deadline (that of the supplement while one is waited for), the others by time. A submitted case is on the
 * records clerk's list only where its settlement has cases received by a clerk; that is for the caller to know.
 */
export const placeOf = (record: CaseRecord): WorklistPlace | undefined => {
  const list = listName(record);
  if (!list) return undefined;
  const isTeams = list.startsWith("team:");
  const since = toIsoInstant(record.submission?.at ?? record.updatedAt);
  const first = isTeams
    ? ((record.deadline && nextDay(record.deadline)) ?? "9999")
    : list === "done"
      ? toIsoInstant(record.updatedAt)
      : since;
  return {
    office: record.assignment?.office ?? record.catalogue.office.id,
    list,
    sort: `${first}#${timePartOf(record.id)}`,
  };
};
