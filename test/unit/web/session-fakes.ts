import type { ActingView } from "../../../src/contract/acting.ts";
import type { SessionStatus } from "../../../src/contract/session.ts";
import { failure, success } from "../../../src/domain/result.ts";
import type { ApiFailure, ApiResult, Call } from "../../../web/src/api/client.ts";
import { createSession, type Session } from "../../../web/src/session/session.ts";
import type { TabMessage } from "../../../web/src/session/tabs.ts";

export const MINUTE = 60_000;
const IDLE = 30 * MINUTE;

type Name = "status" | "touch" | "resume" | "logout" | "readCase";

interface Held {
  id: string;
  displayName: string;
  acting: ActingView;
  idleEnd: number;
  end: number;
}

const ownName = (name: string): ActingView => ({
  party: { kind: "own-name", name },
  basis: "self",
  rights: "submit-and-query",
});

const iso = (at: number): string => new Date(at).toISOString();

/**
 * One browser, several tabs, and the portal's side of the session with its real rules. Times are milliseconds of the
 * server's clock; the browser's is `skew` ahead of it.
 */
export const fakeBrowser = ({ skew = 3_600_000 } = {}) => {
  const clock = { now: Date.parse("2026-11-23T09:00:00Z") };
  const browserNow = (): number => clock.now + skew;
  const server = { session: undefined as Held | undefined, calls: [] as Name[] };
  const faults: { name: Name; failure: ApiFailure }[] = [];
  const held: { name: Name; release: () => void }[] = [];
  const holding = new Set<Name>();
  const tabs: ((message: TabMessage) => void)[] = [];
  const noted = { end: undefined as number | undefined };

  const stateOf = ({ idleEnd, end }: Held): "active" | "lapsed" | "ended" =>
    clock.now >= end ? "ended" : clock.now >= idleEnd ? "lapsed" : "active";

  const status = (): SessionStatus => {
    const { session } = server;
    const state = session && stateOf(session);
    if (!session || !state) return { state: "anonymous" };
    if (state === "ended") return { state };
    return {
      state,
      displayName: session.displayName,
      person: session.id,
      acting: session.acting,
      idleExpiresAt: iso(session.idleEnd),
      absoluteExpiresAt: iso(session.end),
      idleMinutes: 30,
      now: iso(clock.now),
    };
  };

  const carryOut = (name: Name): ApiResult<unknown> => {
    const { session } = server;
    if (name === "status") return success(status());
    if (name === "logout") {
      server.session = undefined;
      return success({ redirectTo: "/kijelentkezve" });
    }
    if (!session) return failure({ code: "session-missing" });
    const state = stateOf(session);
    if (state === "ended") return failure({ code: "session-ended" });
    if (state === "lapsed" && name !== "resume") return failure({ code: "session-lapsed" });
    session.idleEnd = clock.now + IDLE;
    return success(name === "readCase" ? {} : status());
  };

  const call = (async (name: Name) => {
    server.calls.push(name);
    const at = faults.findIndex((fault) => fault.name === name);
    const [fault] = at === -1 ? [] : faults.splice(at, 1);
    // The server acts at once; what is held back is its answer.
    const answer = fault ? failure(fault.failure) : carryOut(name);
    if (holding.has(name)) await new Promise<void>((resolve) => held.push({ name, release: resolve }));
    else await Promise.resolve();
    return answer;
  }) as unknown as Call;

  const openTab = () => {
    const left: string[] = [];
    const claimed: string[] = [];
    const counts = { forgotten: 0, reloaded: 0 };
    let hearOwn: ((message: TabMessage) => void) | undefined;
    const session: Session = createSession({
      call,
      now: browserNow,
      leave: (address) => left.push(address),
      reload: () => {
        counts.reloaded++;
      },
      here: () => "/urlap/x/letter?a=1",
      chooseAgain: (address) => `/szerepkor?folytatas=${encodeURIComponent(address)}`,
      forget: () => {
        counts.forgotten++;
      },
      claim: (person) => claimed.push(person),
      tabs: {
        post: (message) => {
          for (const hear of tabs) if (hear !== hearOwn) hear(message);
        },
        listen: (hear) => {
          hearOwn = hear;
          tabs.push(hear);
        },
      },
      noted: {
        read: () => noted.end,
        write: (end) => {
          noted.end = end;
        },
      },
    });
    /** A page's own call, which the server takes for activity. */
    const act = async (): Promise<void> => {
      const since = browserNow();
      if ((await call("readCase", { params: { caseId: "x" } })).ok) session.noteActivity(since);
    };
    return { session, left, claimed, counts, act };
  };

  return {
    clock,
    browserNow,
    server,
    faults,
    call,
    openTab,
    noted,
    /** A login at the broker, `since` minutes ago. */
    logIn: ({ person = "ANNA", acting = ownName("Kovács Anna"), since = 0 } = {}) => {
      const end = clock.now + (240 - since) * MINUTE;
      server.session = { id: person, displayName: "Kovács Anna", acting, idleEnd: clock.now + IDLE, end };
    },
    pass: (minutes: number) => {
      clock.now += minutes * MINUTE;
    },
    /** Answers of this call wait until they are released. */
    hold: (name: Name) => {
      holding.add(name);
      return async (): Promise<void> => {
        holding.delete(name);
        for (const { release } of held.splice(0)) release();
        await settled();
      };
    },
  };
};

/** Lets every answer that is on its way arrive. */
export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
};

export const company: ActingView = {
  party: { kind: "company", name: "Minta Kft.", taxNumber: "12345678-1-42" },
  basis: "mandate",
  rights: "submit-and-query",
};
