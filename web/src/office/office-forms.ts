import { type Result, success } from "../../../src/domain/result.ts";
import type { Service } from "../../../src/domain/settlement/settlement.ts";
import type { ApiFailure } from "../api/client.ts";
import { catalogue } from "../portal.ts";
import type { OfficePost } from "./calls.ts";

export type OfficeForm = Pick<Service, "form" | "title">;

/** Beyond this an office offers the choice of forms by those of its first settlements. */
const MOST_SETTLEMENTS = 20;

const byTitle = (left: OfficeForm, right: OfficeForm): number =>
  left.title.hu.localeCompare(right.title.hu, "hu");

/** The forms the office's settlements take now, for narrowing a search; read from the catalogue, which is public. */
export const loadOfficeForms = async (
  office: OfficePost["office"],
): Promise<Result<readonly OfficeForm[], ApiFailure>> => {
  const listing = await catalogue.listing();
  if (!listing.ok) return listing;
  const served = listing.value.filter((entry) => entry.office === office.name.hu).slice(0, MOST_SETTLEMENTS);
  const read = await Promise.all(served.map(({ hash }) => catalogue.settlement(hash)));
  const forms = new Map<string, OfficeForm>();
  for (const settlement of read) {
    if (!settlement.ok) return settlement;
    for (const { form, title } of settlement.value.services) forms.set(form, { form, title });
  }
  return success([...forms.values()].toSorted(byTitle));
};
