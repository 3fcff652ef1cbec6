import { setTimeout } from "node:timers/promises";
import type { CaseMessage, CasePackage } from "../../src/contract/integration.ts";
import { type Answer, headerOf, type ViewerRequest } from "../distribution/message.ts";
import { asUsual, type Behaviour } from "./behaviour.ts";
import type { PortalClient, Reply } from "./portal-client.ts";
import { isGenuine } from "./signature.ts";

/** One thing that happened, for the person or the test that watches. */
export interface Happening {
  at: string;
  system: string;
  what: "received" | "refused" | "called" | "fetched" | "failed";
  caseId?: string;
  /** Of a message or call. */
  detail: string;
  status?: number;
}

export interface SystemSetup {
  /** `office/system` */
  name: string;
  /** With what the portal signs; undefined: no message is genuine. */
  secret: string | undefined;
  portal: PortalClient;
}

export interface TaxSystem {
  behaviour: Behaviour;
  happenings: readonly Happening[];
  /** `POST …/webhook` */
  receive(request: ViewerRequest): Promise<Answer>;
  /** Fetches what waits for a system behind a firewall. */
  pull(name: string): Promise<void>;
  /** Makes a call as it is told, whoever's case it is. */
  call(name: string, caseId: string, call: object): Promise<Reply>;
  token(name: string): Promise<string>;
  close(): void;
}

const empty = (status: number): Answer => ({
  status,
  headers: [["cache-control", "no-store"]],
  body: Buffer.alloc(0),
});
/** Longer than the portal waits. */
const HANGING = 60_000;
const SLOW = 5_000;
const KEPT = 500;

const has = ({ documents }: CasePackage, kind: string): boolean => documents.some((one) => one.kind === kind);

/** What is to be said next about a case as it stands, in this order. A tax officer would think longer. */
const nextCalls = (data: CasePackage, answer: Behaviour["answer"]): object[] => {
  const { caseId, state } = data;
  const start = { call: `start-${caseId}`, action: "start" };
  const decide = {
    call: `decide-${caseId}`,
    action: "decide",
    text: "A bevallást feldolgoztuk, és a bevallott adót megállapítottuk.\n\nA befizetés határideje a bevallás határideje.",
    author: "Gépi ügyintézés",
  };
  if (answer === "none") return [];
  if (state === "registered" || state === "in-progress") {
    const supplement = {
      call: `supplement-${caseId}`,
      action: "request-supplement",
      text: "Kérjük, küldje be a vendégkönyv vonatkozó oldalait.",
      author: "Gépi ügyintézés",
    };
    return [start, answer === "supplement" && !has(data, "supplement-request") ? supplement : decide];
  }
  const isDelivered = data.documents.some(
    ({ kind, delivery }) => kind === "decision" && delivery !== undefined && delivery.state !== "sent",
  );
  return state === "decided" && isDelivered ? [{ call: `close-${caseId}`, action: "close" }] : [];
};

/**
 * Simulated tax systems of the example offices: take the portal's messages (or fetch), and answer with status changes, a
 * decision and the closing of the case. Can be told to behave badly.
 */
