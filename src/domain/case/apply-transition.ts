import { failure, type Result, success } from "../result.ts";
import type { CaseEvent, CaseRecord } from "./case.ts";
import { type CaseState, isAllowed, type TransitionName, transitions } from "./transitions.ts";

export interface WrongState {
  code: "wrong-state";
  state: CaseState;
}

/**
 * Moves a case along the table of transitions and writes the event into its timeline.
 * The stored condition of the same transition (`from`) decides in the end; this is the record it leads to.
 */
export const applyTransition = (
  record: CaseRecord,
  name: TransitionName,
  event: CaseEvent,
): Result<CaseRecord, WrongState> =>
  isAllowed(name, record.state)
    ? success({
        ...record,
        state: transitions[name].to,
        updatedAt: event.at,
        events: [...record.events, event],
      })
    : failure({ code: "wrong-state", state: record.state });
