import type { EpochSeconds, LocalDate } from "../time.ts";
import type { Mandate } from "./capacity.ts";
import { mandateState } from "./mandate-validity.ts";

/**
 * How many mandates one party may have given: far more than anybody needs, few enough that neither its own list nor that
 * of a person it names grows without end. `openToOne`: to one person; `perDay`: within any 24 hours, ended ones included.
 */
export const mandateLimits = { open: 200, openToOne: 20, perDay: 50 } as const;
const DAY_SECONDS = 24 * 3_600;

export type TooManyMandates =
  | { code: "too-many-mandates" }
  /** Seconds until the next one may be given. */
  | { code: "too-many-requests"; retryAfter: number };

/** Why a party that has given these may not give another one to this person now; undefined when it may. */
export const tooManyFor = (
  proxyKey: string,
  given: readonly Mandate[],
  today: LocalDate,
  now: EpochSeconds,
): TooManyMandates | undefined => {
  const open = given.filter((mandate) => ["future", "valid"].includes(mandateState(mandate, today)));
  const toOne = open.filter(({ proxy }) => proxy.personKey === proxyKey);
  if (open.length >= mandateLimits.open || toOne.length >= mandateLimits.openToOne)
    return { code: "too-many-mandates" };
  const recent = given.map(({ grantedAt }) => grantedAt).filter((at) => at > now - DAY_SECONDS);
  const first = recent.toSorted((one, other) => one - other)[recent.length - mandateLimits.perDay];
  return first === undefined
    ? undefined
    : { code: "too-many-requests", retryAfter: first + DAY_SECONDS - now };
};
