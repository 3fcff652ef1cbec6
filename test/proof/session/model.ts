/**
 * What the brief promises, written down a second time and on purpose without any of the portal's own code:
 * 30 minutes after the last activity and 240 minutes after identification at the broker, whichever is first.
 */
const IDLE_SECONDS = 30 * 60;
const ABSOLUTE_SECONDS = 240 * 60;

export type Shows = "active" | "lapsed" | "ended" | "missing";

export interface BrokerSession {
  sid: string;
  authTime: number;
  isEnded: boolean;
}

/** One token a browser was given, and what became of it. */
export interface Pass {
  token: string;
  broker: BrokerSession;
  lastActivity: number;
  /** Logged out, replaced by a resume or a new login, or ended from elsewhere. */
  isWorthless: boolean;
  capacity: string;
}

export const isTooOld = (authTime: number, now: number): boolean => now >= authTime + ABSOLUTE_SECONDS;

export const idleEnd = ({ lastActivity }: Pass): number => lastActivity + IDLE_SECONDS;
export const absoluteEnd = ({ broker }: Pass): number => broker.authTime + ABSOLUTE_SECONDS;

/**
 * A token that was ended from elsewhere after its time was up anyway: both are true of it, and both refuse.
 */
export const isAlsoTrue = (pass: Pass, now: number, shows: Shows): boolean =>
  pass.isWorthless && shows === "ended" && now >= absoluteEnd(pass);

export const expectedOf = (pass: Pass, now: number): Shows => {
  if (pass.isWorthless) return "missing";
  if (now >= absoluteEnd(pass)) return "ended";
  return now >= idleEnd(pass) ? "lapsed" : "active";
};
