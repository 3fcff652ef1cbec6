import type { ActingView } from "../../contract/acting.ts";
import type { Actor } from "../../domain/acting/actor.ts";
import type { Acting, Party } from "../../domain/acting/capacity.ts";
import {
  type NamedPerson,
  nameErrors,
  personErrors,
  type StatementError,
} from "../../domain/acting/natural-person.ts";
import {
  asSoleTrader,
  company,
  institution,
  partyOfAccount,
  partyOfPerson,
} from "../../domain/acting/party.ts";
import { parseShortName } from "../../domain/acting/short-name.ts";
import { parseTaxNumber } from "../../domain/acting/tax-number.ts";
import { normaliseLine } from "../../domain/form/text.ts";
import type { AccountId, MandateId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { type EpochSeconds, toLocalDate } from "../../domain/time.ts";
import type { SessionStore } from "../session/ports.ts";
import { viewActing } from "./acting-view.ts";
import { ofMandate, ofRegister, ownName, readCapacityId } from "./known-capacities.ts";
import { personKeyOf } from "./person-key.ts";
import type { MandateReader, RegisterReader } from "./ports.ts";
import { createRightToAct, type RightFailure } from "./right-to-act.ts";

/** The party of an uploaded document, as the person states it. */
export type StatedParty =
  | ({ kind: "natural-person" } & NamedPerson)
  | { kind: "company"; name: string; taxNumber: string }
  | { kind: "institution"; name: string; taxNumber: string; shortName: string };

export type CapacityChoice =
  | { choose: "known"; id: string }
  | { choose: "sole-trader"; taxNumber: string }
  | { choose: "document"; party: StatedParty };

export interface SwitchCapacityDependencies {
  mandates: Pick<MandateReader, "find">;
  register: Pick<RegisterReader, "find">;
  /** The account of a person, if they have one; nobody outside is ever told. */
  accountOf: (personKey: string) => Promise<AccountId | undefined>;
  sessions: Pick<SessionStore, "switchActing">;
  timeZone: string;
}

export type SwitchFailure =
  | RightFailure
  | { code: "not-found" | "session-missing" }
  | { code: "invalid-fields"; errors: readonly StatementError[] };

type Chosen = Result<Acting, SwitchFailure>;

const invalid = (errors: readonly StatementError[]) => failure({ code: "invalid-fields" as const, errors });

const fromList = async (
  { mandates, register }: SwitchCapacityDependencies,
  actor: Actor,
  id: string,
): Promise<Chosen> => {
  const wanted = readCapacityId(id);
  if (wanted?.kind === "own-name") return success(ownName(actor).acting);
  if (wanted?.kind === "current") return success(actor.acting);
  if (!wanted || !("key" in wanted) || actor.personKey === undefined) return failure({ code: "not-found" });
  if (wanted.kind === "mandate") {
    const mandate = await mandates.find(actor.personKey, wanted.key as MandateId);
    return mandate ? success(ofMandate(mandate).acting) : failure({ code: "not-found" });
  }
  const entry = await register.find(actor.personKey, wanted.key);
  return entry ? success(ofRegister(entry).acting) : failure({ code: "not-found" });
};

const soleTrader = ({ account, displayName }: Actor, typed: string): Chosen => {
  const taxNumber = parseTaxNumber(typed);
  return taxNumber.ok
    ? success(asSoleTrader(account, displayName, taxNumber.value))
    : invalid([{ field: "taxNumber", code: "tax-number" }]);
};

const statedPerson = async (
  { accountOf, timeZone }: SwitchCapacityDependencies,
  actor: Actor,
  person: NamedPerson,
  now: EpochSeconds,
): Promise<Result<Party, SwitchFailure>> => {
  const errors = personErrors("party.", person, toLocalDate(now, timeZone));
  const personKey = await personKeyOf(person);
  if (personKey !== undefined && personKey === actor.personKey)
    errors.push({ field: "party", code: "own-self" });
  // Data without errors always make a key: every name has a letter, every day a digit.
  if (errors.length > 0 || personKey === undefined) return invalid(errors);
  const account = await accountOf(personKey);
  const id = account === undefined ? partyOfPerson(personKey) : partyOfAccount(account);
  return success({ kind: "natural-person", id, name: normaliseLine(person.name) });
};

const statedOrganisation = (
  stated: Exclude<StatedParty, { kind: "natural-person" }>,
): Result<Party, SwitchFailure> => {
  const errors = nameErrors("party.name", stated.name);
  const taxNumber = parseTaxNumber(stated.taxNumber);
  if (!taxNumber.ok) errors.push({ field: "party.taxNumber", code: "tax-number" });
  const shortName = stated.kind === "institution" ? parseShortName(stated.shortName) : undefined;
  if (shortName?.ok === false) errors.push({ field: "party.shortName", code: "pattern" });
  if (errors.length > 0 || !taxNumber.ok) return invalid(errors);
  const name = normaliseLine(stated.name);
  return success(
    shortName?.ok ? institution(name, taxNumber.value, shortName.value) : company(name, taxNumber.value),
  );
};

const onDocument = async (
  dependencies: SwitchCapacityDependencies,
  actor: Actor,
  stated: StatedParty,
  now: EpochSeconds,
): Promise<Chosen> => {
  const party =
    stated.kind === "natural-person"
      ? await statedPerson(dependencies, actor, stated, now)
      : statedOrganisation(stated);
  return party.ok ? success({ party: party.value, basis: { kind: "document" } }) : party;
};

const choose = (
  dependencies: SwitchCapacityDependencies,
  actor: Actor,
  choice: CapacityChoice,
  now: EpochSeconds,
): Promise<Chosen> | Chosen => {
  if (choice.choose === "known") return fromList(dependencies, actor, choice.id);
  if (choice.choose === "sole-trader") return soleTrader(actor, choice.taxNumber);
  return onDocument(dependencies, actor, choice.party, now);
};

/**
 * The session acts in the chosen capacity from now on, in every tab. A mandate or register entry must hold at
 * this moment; what the person states is checked for its form only, because nobody has verified it.
 * An id that is none of this person's is `not-found`; a session that ended meanwhile is `session-missing`.
 */
export const switchCapacity = async (
  dependencies: SwitchCapacityDependencies,
  request: { actor: Actor; tokenHash: string; choice: CapacityChoice; now: EpochSeconds },
): Promise<Result<ActingView, SwitchFailure>> => {
  const { actor, tokenHash, choice, now } = request;
  const chosen = await choose(dependencies, actor, choice, now);
  if (!chosen.ok) return chosen;
  const right = await createRightToAct(dependencies)({ ...actor, acting: chosen.value }, now);
  if (!right.ok) return right;
  const switched = await dependencies.sessions.switchActing(tokenHash, chosen.value, now);
  return switched ? success(viewActing(chosen.value)) : failure({ code: "session-missing" });
};
