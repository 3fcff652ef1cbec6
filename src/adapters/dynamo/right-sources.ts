import type { RightSources } from "../../app/acting/right-to-act.ts";
import { getItem } from "./get-item.ts";
import { actingKeys } from "./keys.ts";
import { parseMandateItem } from "./mandate-item.ts";
import { parseRegisterItem } from "./register-item.ts";
import { createDocuments, type Table } from "./table.ts";

export const findMandate =
  (table: Table): RightSources["mandates"]["find"] =>
  async (proxyKey, id) => {
    const item = await getItem(table, actingKeys.mandate(proxyKey, id));
    return item && parseMandateItem(item);
  };

export const findRepresentation =
  (table: Table): RightSources["register"]["find"] =>
  async (personKey, entry) => {
    const item = await getItem(table, actingKeys.representation(personKey, entry));
    return item && parseRegisterItem(item);
  };

/** What the check of every request reads: one item, as it stands now. Mandates and register lie in one table. */
export const createDynamoRightSources = ({
  tableName,
}: {
  tableName: string;
}): Pick<RightSources, "mandates" | "register"> => {
  const table = { documents: createDocuments(), tableName };
  return { mandates: { find: findMandate(table) }, register: { find: findRepresentation(table) } };
};
