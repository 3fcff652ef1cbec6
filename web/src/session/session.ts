import type { SessionStatus } from "../../../src/contract/session.ts";
import type { ApiFailure, ApiResult, Call, Recover } from "../api/client.ts";
import { loginAddress } from "../api/endpoints.ts";
import { createStore, type Store } from "../store.ts";
import { phaseAt, untilNextPhase } from "./deadlines.ts";
import {
  actsAlike,
  type Interruption,
  isLiving,
  isSameSession,
  type LivingSession,
  readStatus,
  type SessionState,
} from "./session-state.ts";
import type { TabMessage, Tabs } from "./tabs.ts";

export interface SessionPorts {
  call: Call;
  /** Milliseconds of the browser's own clock. */
  now: () => number;
  /** Leaves the portal's pages, e.g. for the identity broker. */
  leave: (address: string) => void;
  /** Loads the page anew, with nothing of what it held. */
  reload: () => void;
  /** Path and query to come back to. */
  here: () => string;
  /** The way to that page over the choice of capacity. */
  chooseAgain: (address: string) => string;
  /** Removes everything a person typed that is still kept in this tab. */
  forget: () => void;
  /** Notes whose text this tab keeps; that of anybody else is forgotten. */
  claim: (person: string) => void;
  tabs: Tabs;
  /** End of the session whose last warning was acknowledged; common to all tabs, kept over reloads. */
  noted: { read: () => number | undefined; write: (end: number) => void };
}

export interface Session {
  state: Store<SessionState>;
  interruption: Store<Interruption | undefined>;
  /** Asks the server, without counting as activity. */
  refresh: () => Promise<void>;
  /** Computes anew from the clock where the session stands; asks the server only when that is news. */
  check: () => void;
  /** The page is looked at again: whatever happened meanwhile (sleep, another tab, another device) shows at once. */
  wake: () => void;
  /** Milliseconds until `check` can next find news; undefined while nobody is logged in. */
  untilNews: () => number | undefined;
  /** A call begun at `since` (browser's clock) succeeded; the server has moved the idle deadline with it. */
  noteActivity: (since: number) => void;
  /** Called when a request met the end of the session; resolves with the person's decision. */
  recover: Recover;
  /** Goes on before the idle time is over. */
  stayActive: () => Promise<void>;
  /** Goes on after the idle time without credentials. */
  resume: () => Promise<void>;
  /** The person has read that the session will end. */
  noteEnd: () => void;
  /** Closes the dialog and leaves the interrupted calls failed. */
  dismiss: () => void;
  /** @param level least level of identification (1–4) that is needed next */
  logIn: (returnTo?: string, level?: number) => void;
  /** What the tab shows from now on is in the name the session now acts in. */
  adopt: () => void;
  /** Carries out a switch of capacity asked for in this tab, and tells the others. */
  whileSwitching: <T>(work: () => Promise<ApiResult<T>>) => Promise<ApiResult<T>>;
  /** Work to be finished before an active session is ended, e.g. saving. Returns the function that takes it back. */
  beforeLogOut: (work: () => Promise<unknown>) => () => void;
  /** Ends the session here and at the broker; the failure is returned when neither could be reached. */
  logOut: () => Promise<ApiFailure | undefined>;
  /** The server has ended the session on request (everywhere, with the account); the browser goes to `address`. */
  leftFor: (address: string) => void;
}

/** A later deadline than the answer's by more than clocks are read apart: the answer was overtaken on its way. */
const OVERTAKEN = 2_000;
/** The server's word is asked for again when somebody comes back to a page after this long. */
const FRESH = 5_000;

const isOver = (failure: ApiFailure): boolean =>
  failure.code === "session-lapsed" || failure.code === "session-ended" || failure.code === "session-missing";

/**
 * The one place that knows how the session stands; pages and calls only ask it.
 *
 * What keeps a session active is decided by the server alone: every request that needs a session moves its idle
 * deadline, asking for the status never does. The browser follows without asking: each successful call moves the
 * deadline here by the same length (`noteActivity`), in all tabs. Typing counts through autosave a second after the
 * last key; looking, scrolling and typing that cannot be saved do not count, and the warning comes.
 */
