import type { ActingView } from "../../../src/contract/acting.ts";
import type { SessionStatus } from "../../../src/contract/session.ts";
import type { ApiFailure, Call, Recover } from "../api/client.ts";
import { loginAddress } from "../api/endpoints.ts";
import { createStore, type Store } from "../store.ts";

/** What the browser knows of the session. Instants are milliseconds of the browser's own clock. */
type SessionState =
  | { kind: "unknown" }
  /** The portal could not be asked. */
  | { kind: "unreachable" }
  | { kind: "anonymous" }
  | {
      kind: "active" | "lapsed";
      displayName: string;
      /** In whose name the session acts. */
      acting: ActingView;
      idleExpiresAt: number;
      absoluteExpiresAt: number;
    }
  | { kind: "ended" };

/** A decision the person has to take before the interrupted calls can go on. */
interface Interruption {
  reason: "lapsed" | "ended";
  busy: boolean;
  failed: boolean;
}

export interface SessionPorts {
  call: Call;
  now: () => number;
  /** Leaves the portal's pages, e.g. for the identity broker. */
  leave: (address: string) => void;
  /** Path and query to come back to. */
  here: () => string;
  /** Removes everything a person typed that is still kept in this tab. */
  forget: () => void;
  /** Notes whose text this tab keeps; that of anybody else is forgotten. */
  claim: (displayName: string) => void;
}

export interface Session {
  state: Store<SessionState>;
  interruption: Store<Interruption | undefined>;
  /** Asks the server, without counting as activity. */
  refresh: () => Promise<void>;
  /** Called when a request met the end of the session; resolves with the person's decision. */
  recover: Recover;
  /** Goes on after the idle time without credentials. */
  resume: () => Promise<void>;
  /** Closes the dialog and leaves the interrupted calls failed. */
  dismiss: () => void;
  logIn: (returnTo?: string) => void;
  /** Work to be finished before an active session is ended, e.g. saving. Returns the function that takes it back. */
  beforeLogOut: (work: () => Promise<unknown>) => () => void;
  /** Ends the session here and at the broker; the failure is returned when neither could be reached. */
  logOut: () => Promise<ApiFailure | undefined>;
}

/** Deadlines are moved onto the browser's clock, which may be wrong by any amount. */
const toState = (status: SessionStatus, now: number): SessionState => {
  if (status.state === "anonymous") return { kind: "anonymous" };
  if (status.state === "ended") return { kind: "ended" };
  const offset = now - Date.parse(status.now);
  return {
    kind: status.state,
    displayName: status.displayName,
    acting: status.acting,
    idleExpiresAt: Date.parse(status.idleExpiresAt) + offset,
    absoluteExpiresAt: Date.parse(status.absoluteExpiresAt) + offset,
  };
};

/** The one place that knows how the session stands; pages and calls only ask it. */
export const createSession = (ports: SessionPorts): Session => {
  const state = createStore<SessionState>({ kind: "unknown" });
  const interruption = createStore<Interruption | undefined>(undefined);
  // Calls that wait for the same decision. Several may fail at once; the person is asked once.
  let waiting: ((repeat: boolean) => void)[] = [];
  // The person chose to stay without a session: autosaving must not ask again at every pause in typing.
  let staying = false;
  const unfinished = new Set<() => Promise<unknown>>();

  const settle = (repeat: boolean): void => {
    const settled = waiting;
    waiting = [];
    interruption.set(undefined);
    for (const resolve of settled) resolve(repeat);
  };

  const accept = (status: SessionStatus): void => {
    const next = toState(status, ports.now());
    // Without a session the text stays: whoever was cut off comes back to it after logging in again.
    if (next.kind === "active" || next.kind === "lapsed") ports.claim(next.displayName);
    staying = false;
    state.set(next);
  };

  const interrupt = (reason: Interruption["reason"]): void => {
    const current = state.get();
    if (reason === "ended") state.set({ kind: "ended" });
    else if (current.kind === "active") state.set({ ...current, kind: "lapsed" });
    interruption.set({ reason, busy: false, failed: false });
  };

  return {
    state,
    interruption,
    refresh: async () => {
      const answer = await ports.call("status", {});
      if (answer.ok) accept(answer.value);
      else if (state.get().kind === "unknown") state.set({ kind: "unreachable" });
    },
    recover: (code) => {
      const known = state.get().kind;
      // Someone who never logged in is not interrupted: the page itself says what needs a login.
      if (code === "session-missing" && known !== "active" && known !== "lapsed") {
        if (known !== "ended") state.set({ kind: "anonymous" });
        return Promise.resolve(false);
      }
      if (staying) return Promise.resolve(false);
      return new Promise((resolve) => {
        waiting.push(resolve);
        const reason = code === "session-lapsed" ? "lapsed" : "ended";
        if (interruption.get()?.reason !== reason) interrupt(reason);
      });
    },
    resume: async () => {
      interruption.set({ reason: "lapsed", busy: true, failed: false });
      const answer = await ports.call("resume", {});
      if (answer.ok) {
        accept(answer.value);
        if (answer.value.state === "active") settle(true);
        else interrupt("ended");
      } else if (answer.failure.code === "session-ended" || answer.failure.code === "session-missing") {
        interrupt("ended");
      } else interruption.set({ reason: "lapsed", busy: false, failed: true });
    },
    dismiss: () => {
      staying = true;
      settle(false);
    },
    logIn: (returnTo) => ports.leave(loginAddress(returnTo ?? ports.here())),
    beforeLogOut: (work) => {
      unfinished.add(work);
      return () => unfinished.delete(work);
    },
    logOut: async () => {
      if (state.get().kind === "active") await Promise.all([...unfinished].map((work) => work()));
      const answer = await ports.call("logout", {});
      if (!answer.ok) return answer.failure;
      settle(false);
      ports.forget();
      state.set({ kind: "anonymous" });
      ports.leave(answer.value.redirectTo);
      return undefined;
    },
  };
};
