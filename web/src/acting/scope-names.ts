import type { InferOutput } from "valibot";
import type { ScopeSchema } from "../../../src/contract/acting.ts";
import type { CatalogueReader } from "../api/catalogue.ts";
import type { DisplayText } from "../language.ts";
import type { PageMessages } from "../messages/pages.ts";

export type Scope = InferOutput<typeof ScopeSchema>;

/** Names of what scopes mention, as far as the catalogue has them. */
export interface ScopeNames {
  settlements: ReadonlyMap<string, DisplayText>;
  forms: ReadonlyMap<string, DisplayText>;
}

/** Settlements whose services are looked through for a form, where a scope names none: each is a file to fetch. */
const MOST_LOOKED_THROUGH = 12;

type Catalogue = Pick<CatalogueReader, "listing" | "currentSettlement">;

/** Forms offered by the settlements, by id; by the first ones of the list where none is named. */
export const offeredForms = async (
  catalogue: Catalogue,
  codes: readonly string[],
): Promise<ReadonlyMap<string, DisplayText>> => {
  const listing = codes.length > 0 ? undefined : await catalogue.listing();
  const all = listing?.ok ? listing.value.map(({ code }) => code as string) : [];
  const chosen = codes.length > 0 ? codes : all.slice(0, MOST_LOOKED_THROUGH);
  const settlements = await Promise.all(chosen.map((code) => catalogue.currentSettlement(code)));
  return new Map(
    settlements
      .flatMap((settlement) => (settlement.ok ? settlement.value.services : []))
      .map((service) => [service.form, service.title]),
  );
};

/** What cannot be had stays without a name: the page then shows the code. */
export const loadScopeNames = async (
  catalogue: Catalogue,
  scopes: readonly (Scope | undefined)[],
): Promise<ScopeNames> => {
  const codes = [...new Set(scopes.flatMap((scope) => scope?.settlements ?? []))];
  const forms = [...new Set(scopes.flatMap((scope) => scope?.forms ?? []))];
  const listing = codes.length > 0 ? await catalogue.listing() : undefined;
  const settlements = new Map(
    (listing?.ok ? listing.value : [])
      .filter(({ code }) => codes.includes(code))
      .map(({ code, name }) => [code as string, name as DisplayText]),
  );
  if (forms.length === 0) return { settlements, forms: new Map() };
  const near = await offeredForms(catalogue, codes);
  const known = forms.every((form) => near.has(form)) ? [] : await offeredForms(catalogue, []);
  return { settlements, forms: new Map([...known, ...near]) };
};

const listOf = (
  ids: readonly string[] | undefined,
  names: ReadonlyMap<string, DisplayText>,
  everything: string,
  localize: (text: DisplayText) => string,
): string => {
  if (ids === undefined) return everything;
  return ids
    .map((id) => {
      const name = names.get(id);
      return name === undefined ? id : localize(name);
    })
    .join(", ");
};

/** `minden ügy; Harka, Kópháza` */
export const scopeText = (
  { acting }: PageMessages,
  names: ScopeNames,
  scope: Scope | undefined,
  localize: (text: DisplayText) => string,
): string =>
  [
    listOf(scope?.forms, names.forms, acting.mandates.everyForm, localize),
    listOf(scope?.settlements, names.settlements, acting.mandates.everySettlement, localize),
  ].join("; ");
