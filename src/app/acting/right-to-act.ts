import type { Acting } from "../../domain/acting/capacity.ts";
import { mandateState, positionIn } from "../../domain/acting/mandate-validity.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { type EpochSeconds, type LocalDate, toLocalDate } from "../../domain/time.ts";
import type { MandateReader, RegisterReader } from "./ports.ts";

export interface RightFailure {
  code: "mandate-revoked" | "mandate-ended" | "representation-ended";
}

interface ActingPerson {
  acting: Acting;
  personKey?: string;
}

/** Whether the capacity a session acts in still holds. */
export type RightToAct = (person: ActingPerson, now: EpochSeconds) => Promise<Result<void, RightFailure>>;

export interface RightSources {
  mandates: Pick<MandateReader, "find">;
  register: Pick<RegisterReader, "find">;
  /** IANA name; days begin and end by the offices' calendar. */
  timeZone: string;
}

const holds = success(undefined);

const checkMandate = async (
  mandates: RightSources["mandates"],
  personKey: string,
  { party, basis }: Acting & { basis: { kind: "mandate" } },
  today: LocalDate,
): Promise<Result<void, RightFailure>> => {
  const mandate = await mandates.find(personKey, basis.mandate);
  if (mandate?.principal.id !== party.id) return failure({ code: "mandate-revoked" });
  const state = mandateState(mandate, today);
  if (state === "valid") return holds;
  return failure({ code: state === "revoked" ? "mandate-revoked" : "mandate-ended" });
};

const checkRepresentation = async (
  register: RightSources["register"],
  personKey: string,
  { party, basis }: Acting & { basis: { kind: "statutory" } },
  today: LocalDate,
): Promise<Result<void, RightFailure>> => {
  const entry = await register.find(personKey, basis.entry);
  const isValid = entry?.party.id === party.id && positionIn(entry, today) === "within";
  return isValid ? holds : failure({ code: "representation-ended" });
};

/**
 * Looks the right up where it comes from, at every request: one strongly consistent read for a mandate or a
 * register's entry, none for acting in one's own name or on an uploaded document.
 */
export const createRightToAct =
  ({ mandates, register, timeZone }: RightSources): RightToAct =>
  async ({ acting, personKey }, now) => {
    const { basis } = acting;
    if (basis.kind !== "mandate" && basis.kind !== "statutory") return holds;
    if (personKey === undefined)
      return failure({ code: basis.kind === "mandate" ? "mandate-revoked" : "representation-ended" });
    const today = toLocalDate(now, timeZone);
    return basis.kind === "mandate"
      ? checkMandate(mandates, personKey, { ...acting, basis }, today)
      : checkRepresentation(register, personKey, { ...acting, basis }, today);
  };
