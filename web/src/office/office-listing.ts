import { type Result, success } from "../../../src/domain/result.ts";
import type { Service } from "../../../src/domain/settlement/settlement.ts";
import type { ApiFailure } from "../api/client.ts";
import { readCurrentOffice } from "../api/current-office.ts";
import type { DisplayText } from "../language.ts";
import { catalogue } from "../portal.ts";
import type { OfficePost } from "./calls.ts";

type OfficeForm = Pick<Service, "form" | "title">;

/** What the public catalogue says of an office: the forms its settlements take now, and its teams by id. */
export interface OfficeListing {
  forms: readonly OfficeForm[];
  teams: ReadonlyMap<string, DisplayText>;
}

/** Beyond this an office offers the choice of forms by those of its first settlements. */
const MOST_SETTLEMENTS = 20;

const byTitle = (left: OfficeForm, right: OfficeForm): number =>
  left.title.hu.localeCompare(right.title.hu, "hu");

export const loadOfficeListing = async ({
  id,
}: Pick<OfficePost["office"], "id">): Promise<Result<OfficeListing, ApiFailure>> => {
  const current = await readCurrentOffice(catalogue, id);
  if (!current.ok) return current;
  const { office, settlements } = current.value;
  const read = await Promise.all(
    settlements.slice(0, MOST_SETTLEMENTS).map((code) => catalogue.currentSettlement(code)),
  );
  const forms = new Map<string, OfficeForm>();
  for (const settlement of read) {
    if (!settlement.ok) return settlement;
    for (const { form, title } of settlement.value.services) forms.set(form, { form, title });
  }
  const teams = new Map<string, DisplayText>(office.teams.map((team) => [team.id, team.name]));
  return success({ forms: [...forms.values()].toSorted(byTitle), teams });
};
