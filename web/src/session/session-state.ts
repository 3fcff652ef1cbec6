import type { ActingView } from "../../../src/contract/acting.ts";
import type { SessionStatus } from "../../../src/contract/session.ts";
import type { ApiFailure } from "../api/client.ts";
import { sameJson } from "../form/same-json.ts";
import type { Deadlines } from "./deadlines.ts";

export interface LivingSession extends Deadlines {
  kind: "active" | "lapsed";
  displayName: string;
  /** Tells persons of one name apart. */
  person: string;
  /** In whose name it acts. */
  acting: ActingView;
}

/** What the browser knows of the session. */
export type SessionState =
  | { kind: "unknown" }
  /** The portal could not be asked. */
  | { kind: "unreachable" }
  /** `left`: somebody was logged in while this page was open, and logged out. */
  | { kind: "anonymous"; left?: true }
  | LivingSession
  | { kind: "ended" };

/** Something the person has to know or decide now. */
export type Interruption =
  | { reason: "idle-warning"; endsAt: number; busy: boolean; failure?: ApiFailure }
  | { reason: "end-warning"; endsAt: number }
  | { reason: "lapsed"; busy: boolean; failure?: ApiFailure }
  | { reason: "ended" }
  /** Another tab acts in somebody else's name since. */
  | { reason: "switched" };

export const isLiving = (state: SessionState): state is LivingSession =>
  state.kind === "active" || state.kind === "lapsed";

export const isSameSession = (
  left: Pick<LivingSession, "person" | "end">,
  right: Pick<LivingSession, "person" | "end">,
): boolean => left.person === right.person && left.end === right.end;

export const actsAlike = (left: LivingSession, right: LivingSession): boolean =>
  sameJson(left.acting, right.acting);

/** The server's answer to a question asked at `askedAt` (browser's clock). */
export const readStatus = (status: SessionStatus, askedAt: number): SessionState => {
  if (status.state === "anonymous" || status.state === "ended") return { kind: status.state };
  const now = Date.parse(status.now);
  const idleEnd = Date.parse(status.idleExpiresAt);
  return {
    kind: status.state,
    displayName: status.displayName,
    person: status.person ?? status.displayName,
    acting: status.acting,
    idleEnd,
    end: Date.parse(status.absoluteExpiresAt),
    // Without it: what is left now is a length that is surely not too great.
    idleLength: status.idleMinutes === undefined ? Math.max(0, idleEnd - now) : status.idleMinutes * 60_000,
    offset: askedAt - now,
  };
};
