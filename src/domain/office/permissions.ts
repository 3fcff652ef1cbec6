import type { Assignment } from "../case/case.ts";
import type { OfficeId } from "../ids.ts";
import type { Post } from "./post.ts";
import type { ListName } from "./worklist.ts";

/** What of a case says whose it is within the offices. */
export interface Placed {
  catalogue: { office: { id: OfficeId } };
  assignment?: Assignment | undefined;
}

/** The office that deals with a case now. */
export const officeOf = ({ assignment, catalogue }: Placed): OfficeId =>
  assignment?.office ?? catalogue.office.id;

const has = (post: Post, role: Post["roles"][number]): boolean => post.roles.includes(role);

/** Records clerks and the head of office see every case of their office; case officers those of their teams alone. */
const seesAll = (post: Post): boolean => has(post, "records-clerk") || has(post, "head-of-office");

const isInTeam = (post: Post, team: string | undefined): boolean =>
  has(post, "case-officer") && team !== undefined && post.teams.includes(team);

/** Whether the case exists for the holder of the post: others' tax files do not, nor does anything of another office. */
export const maySee = (post: Post, placed: Placed): boolean =>
  post.office === officeOf(placed) && (seesAll(post) || isInTeam(post, placed.assignment?.team));

const filingLists: readonly ListName[] = ["to-receive", "to-register", "review"];

/** The lists of the office a post works with. `teams` are all of the office's. */
export const listsOf = (post: Post, teams: readonly string[]): ListName[] => {
  const mine = teams.filter((team) => seesAll(post) || isInTeam(post, team));
  return [
    ...(seesAll(post) ? filingLists : []),
    ...mine.map((team): ListName => `team:${team}`),
    ...(seesAll(post) || mine.length > 0 ? (["done"] as const) : []),
  ];
};
