import type { CaseId, FormId, OfficeId } from "../ids.ts";
import type { EpochSeconds } from "../time.ts";

/** A specialist system of an office; the secrets and tokens of a system are its office's alone. */
export interface Destination {
  office: OfficeId;
  system: string;
}

/** `kophaza/ado`: client id of the system's tokens, name of its secrets, message group of its deliveries. */
export const destinationName = ({ office, system }: Destination): string => `${office}/${system}`;

/** Undefined for what is not the name of a destination. */
export const parseDestination = (name: string): Destination | undefined => {
  const [office, system, ...rest] = name.split("/");
  return office && system && rest.length === 0 ? { office: office as OfficeId, system } : undefined;
};

/** Why a case goes to its system: it was filed, or the client did something in it since. */
export const handoverReasons = ["filed", "updated"] as const;
export type HandoverReason = (typeof handoverReasons)[number];

/**
 * A case on its way to the specialist system that deals with it. There is one per case: what comes later takes the place
 * of what was on its way before, because every delivery carries the whole case as it is then.
 *
 * `waiting` = not acknowledged yet; `done` = the system has it; `set-aside` = given up, an operator has to look.
 */
export interface Handover extends Destination {
  caseId: CaseId;
  form: FormId;
  reason: HandoverReason;
  /** Revision of the case (src/domain/case/case.ts) the system is to learn of. */
  revision: number;
  state: "waiting" | "done" | "set-aside";
  /** Begin of the time in which delivery is tried. */
  since: EpochSeconds;
  /** Deliveries that failed. */
  attempts: number;
  /** Absent: the portal does not deliver it (any more); the system fetches it, or an operator sends it again. */
  nextTryAt?: EpochSeconds;
  /** What the last failed delivery failed of: a status or a fixed word. */
  lastFailure?: string;
}

/** Seconds a handover waits for its own message before the sweeper queues it. */
const PATIENCE = 60;

/** The handover that begins with a change of the case. `isDelivered`: by webhook; otherwise the system fetches. */
export const newHandover = (input: {
  caseId: CaseId;
  form: FormId;
  destination: Destination;
  reason: HandoverReason;
  revision: number;
  at: EpochSeconds;
  isDelivered: boolean;
}): Handover => ({
  caseId: input.caseId,
  form: input.form,
  office: input.destination.office,
  system: input.destination.system,
  reason: input.reason,
  revision: input.revision,
  state: "waiting",
  since: input.at,
  attempts: 0,
  ...(input.isDelivered && { nextTryAt: input.at + PATIENCE }),
});
