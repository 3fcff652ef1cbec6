import { viewActing } from "../../src/app/acting/acting-view.ts";
import type { Status } from "../../src/app/session/continue.ts";
import type { SessionStatus } from "../../src/contract/session.ts";
import { type EpochSeconds, toIsoInstant } from "../../src/domain/time.ts";

export const toStatusBody = (status: Status, now: EpochSeconds): SessionStatus => {
  if (!("session" in status)) return { state: status.state };
  const { displayName, acting, idleExpiresAt, absoluteExpiresAt } = status.session;
  return {
    state: status.state,
    displayName,
    acting: viewActing(acting),
    idleExpiresAt: toIsoInstant(idleExpiresAt),
    absoluteExpiresAt: toIsoInstant(absoluteExpiresAt),
    now: toIsoInstant(now),
  };
};
