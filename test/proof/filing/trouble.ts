import type { FaultRule } from "../../../local/gateway/faults.ts";
import { commits, everything, faults } from "../../support/fault-store.ts";
import type { Trouble } from "./schedule.ts";

/** The gateway's rules for a round. */
export const rulesOf: Readonly<Record<Trouble, readonly FaultRule[]>> = {
  none: [],
  "lost-answers": [faults.lostAfter(commits, { chance: 0.5, times: 6 })],
  "lost-requests": [faults.lostBefore(commits, { chance: 0.5, times: 6 })],
  conflicts: [faults.conflict({ chance: 0.5, times: 12 })],
  slow: [faults.slow(everything, 15, { chance: 0.3 })],
  throttled: [
    faults.throttled(everything, { chance: 0.3, times: 40 }),
    faults.serverError(everything, { chance: 0.05, times: 10 }),
  ],
  outage: [faults.serverError(everything, { times: 400 })],
};
