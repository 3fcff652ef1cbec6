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

export interface Transition {
  from: readonly CaseState[];
  to: CaseState;
  /** Who may trigger it. `system` is the filing workflow. */
  by: readonly ("client" | "system" | "records-clerk" | "case-officer")[];
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
  start: { from: ["registered"], to: "in-progress", by: ["case-officer"] },
  requestSupplement: { from: ["in-progress"], to: "supplement-requested", by: ["case-officer"] },
  supplement: { from: ["supplement-requested"], to: "in-progress", by: ["client"] },
  decide: { from: ["in-progress"], to: "decided", by: ["case-officer"] },
  close: { from: ["decided"], to: "closed", by: ["case-officer"] },
  reject: { from: ["received", "registered", "in-progress"], to: "rejected", by: ["case-officer"] },
  transfer: { from: ["received", "registered", "in-progress"], to: "transferred", by: ["case-officer"] },
  withdraw: { from: ["submitted", "received", "registered", "in-progress"], to: "withdrawn", by: ["client"] },
} as const satisfies Record<string, Transition>;
export type TransitionName = keyof typeof transitions;

export const isAllowed = (name: TransitionName, from: CaseState): boolean =>
  (transitions[name].from as readonly CaseState[]).includes(from);
