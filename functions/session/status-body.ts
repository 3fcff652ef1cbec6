import type { Status } from "../../src/app/session/continue.ts";
import type { SessionStatus } from "../../src/contract/session.ts";
import { type EpochSeconds, toIsoInstant } from "../../src/domain/time.ts";

export const toStatusBody = (status: Status, now: EpochSeconds): SessionStatus => {
  if (!("session" in status)) return { state: status.state };
  const { displayName, idleExpiresAt, absoluteExpiresAt } = status.session;
  return {
    state: status.state,
    displayName,
    idleExpiresAt: toIsoInstant(idleExpiresAt),
    absoluteExpiresAt: toIsoInstant(absoluteExpiresAt),
    now: toIsoInstant(now),
  };
};
