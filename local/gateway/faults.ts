import type { Service } from "./operations.ts";

/** One request as the gateway sees it, after the permission check. */
export interface Call {
  /** The function's name in the app, like `filing-worker`, or `admin`. */
  caller: string;
  service: Service;
  /** As the API calls it, like `TransactWriteItems`. */
  operation: string;
  /** ARNs of what it touches. */
  resources: readonly string[];
  /** Parsed request of a JSON service. */
  input: unknown;
}

export type Fault =
  /** Answered with an error instead of being carried out, in the service's own shape. */
  | {
      kind: "refuse";
      code: string;
      status?: number;
      message?: string;
      /** More fields of the error, like `{ CancellationReasons: [{ Code: "TransactionConflict" }] }`. */
      details?: object;
    }
  /** Carried out later. */
  | { kind: "delay"; milliseconds: number }
  /** The connection breaks before anything happened. */
  | { kind: "lose-request" }
  /** Carried out, but the connection breaks before the answer. */
  | { kind: "lose-answer" };

export interface FaultRule {
  when(call: Call): boolean;
  fault: Fault;
  /** Share of the matching calls that fail, 0–1; all when absent. */
  chance?: number;
  /** Matching calls let through before the first fault. */
  skip?: number;
  /** Faults at most. */
  times?: number;
}

/** Same seed, same sequence of numbers in [0, 1). Mulberry32: small, and good enough to choose faults. */
const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

/** Decides per call whether a fault happens; the first rule that fires wins, except that delays add up. */
export class FaultPlan {
  private readonly rules: { rule: FaultRule; seen: number; fired: number }[];
  private readonly random: () => number;

  constructor(rules: readonly FaultRule[], seed = 1) {
    this.rules = rules.map((rule) => ({ rule, seen: 0, fired: 0 }));
    this.random = seededRandom(seed);
  }

  /** Milliseconds to wait, and the fault that then happens, if any. */
  decide(call: Call): { delay: number; fault: Exclude<Fault, { kind: "delay" }> | undefined } {
    let delay = 0;
    for (const entry of this.rules) {
      if (!this.fires(entry, call)) continue;
      const { fault } = entry.rule;
      if (fault.kind !== "delay") return { delay, fault };
      delay += fault.milliseconds;
    }
    return { delay, fault: undefined };
  }

  private fires(entry: { rule: FaultRule; seen: number; fired: number }, call: Call): boolean {
    const { rule } = entry;
    if (!rule.when(call)) return false;
    entry.seen += 1;
    if (entry.seen <= (rule.skip ?? 0) || entry.fired >= (rule.times ?? Number.POSITIVE_INFINITY))
      return false;
    if (rule.chance !== undefined && this.random() >= rule.chance) return false;
    entry.fired += 1;
    return true;
  }
}
