import type { Posts } from "../../contract/office.ts";
import type { OfficeDirectory } from "../catalogue/ports.ts";
import type { PostReader } from "./ports.ts";

/** The offices the person works in. An office that is no longer published is shown by its id. */
export const listPosts = async (
  { posts, offices }: { posts: Pick<PostReader, "of">; offices: OfficeDirectory },
  personKey: string | undefined,
): Promise<Posts> => {
  const held = personKey === undefined ? [] : await posts.of(personKey);
  return {
    posts: await Promise.all(
      held.map(async ({ id, office, name, roles, teams }) => ({
        id,
        office: { id: office, name: (await offices.currentOffice(office))?.name ?? { hu: office } },
        name,
        roles: [...roles],
        teams: [...teams],
      })),
    ),
  };
};
