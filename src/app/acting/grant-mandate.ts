import type { MandateView } from "../../contract/acting.ts";
import type { Actor } from "../../domain/acting/actor.ts";
import type { Mandate, MandateScope } from "../../domain/acting/capacity.ts";
import { grantErrors } from "../../domain/acting/grant.ts";
import type { NamedPerson, StatementError } from "../../domain/acting/natural-person.ts";
import { mayDelegate, seenByProxy } from "../../domain/acting/party.ts";
import { normaliseLine } from "../../domain/form/text.ts";
import { type FormId, type MandateId, newEntityId, type SettlementCode } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { type EpochSeconds, type LocalDate, toLocalDate } from "../../domain/time.ts";
import type { Catalogue } from "../catalogue/ports.ts";
import type { RandomBytes } from "../session/ports.ts";
import { viewMandate } from "./acting-view.ts";
import { personKeyOf } from "./person-key.ts";
import type { MandateStore } from "./ports.ts";

export interface GrantMandateDependencies {
  mandates: Pick<MandateStore, "receivedBy" | "grant">;
  catalogue: Pick<Catalogue, "currentSettlement" | "offersForm">;
  random: RandomBytes;
  timeZone: string;
}

export interface GrantRequest {
  proxy: NamedPerson;
  /** As the contract has it: known shapes, unknown to the catalogue perhaps. */
  scope: { forms?: readonly string[] | undefined; settlements?: readonly string[] | undefined };
  validFrom: LocalDate;
  validTo?: LocalDate | undefined;
}

export type GrantFailure =
  | { code: "not-delegable" }
  | { code: "invalid-fields"; errors: readonly StatementError[] };

/** Each entry that is not in the catalogue, by its place in the list. */
const strangers = async (
  field: string,
  listed: readonly string[],
  isKnown: (entry: string) => Promise<boolean>,
): Promise<StatementError[]> => {
  const known = await Promise.all(listed.map(isKnown));
  return known.flatMap((isThere, index) =>
    isThere ? [] : [{ field: `${field}.${index}`, code: "not-an-option" as const }],
  );
};

const scopeErrors = async (
  { currentSettlement, offersForm }: GrantMandateDependencies["catalogue"],
  { forms = [], settlements = [] }: GrantRequest["scope"],
): Promise<StatementError[]> => [
  ...(await strangers("scope.forms", forms, (form) => offersForm(form as FormId))),
  ...(await strangers(
    "scope.settlements",
    settlements,
    async (code) => (await currentSettlement(code as SettlementCode)) !== undefined,
  )),
];

const toScope = ({ forms, settlements }: GrantRequest["scope"]): MandateScope => ({
  ...(forms && { forms: [...new Set(forms)].toSorted() as FormId[] }),
  ...(settlements && { settlements: [...new Set(settlements)].toSorted() as SettlementCode[] }),
});

/** What makes two mandates one and the same to everybody concerned. */
const meaning = ({ principal, proxy, scope, validFrom, validTo, revokedAt }: Omit<Mandate, "id">): string =>
  JSON.stringify([principal.id, proxy.personKey, scope, validFrom, validTo ?? null, revokedAt ?? null]);

/**
 * Gives a mandate from the party the session acts for to the person so named. Nothing tells whether that
 * person has an account. The same mandate asked for again (a lost answer) is given once.
 */
export const grantMandate = async (
  { mandates, catalogue, random, timeZone }: GrantMandateDependencies,
  { actor, grant, now }: { actor: Actor; grant: GrantRequest; now: EpochSeconds },
): Promise<Result<MandateView, GrantFailure>> => {
  if (!mayDelegate(actor.acting)) return failure({ code: "not-delegable" });
  const today = toLocalDate(now, timeZone);
  const errors = grantErrors(grant, today);
  const personKey = await personKeyOf(grant.proxy);
  if (personKey !== undefined && personKey === actor.personKey)
    errors.push({ field: "proxy", code: "own-self" });
  errors.push(...(await scopeErrors(catalogue, grant.scope)));
  // Data without errors always make a key: every name has a letter, every day a digit.
  if (errors.length > 0 || personKey === undefined) return failure({ code: "invalid-fields", errors });
  const mandate: Mandate = {
    id: newEntityId<MandateId>(now, random(16)),
    principal: seenByProxy(actor.acting.party),
    grantedBy: actor.account,
    proxy: { personKey, name: normaliseLine(grant.proxy.name) },
    scope: toScope(grant.scope),
    validFrom: grant.validFrom,
    ...(grant.validTo !== undefined && { validTo: grant.validTo }),
    grantedAt: now,
  };
  const earlier = await mandates.receivedBy(personKey);
  const same = earlier.find((known) => meaning(known) === meaning(mandate));
  if (!same) await mandates.grant(mandate);
  return success(viewMandate(same ?? mandate, today));
};
