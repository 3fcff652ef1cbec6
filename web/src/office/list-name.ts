import type { Overview } from "../../../src/contract/office.ts";
import { useOfficeMessages } from "../messages/office.ts";
import { useLocalize } from "../ui/elements.tsx";

type OfficeList = Overview["lists"][number];

/** How a list is called: the portal's own lists by the portal, a team's by its name in the catalogue. */
export const useListName = (): ((list: Pick<OfficeList, "list" | "name">) => string) => {
  const { lists } = useOfficeMessages();
  const localize = useLocalize();
  const names: Readonly<Record<string, string>> = lists.names;
  return ({ list, name }) => {
    if (Object.hasOwn(names, list)) return names[list] ?? list;
    return lists.team({ name: name ? localize(name) : list.replace(/^team:/, "") });
  };
};
