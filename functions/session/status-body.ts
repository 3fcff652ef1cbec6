import { viewActing } from "../../src/app/acting/acting-view.ts";
import type { Status } from "../../src/app/session/continue.ts";
import type { SessionStatus } from "../../src/contract/session.ts";
import { type EpochSeconds, toIsoInstant } from "../../src/domain/time.ts";

/** Enough characters of the account's id to tell it from any other in one browser. */
const PERSON_LENGTH = 12;

export const toStatusBody = (status: Status, now: EpochSeconds, idleMinutes: number): SessionStatus => {
  if (!("session" in status)) return { state: status.state };
  const { account, displayName, acting, idleExpiresAt, absoluteExpiresAt } = status.session;
  return {
    state: status.state,
    displayName,
    person: account.slice(0, PERSON_LENGTH),
    acting: viewActing(acting),
    idleExpiresAt: toIsoInstant(idleExpiresAt),
    absoluteExpiresAt: toIsoInstant(absoluteExpiresAt),
    idleMinutes,
    now: toIsoInstant(now),
  };
};
