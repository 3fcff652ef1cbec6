import type { Session } from "./session.ts";

/** A timer is only a reason to look at the clock: a machine that sleeps and a tab in the background delay it. */
const LONGEST_TIMER = 15_000;
const SHORTEST_TIMER = 200;
/** A timer this late means that the machine slept. */
const SLEPT = 10_000;

export interface WatchPorts {
  session: Pick<Session, "state" | "check" | "wake" | "untilNews">;
  now: () => number;
  /** Runs later; returns the function that prevents it. */
  later: (work: () => void, milliseconds: number) => () => void;
  /** Calls back whenever the page comes before somebody's eyes, or back to the network. */
  onAttention: (listener: () => void) => void;
}

/** Keeps the session's picture true for as long as the page lives. */
export const watchSession = ({ session, now, later, onAttention }: WatchPorts): void => {
  let cancel: (() => void) | undefined;
  const arm = (): void => {
    cancel?.();
    cancel = undefined;
    const news = session.untilNews();
    if (news === undefined) return;
    const delay = Math.max(Math.min(news, LONGEST_TIMER), SHORTEST_TIMER);
    const due = now() + delay;
    cancel = later(() => {
      if (now() - due > SLEPT) session.wake();
      else session.check();
      arm();
    }, delay);
  };
  session.state.subscribe(arm);
  arm();
  onAttention(() => {
    session.wake();
    arm();
  });
};

/** All the signs a browser gives: no single one of them comes in every case. */
export const onAttention = (listener: () => void): void => {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") listener();
  });
  for (const kind of ["focus", "pageshow", "online"]) window.addEventListener(kind, listener);
};
