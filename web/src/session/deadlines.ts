/**
 * The two ends of a living session. Instants are milliseconds of the server's clock, so that tabs can tell each
 * other, and an answer that was overtaken on its way can be told from a newer one.
 */
export interface Deadlines {
  /** When it lapses unless something is done; every request that counts as activity moves it. */
  idleEnd: number;
  /** When it ends whatever is done. It never moves, so it also names the session. */
  end: number;
  /** How far a request moves `idleEnd` ahead of itself. */
  idleLength: number;
  /** Browser's clock minus server's: the browser's may be wrong by any amount. */
  offset: number;
}

export type Phase =
  | { kind: "quiet" }
  /** `endsAt` in milliseconds of the browser's clock. */
  | { kind: "idle-warning" | "end-warning"; endsAt: number }
  | { kind: "lapsed" }
  | { kind: "ended" };

const MINUTE = 60_000;
const IDLE_WARNING = 2 * MINUTE;
const END_WARNING = 10 * MINUTE;

/**
 * Where a session stands at `now` (browser's clock). Computed from the deadlines alone: it does not matter for how
 * long the machine slept or the tab was not given any time.
 * @param notedEnd end of the session whose last warning the person has already acknowledged
 */
export const phaseAt = (deadlines: Deadlines, now: number, notedEnd: number | undefined): Phase => {
  const { idleEnd, end, offset } = deadlines;
  const server = now - offset;
  if (server >= end) return { kind: "ended" };
  if (server >= idleEnd) return { kind: "lapsed" };
  // A deadline of idleness beyond the end threatens nobody.
  if (idleEnd < end && server >= idleEnd - IDLE_WARNING)
    return { kind: "idle-warning", endsAt: idleEnd + offset };
  if (notedEnd !== end && server >= end - END_WARNING) return { kind: "end-warning", endsAt: end + offset };
  return { kind: "quiet" };
};

/** Milliseconds until the phase can next change by itself; undefined after the end. */
export const untilNextPhase = ({ idleEnd, end, offset }: Deadlines, now: number): number | undefined => {
  const server = now - offset;
  const ahead = [idleEnd - IDLE_WARNING, idleEnd, end - END_WARNING, end].filter((at) => at > server);
  return ahead.length === 0 ? undefined : Math.min(...ahead) - server;
};

/** Seconds left as a person counts them: never „0” while there is time. */
export const secondsLeft = (endsAt: number, now: number): number =>
  Math.max(0, Math.ceil((endsAt - now) / 1000));

/** Moments at which the time left is said aloud; every second would drown everything else. */
const SPOKEN = [300, 60, 30, 10];

/** The last of those moments that has passed, in seconds left; undefined before the first one below `from`. */
export const spokenMoment = (seconds: number, from: number): number | undefined =>
  SPOKEN.findLast((moment) => moment < from && seconds <= moment);
