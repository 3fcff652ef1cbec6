import type { Overview } from "../../contract/office.ts";
import { listsOf } from "../../domain/office/permissions.ts";
import type { Post } from "../../domain/office/post.ts";
import type { ListName } from "../../domain/office/worklist.ts";
import { isOverdue } from "../../domain/procedure/deadline.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { Office } from "../../domain/settlement/settlement.ts";
import { type EpochSeconds, toLocalDate } from "../../domain/time.ts";
import type { OfficeDirectory } from "../catalogue/ports.ts";
import { type Clerk, type NotAClerk, readAsClerk } from "./clerk.ts";
import type { OfficeLists, PostReader } from "./ports.ts";

export interface OverviewDependencies {
  posts: Pick<PostReader, "find" | "inOffice">;
  lists: OfficeLists;
  offices: OfficeDirectory;
  /** IANA name; days end by the offices' calendar. */
  timeZone: string;
}

/** Lists are counted up to it. */
const MOST_COUNTED = 100;

const nameOf = (list: ListName, { teams }: Office) => {
  const team = teams.find(({ id }) => list === `team:${id}`);
  return team && { name: team.name };
};

const viewColleague = ({ id, name, roles, teams }: Post) => ({
  id,
  name,
  roles: [...roles],
  teams: [...teams],
});

/** The lists of the post with what waits in them. All lists are read beside the post, so the page takes one round. */
export const readOverview = async (
  { posts, lists, offices, timeZone }: OverviewDependencies,
  clerk: Clerk,
  now: EpochSeconds,
): Promise<Result<Overview, NotAClerk | { code: "not-found" }>> => {
  const office = await offices.currentOffice(clerk.office);
  const teams = office?.teams.map(({ id }) => id) ?? [];
  const everything: ListName[] = [
    "to-receive",
    "to-register",
    "review",
    ...teams.map((id) => `team:${id}` as const),
  ];
  const read = await readAsClerk(posts, clerk, async () => {
    const counting = everything.map(
      async (list) => [list, await lists.page(clerk.office, list, MOST_COUNTED)] as const,
    );
    const [colleagues, ...pages] = await Promise.all([posts.inOffice(clerk.office), ...counting]);
    return { colleagues, pages: new Map(pages) };
  });
  if (!read.ok) return read;
  if (!office) return failure({ code: "not-found" });
  const { post, data } = read.value;
  const today = toLocalDate(now, timeZone);
  return success({
    lists: listsOf(post, teams).map((list) => {
      const { cases, next } = data.pages.get(list) ?? { cases: [] };
      return {
        list,
        ...nameOf(list, office),
        // What is finished is not counted: nobody waits for it.
        count: cases.length,
        more: next !== undefined,
        overdue: cases.filter((record) => isOverdue(record, today)).length,
      };
    }),
    teams: office.teams.map(({ id, name }) => ({ id, name })),
    colleagues: data.colleagues.map(viewColleague),
  });
};
