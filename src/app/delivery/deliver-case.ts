import { type Handover } from "../../domain/delivery/handover.ts";
import {
  afterDelivery,
  afterPause,
  type DeliveryResult,
  type DestinationHealth,
  healthAfter,
  isDue,
} from "../../domain/delivery/retry.ts";
import { type EpochSeconds, toIsoInstant } from "../../domain/time.ts";
import type { SealReader } from "../cases/ports.ts";
import type { AccessLog } from "../casework/access-log.ts";
import type { CaseFile, CaseFileReader } from "../casework/ports.ts";
import { packageCase } from "./case-package.ts";
import { noteSystemAccess } from "./system-case.ts";
import type { DeliveryAddress, DeliveryMessage, HandoverStore, SendWebhook } from "./ports.ts";

export interface DeliveryDependencies {
  handovers: HandoverStore;
  cases: CaseFileReader;
  seals: SealReader;
  log: Pick<AccessLog, "add">;
  /** `pull`: the system fetches now. A string: why it cannot be reached. */
  addressOf: (
    file: CaseFile,
    message: DeliveryMessage,
  ) => Promise<DeliveryAddress | "pull" | { missing: string }>;
  send: SendWebhook;
  clock: () => EpochSeconds;
  /** In [0, 1). */
  random: () => number;
}

/**
 * `dropped`: nothing to do (any more); `paused`: the system does not answer, the case waits without a try; `failed`: will be
 * tried again; `set-aside`: an operator has to look; `changed`: something newer has taken its place.
 */
export interface DeliveryOutcome {
  code: "delivered" | "dropped" | "paused" | "failed" | "set-aside" | "changed";
  reason?: string;
}

/**
 * One try to deliver a case to its specialist system. What became of it is written after the try, so that a try nobody
 * knows the outcome of is made again: the system tells the two apart by the message's id.
 */
export const deliverCase = async (
  dependencies: DeliveryDependencies,
  message: DeliveryMessage,
): Promise<DeliveryOutcome> => {
  const { handovers, clock } = dependencies;
  const { handover, health } = await handovers.read(message);
  if (!handover || !isDue(handover, clock()) || isElsewhere(handover, message)) return { code: "dropped" };
  if (health && health.pausedUntil > clock()) return pause(dependencies, handover, health);
  const file = await dependencies.cases.find(message.caseId);
  if (!file || isReassigned(file, handover)) return finish(dependencies, handover);
  const address = await dependencies.addressOf(file, message);
  if (address === "pull") return leaveToSystem(dependencies, handover);
  const result: DeliveryResult =
    "missing" in address
      ? { kind: "failed", reason: address.missing, ofSystem: true }
      : await send(dependencies, address, file, handover);
  return note(dependencies, handover, health, result);
};

const isElsewhere = (handover: Handover, { office, system }: DeliveryMessage): boolean =>
  handover.office !== office || handover.system !== system;

/** The office took the case from the system: it is none of its business any more. */
const isReassigned = ({ record: { assignment } }: CaseFile, { office, system }: Handover): boolean =>
  assignment?.office !== office || assignment.system !== system;

const send = async (
  { seals, log, send: post, clock }: DeliveryDependencies,
  address: DeliveryAddress,
  file: CaseFile,
  { reason, caseId, revision, attempts }: Handover,
): Promise<DeliveryResult> => {
  const data = await packageCase(seals, file);
  if (!data) return { kind: "failed", reason: "no-package", ofSystem: false };
  const timestamp = clock();
  // Of a case that is tried again nothing more is given away than at the first time.
  if (attempts === 0)
    await noteSystemAccess(log, file.record, address.name, { action: "downloaded", at: timestamp });
  const body = JSON.stringify({ type: `case.${reason}`, timestamp: toIsoInstant(timestamp), data });
  return post(address, { id: `${caseId}-${revision}`, timestamp, body });
};

const replace = async (
  { handovers }: DeliveryDependencies,
  before: Handover,
  after: Handover,
  outcome: DeliveryOutcome,
): Promise<DeliveryOutcome> => ((await handovers.replace(before, after)) ? outcome : { code: "changed" });

const givenUpOr = (after: Handover, outcome: DeliveryOutcome): DeliveryOutcome =>
  after.state === "set-aside"
    ? { code: "set-aside", ...(after.lastFailure !== undefined && { reason: after.lastFailure }) }
    : outcome;

const pause = (
  dependencies: DeliveryDependencies,
  handover: Handover,
  health: DestinationHealth,
): Promise<DeliveryOutcome> => {
  const after = afterPause(handover, health, { now: dependencies.clock(), random: dependencies.random() });
  return replace(dependencies, handover, after, givenUpOr(after, { code: "paused" }));
};

const finish = (dependencies: DeliveryDependencies, handover: Handover): Promise<DeliveryOutcome> => {
  const at = { now: dependencies.clock(), random: 0 };
  return replace(dependencies, handover, afterDelivery(handover, { kind: "delivered" }, at), {
    code: "dropped",
  });
};

/** It stays on the system's list. */
const leaveToSystem = (dependencies: DeliveryDependencies, handover: Handover): Promise<DeliveryOutcome> => {
  const { nextTryAt: _, ...waiting } = handover;
  return replace(dependencies, handover, waiting, { code: "dropped", reason: "pull" });
};

const note = async (
  dependencies: DeliveryDependencies,
  handover: Handover,
  health: DestinationHealth | undefined,
  result: DeliveryResult,
): Promise<DeliveryOutcome> => {
  const at = { now: dependencies.clock(), random: dependencies.random() };
  const after = afterDelivery(handover, result, at);
  const nextHealth = healthAfter(health, result, at);
  if (health || nextHealth) await dependencies.handovers.saveHealth(handover, nextHealth);
  const outcome: DeliveryOutcome =
    result.kind === "delivered" ? { code: "delivered" } : { code: "failed", reason: result.reason };
  return replace(dependencies, handover, after, givenUpOr(after, outcome));
};
