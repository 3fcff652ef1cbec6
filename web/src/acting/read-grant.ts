import type { InferInput } from "valibot";
import type { GrantMandateRequestSchema } from "../../../src/contract/acting.ts";
import { isEmptyDay, noDay, toIsoDay, todayAt, typeDay, type TypedDay } from "../format/typed-day.ts";
import type { PageMessages } from "../messages/pages.ts";
import type { FieldErrors } from "../ui/field-errors.ts";
import { noPerson, readPerson, type TypedPerson } from "./read-person.ts";

/** A mandate as it is being written. */
export interface TypedGrant {
  person: TypedPerson;
  everySettlement: boolean;
  settlements: readonly string[];
  everyForm: boolean;
  forms: readonly string[];
  validFrom: TypedDay;
  validTo: TypedDay;
}
type GrantRequest = InferInput<typeof GrantMandateRequestSchema>;

/** From today until revoked, for everything: what most people mean. `now` in milliseconds. */
export const emptyGrant = (now: number): TypedGrant => ({
  person: noPerson,
  everySettlement: true,
  settlements: [],
  everyForm: true,
  forms: [],
  validFrom: typeDay(todayAt(now)),
  validTo: noDay,
});

const readScope = ({ acting }: PageMessages, typed: TypedGrant) => {
  const errors = new Map<string, string>();
  const { grant, errors: texts } = acting;
  if (!typed.everySettlement && typed.settlements.length === 0)
    errors.set("settlements", texts["choose-one"]({ label: grant.settlements }));
  if (!typed.everyForm && typed.forms.length === 0)
    errors.set("forms", texts["choose-one"]({ label: grant.forms }));
  const scope: GrantRequest["scope"] = {
    ...(typed.everySettlement ? {} : { settlements: [...typed.settlements] }),
    ...(typed.everyForm ? {} : { forms: [...typed.forms] }),
  };
  return { errors, scope };
};

const readValidity = ({ acting }: PageMessages, typed: TypedGrant, today: string) => {
  const errors = new Map<string, string>();
  const { grant, errors: texts } = acting;
  const validFrom = toIsoDay(typed.validFrom);
  const validTo = toIsoDay(typed.validTo);
  if (validFrom === undefined) errors.set("validFrom", texts["not-a-day"]({ label: grant.validFrom }));
  else if (validFrom < today) errors.set("validFrom", texts["in-the-past"]({ label: grant.validFrom }));
  if (!isEmptyDay(typed.validTo)) {
    if (validTo === undefined) errors.set("validTo", texts["not-a-day"]({ label: grant.validTo }));
    else if (validFrom !== undefined && validTo < validFrom)
      errors.set("validTo", texts["before-start"]({ label: grant.validTo }));
  }
  return { errors, validFrom, ...(validTo === undefined ? {} : { validTo }) };
};

/** The request, or all errors in the order of the page. `now` in milliseconds. */
export const readGrant = (
  messages: PageMessages,
  typed: TypedGrant,
  now: number,
): { errors: FieldErrors; value?: GrantRequest } => {
  const proxy = readPerson(messages, typed.person, now);
  const { errors: scopeErrors, scope } = readScope(messages, typed);
  const { errors: dayErrors, validFrom, validTo } = readValidity(messages, typed, todayAt(now));
  const errors = new Map([...proxy.errors, ...scopeErrors, ...dayErrors]);
  if (errors.size > 0 || !proxy.value || validFrom === undefined) return { errors };
  const value = { proxy: proxy.value, scope, validFrom, ...(validTo === undefined ? {} : { validTo }) };
  return { errors, value };
};
