import type { EpochSeconds } from "../../../src/domain/time.ts";

/** As the template has them: lib/constructs/work-queue.ts, lib/stacks/service-stack.ts. */
export const VISIBILITY = 180;
const MAX_RECEIVES = 5;
/** Seconds for which a FIFO queue remembers a de-duplication id. */
const MEMORY = 300;

interface Message {
  id: number;
  body: string;
  group: string;
  received: number;
  /** When it can be seen again; in the past for one that waits. */
  visibleAt: EpochSeconds;
}

/** A message as it was handed out; `count` says how often, this time included. */
export interface Handed {
  id: number;
  body: string;
  count: number;
}

/**
 * A FIFO queue as its guide describes it, at the world's own clock: groups in order, redelivery when the visibility
 * ends, dead letters, de-duplication for five minutes. Against its promise it hands out a group that is in work when
 * `forced`, which is what several workers on one book means.
 */
export class ModelQueue {
  private messages: Message[] = [];
  private dead: Message[] = [];
  private readonly remembered = new Map<string, EpochSeconds>();
  private serial = 0;

  /** Without `deduplication` every send is another message. */
  send(
    { body, group, deduplication }: { body: string; group: string; deduplication?: string },
    now: EpochSeconds,
  ): void {
    if (deduplication !== undefined) {
      const known = this.remembered.get(deduplication);
      if (known !== undefined && now - known < MEMORY) return;
      this.remembered.set(deduplication, now);
    }
    this.serial += 1;
    this.messages.push({ id: this.serial, body, group, received: 0, visibleAt: 0 });
  }

  /** Up to `limit` messages, which are then invisible to others. */
  receive(now: EpochSeconds, { limit = 10, forced = false } = {}): Handed[] {
    const blocked = new Set(
      forced ? [] : this.messages.filter(({ visibleAt }) => visibleAt > now).map(({ group }) => group),
    );
    const given = this.messages
      .filter(({ group, visibleAt }) => visibleAt <= now && !blocked.has(group))
      .slice(0, limit);
    const spent = given.filter(({ received }) => received >= MAX_RECEIVES);
    this.dead.push(...spent);
    this.remove(new Set(spent.map(({ id }) => id)));
    return given
      .filter((message) => !spent.includes(message))
      .map((message) => {
        message.received += 1;
        message.visibleAt = now + VISIBILITY;
        return { id: message.id, body: message.body, count: message.received };
      });
  }

  /** Without effect when the message has been handed out again meanwhile. */
  acknowledge({ id, count }: Handed): void {
    const known = this.messages.find((message) => message.id === id);
    if (known?.received === count) this.remove(new Set([id]));
  }

  /** As `createGiveBack` has it. */
  giveBack(ids: readonly number[], now: EpochSeconds): void {
    for (const message of this.messages) if (ids.includes(message.id)) message.visibleAt = now + 5;
  }

  /** The visibility of these messages ends now, before their worker does. */
  expire(handed: readonly Handed[]): void {
    for (const message of this.messages)
      if (handed.some(({ id }) => id === message.id)) message.visibleAt = 0;
  }

  /** Moves all dead letters back. Gives how many. */
  redrive(): number {
    const moved = this.dead.splice(0);
    this.messages.push(...moved.map((message) => ({ ...message, received: 0, visibleAt: 0 })));
    return moved.length;
  }

  /** Takes everything to the dead letters, as after days without a worker. */
  bury(): void {
    this.dead.push(...this.messages.splice(0));
  }

  private remove(ids: ReadonlySet<number>): void {
    this.messages = this.messages.filter(({ id }) => !ids.has(id));
  }
}