export const createTaxSystem = (options: {
  systems: readonly SystemSetup[];
  /** The portal's time. */
  now: () => Date;
}): TaxSystem => {
  const { systems, now } = options;
  const closing = new AbortController();
  const happenings: Happening[] = [];
  /** Ids of messages taken before: the portal may send one again. */
  const seen = new Set<string>();
  const state = { behaviour: asUsual };

  const note = (happening: Omit<Happening, "at">): void => {
    happenings.unshift({ at: now().toISOString(), ...happening });
    happenings.splice(KEPT);
  };
  const systemOf = (name: string): SystemSetup => {
    const system = systems.find((one) => one.name === name);
    if (!system) throw new Error(`There is no simulated system ${name}`);
    return system;
  };
  const wait = (milliseconds: number) => setTimeout(milliseconds, undefined, { signal: closing.signal });

  const callOnce = async ({ name, portal }: SystemSetup, caseId: string, call: object): Promise<Reply> => {
    const reply = await portal.call(caseId, call);
    note({
      system: name,
      what: "called",
      caseId,
      detail: JSON.stringify({ call, answer: reply.body }),
      status: reply.status,
    });
    return reply;
  };

  const workOn = async (system: SystemSetup, data: CasePackage): Promise<void> => {
    const { answer, times, delaySeconds } = state.behaviour;
    await wait(delaySeconds * 1000);
    for (const call of nextCalls(data, answer)) {
      const replies = await Promise.all(
        Array.from({ length: times }, () => callOnce(system, data.caseId, call)),
      );
      if (replies.some(({ status }) => status !== 200)) return;
    }
  };
  /** After the answer to the message; what goes wrong is noted, and the next message of the case tries again. */
  const workLater = (system: SystemSetup, data: CasePackage): void => {
    workOn(system, data).catch((error: unknown) => {
      if (!closing.signal.aborted)
        note({ system: system.name, what: "failed", caseId: data.caseId, detail: String(error) });
    });
  };

  const misbehave = async (): Promise<Answer | undefined> => {
    switch (state.behaviour.receive) {
      case "down":
        return empty(503);
      case "refuse":
        return empty(422);
      case "gone":
        return empty(410);
      case "hang":
        await wait(HANGING);
        return empty(504);
      case "slow":
        await wait(SLOW);
        return undefined;
      default:
        return undefined;
    }
  };

  return {
    get behaviour() {
      return state.behaviour;
    },
    set behaviour(behaviour) {
      state.behaviour = behaviour;
    },
    happenings,
    async receive({ method, headers, body }) {
      if (method !== "POST") return empty(405);
      const id = headerOf(headers, "webhook-id");
      const message = {
        id,
        timestamp: headerOf(headers, "webhook-timestamp"),
        signature: headerOf(headers, "webhook-signature"),
        body: body.toString("utf8"),
      };
      const seconds = Math.floor(now().getTime() / 1000);
      const system = systems.find(
        ({ secret }) => secret !== undefined && isGenuine(secret, message, seconds),
      );
      if (!system) {
        note({ system: "?", what: "refused", detail: "not signed by the portal", status: 401 });
        return empty(401);
      }
      const { type, data } = JSON.parse(message.body) as CaseMessage;
      // The operator tries the connection (npx ohp settlement doctor); such a message is about no case.
      if (!type.startsWith("case.")) return (await misbehave()) ?? empty(204);
      const bad = await misbehave();
      const detail = `${type} ${id} revision ${data.revision} (${data.state})`;
      note({
        system: system.name,
        what: bad ? "refused" : "received",
        caseId: data.caseId,
        detail,
        status: bad?.status ?? 204,
      });
      if (bad) return bad;
      if (id !== undefined && !seen.has(id)) {
        seen.add(id);
        workLater(system, data);
      }
      return empty(204);
    },
    async pull(name) {
      const system = systemOf(name);
      const waiting = await system.portal.waiting();
      const { cases = [] } = waiting.body as { cases?: { caseId: string }[] };
      note({ system: name, what: "fetched", detail: `${cases.length} waiting`, status: waiting.status });
      for (const { caseId } of cases) {
        const { status, body: data } = await system.portal.fetchCase(caseId);
        note({ system: name, what: "fetched", caseId, detail: "package", status });
        if (status !== 200) continue;
        const done = await system.portal.acknowledge(caseId, data.revision);
        note({ system: name, what: "fetched", caseId, detail: "acknowledged", status: done.status });
        workLater(system, data);
      }
    },
    call: (name, caseId, call) => callOnce(systemOf(name), caseId, call),
    token: (name) => systemOf(name).portal.token(),
    close: () => closing.abort(),
  };
};
