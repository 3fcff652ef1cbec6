import type { CapacityKind } from "../acting/capacity.ts";
import type { FormDefinition } from "../form/definition.ts";
import type { PublishedSettlement } from "./settlement.ts";

/** In which capacities a form can be filed with a settlement; undefined: in all. */
export const filersOf = (
  { filers }: Pick<FormDefinition, "filers">,
  { capacities }: Pick<PublishedSettlement, "capacities">,
): readonly CapacityKind[] | undefined =>
  filers && capacities ? filers.filter((kind) => capacities.includes(kind)) : (filers ?? capacities);

export const mayFile = (
  kind: CapacityKind,
  form: Pick<FormDefinition, "filers">,
  settlement: Pick<PublishedSettlement, "capacities">,
): boolean => filersOf(form, settlement)?.includes(kind) ?? true;