export const createSession = (ports: SessionPorts): Session => {
  const { tabs, noted } = ports;
  const state = createStore<SessionState>({ kind: "unknown" });
  const interruption = createStore<Interruption | undefined>(undefined);
  // Calls that wait for the same decision. Several may fail at once; the person is asked once.
  let waiting: ((repeat: boolean) => void)[] = [];
  // The person chose to stay without a session: autosaving must not ask again at every pause in typing.
  let staying = false;
  let loggingOut = false;
  let switching = 0;
  // As whom, and in whose name, this tab may be showing data.
  let shown: LivingSession | undefined;
  // Also here, should the browser keep nothing.
  let notedHere: number | undefined;
  // Grows with every logout: answers to what was asked before it say nothing any more.
  let turn = 0;
  let askedLast = Number.NEGATIVE_INFINITY;
  const unfinished = new Set<() => Promise<unknown>>();

  const settle = (repeat: boolean): void => {
    const settled = waiting;
    waiting = [];
    interruption.set(undefined);
    for (const resolve of settled) resolve(repeat);
  };

  /** Nobody is logged in from now on: what is on the screen goes at once. */
  const showNobody = (): void => {
    turn++;
    shown = undefined;
    settle(false);
    state.set({ kind: "anonymous", left: true });
  };

  const interrupt = (reason: "lapsed" | "ended"): void => {
    const current = state.get();
    if (reason === "ended") state.set({ kind: "ended" });
    else if (current.kind === "active") state.set({ ...current, kind: "lapsed" });
    if (interruption.get()?.reason === reason) return;
    interruption.set(reason === "ended" ? { reason } : { reason, busy: false });
    tabs.post({ kind: "over" });
  };

  const warn = (reason: "idle-warning" | "end-warning", endsAt: number): void => {
    const current = interruption.get();
    if (current?.reason === reason) {
      if (current.endsAt !== endsAt) interruption.set({ ...current, endsAt });
      return;
    }
    interruption.set(reason === "idle-warning" ? { reason, endsAt, busy: false } : { reason, endsAt });
    // Shown from what is known here; if the server knows better, it disappears again.
    void refresh();
  };

  const check = (): void => {
    const known = state.get();
    if (!isLiving(known)) return;
    const phase = phaseAt(known, ports.now(), notedHere === known.end ? notedHere : noted.read());
    if (phase.kind === "ended") return interrupt("ended");
    if (known.kind === "lapsed") return;
    if (phase.kind === "lapsed") {
      interrupt("lapsed");
      void refresh();
    } else if (phase.kind !== "quiet") warn(phase.kind, phase.endsAt);
    else if (shown && !actsAlike(shown, known)) {
      if (interruption.get()?.reason !== "switched") interruption.set({ reason: "switched" });
    } else interruption.set(undefined);
  };

  const goOn = (next: LivingSession): void => {
    staying = false;
    state.set(next);
    const reason = interruption.get()?.reason;
    if (reason === "lapsed" || reason === "ended") settle(true);
    check();
  };

  const acceptLiving = (next: LivingSession): void => {
    const before = state.get();
    if (shown && shown.person !== next.person) {
      // Another person logged in meanwhile: nothing of the first one's page may meet the second one's session.
      showNobody();
      state.set({ kind: "unknown" });
      return ports.reload();
    }
    const known = isLiving(before) && isSameSession(before, next) ? before : undefined;
    if (known && next.idleEnd < known.idleEnd - OVERTAKEN) {
      state.set({ ...known, offset: next.offset });
      return check();
    }
    if (!shown || switching > 0) shown = next;
    ports.claim(next.person);
    if (next.kind === "active") {
      if (!known || next.idleEnd > known.idleEnd) postAlive(next);
      return goOn(next);
    }
    if (before.kind === "active") interrupt("lapsed");
    state.set(next);
    check();
  };

  const acceptNone = (kind: "anonymous" | "ended"): void => {
    const before = state.get();
    // Without a session the text stays: whoever was cut off comes back to it after logging in again.
    if (!isLiving(before)) {
      if (!shown && before.kind !== kind && !("left" in before)) state.set({ kind });
      return;
    }
    // Gone before its time: somebody logged out, at the broker or on another device.
    if (kind === "anonymous" && phaseAt(before, ports.now(), undefined).kind !== "ended") showNobody();
    else interrupt("ended");
  };

  const accept = (status: SessionStatus, askedAt: number): void => {
    const next = readStatus(status, askedAt);
    if (isLiving(next)) acceptLiving(next);
    else acceptNone(next.kind === "ended" ? "ended" : "anonymous");
  };

  const postAlive = ({ person, idleEnd, end }: LivingSession): void =>
    tabs.post({ kind: "alive", person, idleEnd, end });

  /** Undefined when the answer came too late to say anything. */
  const ask = async (name: "status" | "touch" | "resume"): Promise<{ failure?: ApiFailure } | undefined> => {
    const asked = { turn, at: ports.now() };
    askedLast = asked.at;
    const answer = await ports.call(name, {});
    if (asked.turn !== turn) return undefined;
    if (!answer.ok) return { failure: answer.failure };
    accept(answer.value, asked.at);
    return {};
  };

  const refresh = async (): Promise<void> => {
    const answer = await ask("status");
    if (answer?.failure && state.get().kind === "unknown") state.set({ kind: "unreachable" });
  };

  const noteActivity = (since: number): void => {
    const known = state.get();
    // Another tab has continued: this one learns from the server what it does not know.
    if (known.kind === "lapsed") void refresh();
    if (known.kind !== "active") return;
    const idleEnd = since - known.offset + known.idleLength;
    if (idleEnd <= known.idleEnd) return;
    const next = { ...known, idleEnd };
    postAlive(next);
    state.set(next);
    check();
  };

  const hear = (message: TabMessage): void => {
    const known = state.get();
    switch (message.kind) {
      case "alive":
        if (!isLiving(known) || !isSameSession(known, message)) void refresh();
        else if (message.idleEnd > known.idleEnd)
          goOn({ ...known, kind: "active", idleEnd: message.idleEnd });
        return;
      case "over":
        if (known.kind === "active") void refresh();
        return;
      case "loggedOut":
        ports.forget();
        if (shown || isLiving(known)) showNobody();
        return;
      case "switchedCapacity":
        void refresh();
        return;
      case "noted":
        notedHere = message.end;
        check();
    }
  };
  tabs.listen(hear);

  const leftFor = (address: string): void => {
    ports.forget();
    showNobody();
    tabs.post({ kind: "loggedOut" });
    ports.leave(address);
  };

  let verifying: ReturnType<typeof ask> | undefined;
  /** One question for all calls that failed together. The cookie is common: another tab may have gone on already. */
  const verify = async (): Promise<{ failure?: ApiFailure } | undefined> => {
    verifying ??= ask("status");
    const answer = await verifying;
    verifying = undefined;
    return answer;
  };

  const recover: Recover = async (code) => {
    const before = state.get();
    // Someone who never logged in is not interrupted: the page itself says what needs a login.
    if (code === "session-missing" && !isLiving(before) && before.kind !== "ended") {
      if (before.kind !== "anonymous") state.set({ kind: "anonymous" });
      return false;
    }
    if (staying || loggingOut || before.kind === "anonymous") return false;
    const answer = await verify();
    const { kind } = state.get();
    if (!answer || kind === "anonymous" || kind === "unknown" || loggingOut) return false;
    if (!answer.failure && kind === "active") return true;
    return new Promise((resolve) => {
      waiting.push(resolve);
      interrupt(kind === "ended" || (answer.failure && code !== "session-lapsed") ? "ended" : "lapsed");
    });
  };

  return {
    state,
    interruption,
    refresh,
    check,
    noteActivity,
    recover,
    leftFor,
    wake: () => {
      check();
      if (ports.now() - askedLast >= FRESH || ports.now() < askedLast) void refresh();
    },
    untilNews: () => {
      const known = state.get();
      return isLiving(known) ? untilNextPhase(known, ports.now()) : undefined;
    },
    stayActive: async () => {
      const current = interruption.get();
      if (current?.reason !== "idle-warning" || current.busy) return;
      const { endsAt } = current;
      interruption.set({ reason: "idle-warning", endsAt, busy: true });
      const answer = await ask("touch");
      if (answer?.failure && isOver(answer.failure)) await refresh();
      const after = interruption.get();
      if (after?.reason !== "idle-warning") return;
      interruption.set({ reason: "idle-warning", endsAt: after.endsAt, busy: false, ...answer });
    },
    resume: async () => {
      interruption.set({ reason: "lapsed", busy: true });
      const answer = await ask("resume");
      if (answer?.failure?.code === "session-ended") interrupt("ended");
      // Lost against another tab, or gone: the server says which.
      else if (answer?.failure && isOver(answer.failure)) await refresh();
      if (interruption.get()?.reason === "lapsed") {
        interruption.set({ reason: "lapsed", busy: false, ...answer });
      }
    },
    noteEnd: () => {
      const known = state.get();
      if (!isLiving(known)) return;
      notedHere = known.end;
      noted.write(known.end);
      tabs.post({ kind: "noted", end: known.end });
      check();
    },
    dismiss: () => {
      staying = true;
      settle(false);
    },
    logIn: (returnTo, level) => {
      const here = returnTo ?? ports.here();
      // A new session begins in the person's own name, in which a page of somebody else's case would not be found.
      const actedFor = shown !== undefined && shown.acting.basis !== "self";
      ports.leave(loginAddress(actedFor ? ports.chooseAgain(here) : here, level));
    },
    adopt: () => {
      const known = state.get();
      if (isLiving(known)) shown = known;
      check();
    },
    whileSwitching: async (work) => {
      switching++;
      const answer = await work();
      if (answer.ok) {
        await refresh();
        tabs.post({ kind: "switchedCapacity" });
      }
      switching--;
      return answer;
    },
    beforeLogOut: (work) => {
      unfinished.add(work);
      return () => unfinished.delete(work);
    },
    logOut: async () => {
      loggingOut = true;
      if (state.get().kind === "active") await Promise.all([...unfinished].map((work) => work()));
      const answer = await ports.call("logout", {});
      loggingOut = false;
      if (!answer.ok) return answer.failure;
      leftFor(answer.value.redirectTo);
      return undefined;
    },
  };
};
