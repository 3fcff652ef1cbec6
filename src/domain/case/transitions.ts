/** Every state a case can be in, in the order of its life; the last four are side states. */
export const caseStates = [
  "draft",
  "submitted",
  "received",
  "registered",
  "in-progress",
  "supplement-requested",
  "decided",
  "closed",
  "rejected",
  "transferred",
  "withdrawn",
  "needs-review",
] as const;
export type CaseState = (typeof caseStates)[number];

/** `system` is the portal itself: the filing workflow, deadlines. */
export type TransitionActor =
  | "client"
  | "system"
  | "records-clerk"
  | "case-officer"
  | "head-of-office"
  | "specialist-system";

export interface Transition {
  from: readonly CaseState[];
  to: CaseState;
  /** Who may trigger it. */
  by: readonly TransitionActor[];
}

/**
 * The one table of transitions. Repositories turn `from` into the condition of the write,
 * so a transition that is not here cannot happen.
 */
export const transitions = {
  submit: { from: ["draft"], to: "submitted", by: ["client"] },
  receive: { from: ["submitted"], to: "received", by: ["system", "records-clerk"] },
  register: { from: ["received"], to: "registered", by: ["system", "records-clerk"] },
  park: { from: ["submitted", "received"], to: "needs-review", by: ["system"] },
  /** A parked case goes back to filing; one with a registry number was not parked by filing and stays. */
  requeue: { from: ["needs-review"], to: "submitted", by: ["system", "records-clerk", "head-of-office"] },
  start: {
    from: ["registered"],
    to: "in-progress",
    by: ["case-officer", "head-of-office", "specialist-system"],
  },
  requestSupplement: {
    from: ["in-progress"],
    to: "supplement-requested",
    by: ["case-officer", "head-of-office", "specialist-system"],
  },
  supplement: { from: ["supplement-requested"], to: "in-progress", by: ["client"] },
  /** The work goes on without what was asked for: its deadline has passed, or it is not needed any more. */
  endWaiting: {
    from: ["supplement-requested"],
    to: "in-progress",
    by: ["system", "case-officer", "head-of-office", "specialist-system"],
  },
  decide: {
    from: ["in-progress"],
    to: "decided",
    by: ["case-officer", "head-of-office", "specialist-system"],
  },
  close: { from: ["decided"], to: "closed", by: ["case-officer", "head-of-office", "specialist-system"] },
  reject: {
    from: ["received", "registered", "in-progress", "needs-review"],
    to: "rejected",
    by: ["case-officer", "head-of-office"],
  },
  transfer: {
    from: ["received", "registered", "in-progress", "needs-review"],
    to: "transferred",
    by: ["records-clerk", "case-officer", "head-of-office"],
  },
  withdraw: {
    from: ["submitted", "received", "registered", "in-progress", "supplement-requested"],
    to: "withdrawn",
    by: ["client"],
  },
} as const satisfies Record<string, Transition>;
export type TransitionName = keyof typeof transitions;

export const isAllowed = (name: TransitionName, from: CaseState): boolean =>
  (transitions[name].from as readonly CaseState[]).includes(from);

/** States no transition leads out of. */
export const isFinal = (state: CaseState): boolean =>
  !Object.values(transitions).some(({ from }) => (from as readonly CaseState[]).includes(state));

/** Submitted, and not in the registry yet. */
export const isOnItsWay = (state: CaseState): boolean => state === "submitted" || state === "received";
