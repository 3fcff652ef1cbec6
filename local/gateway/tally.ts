import type { Call } from "./faults.ts";
import type { WireResponse } from "./wire.ts";

/** How often each caller did what, and what DynamoDB said it consumed. */
export class Tally {
  private calls = new Map<string, number>();
  private units = new Map<string, number>();

  count(call: Call, answer: WireResponse): void {
    const key = `${call.caller} ${call.service}:${call.operation}`;
    this.calls.set(key, (this.calls.get(key) ?? 0) + 1);
    if (call.service !== "dynamodb" || !answer.body.includes('"ConsumedCapacity"')) return;
    this.units.set(key, (this.units.get(key) ?? 0) + consumed(answer));
  }

  /** Calls carried out, by `<function> <service>:<operation>`. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.calls);
  }

  /** Capacity units of the DynamoDB calls that asked for them (`ReturnConsumedCapacity`), by the same keys. */
  capacity(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.units);
  }

  reset(): void {
    this.calls = new Map();
    this.units = new Map();
  }
}

const consumed = (answer: WireResponse): number => {
  const { ConsumedCapacity } = JSON.parse(answer.body.toString("utf8")) as { ConsumedCapacity?: unknown };
  const entries = (Array.isArray(ConsumedCapacity) ? ConsumedCapacity : [ConsumedCapacity]) as (
    | { CapacityUnits?: number }
    | undefined
  )[];
  return entries.reduce((sum, entry) => sum + (entry?.CapacityUnits ?? 0), 0);
};
