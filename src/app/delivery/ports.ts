import type { Destination, Handover } from "../../domain/delivery/handover.ts";
import type { DeliveryResult, DestinationHealth } from "../../domain/delivery/retry.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { EpochSeconds } from "../../domain/time.ts";

/** What travels through the queue `delivery`: ids only. The destination is its message group. */
export interface DeliveryMessage extends Destination {
  caseId: CaseId;
}

export interface DeliveryQueue {
  /** As `FilingQueue.send`: repeating it is harmless, a new `attempt` makes the queue look again. */
  send(message: DeliveryMessage, attempt: string): Promise<void>;
}

/** Opaque: where the next page starts. */
export type DuePageCursor = Readonly<Record<string, unknown>>;

export interface DueHandover extends DeliveryMessage {
  dueAt: EpochSeconds;
}

/** Handovers whose next try has come, oldest first. May miss what happened in the last moments. */
export interface DueHandovers {
  shards: readonly string[];
  page(
    shard: string,
    before: EpochSeconds,
    after?: DuePageCursor,
  ): Promise<{ handovers: readonly DueHandover[]; next?: DuePageCursor }>;
}

export interface HandoverStore {
  /** As of now, in one call. */
  read(
    message: DeliveryMessage,
  ): Promise<{ handover: Handover | undefined; health: DestinationHealth | undefined }>;
  /** False: the handover has changed since it was read as `before`; nothing was written. */
  replace(before: Handover, after: Handover): Promise<boolean>;
  /** Undefined: all is well again. */
  saveHealth(destination: Destination, health: DestinationHealth | undefined): Promise<void>;
}

/** Where a system is reached, and with what its messages are signed: the newest secret first. */
export interface DeliveryAddress {
  url: string;
  secrets: readonly string[];
  /** What the office calls the system; for the access log. */
  name: string;
  /** The operator's own word for it, so that it may be on the operator's own network. */
  isTrusted: boolean;
}

export interface WebhookMessage {
  id: string;
  timestamp: EpochSeconds;
  body: string;
}

/** Never throws for what the other side does. */
export type SendWebhook = (address: DeliveryAddress, message: WebhookMessage) => Promise<DeliveryResult>;
