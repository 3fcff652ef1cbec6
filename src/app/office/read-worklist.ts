import type { WorklistEntry } from "../../contract/office.ts";
import { ENTITY_ID_PATTERN, type OfficeId } from "../../domain/ids.ts";
import { listsOf, maySee } from "../../domain/office/permissions.ts";
import type { Post } from "../../domain/office/post.ts";
import type { ListName } from "../../domain/office/worklist.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { OfficeDirectory } from "../catalogue/ports.ts";
import { viewEntry } from "./case-entry.ts";
import { type Clerk, type NotAClerk, readAsClerk } from "./clerk.ts";
import { fromCursor, toCursor } from "./cursor.ts";
import type { ListedCase, OfficeLists, PostReader, WorklistPage } from "./ports.ts";

export interface WorklistDependencies {
  posts: Pick<PostReader, "find">;
  lists: OfficeLists;
  offices: OfficeDirectory;
}

export interface EntryPage {
  entries: WorklistEntry[];
  cursor: string | undefined;
}

const PAGE_SIZE = 25;
/** What is finished lies in one list for all teams; whoever sees little of it gets what some pages hold, and a cursor. */
const MOST_READS = 4;

/** What the list sorts by (src/domain/office/worklist.ts), and the case. */
const isPosition = (text: string): boolean => {
  const [first = "", begun = "", id = "", ...rest] = text.split("#");
  const isSort = /^[\d:TZ-]{4,30}$/.test(first) && /^[0-9A-HJKMNP-TV-Z]{10}$/.test(begun);
  return rest.length === 0 && isSort && ENTITY_ID_PATTERN.test(id);
};

/** The rest of a page of which the post may see only a part. */
const fill = async (
  lists: OfficeLists,
  { office, list, post }: { office: OfficeId; list: ListName; post: Post },
  first: WorklistPage,
): Promise<WorklistPage> => {
  const visible: ListedCase[] = first.cases.filter((record) => maySee(post, record));
  let { next } = first;
  for (let read = 1; read < MOST_READS && next !== undefined && visible.length < PAGE_SIZE; read++) {
    const page = await lists.page(office, list, PAGE_SIZE - visible.length, next);
    visible.push(...page.cases.filter((record) => maySee(post, record)));
    next = page.next;
  }
  return { cases: visible, ...(next !== undefined && { next }) };
};

/** A page of a list. A list the post does not work with is `not-permitted`, whatever is in it. */
export const readWorklist = async (
  { posts, lists, offices }: WorklistDependencies,
  clerk: Clerk,
  { list, cursor }: { list: ListName; cursor: string | undefined },
): Promise<Result<EntryPage, NotAClerk | { code: "bad-request" | "not-permitted" }>> => {
  const after = cursor === undefined ? undefined : fromCursor(cursor, isPosition);
  if (cursor !== undefined && after === undefined) return failure({ code: "bad-request" });
  const { office } = clerk;
  const read = await readAsClerk(posts, clerk, () =>
    Promise.all([offices.currentOffice(office), lists.page(office, list, PAGE_SIZE, after)]),
  );
  if (!read.ok) return read;
  const { post, data } = read.value;
  const [published, first] = data;
  if (!listsOf(post, published?.teams.map(({ id }) => id) ?? []).includes(list))
    return failure({ code: "not-permitted" });
  const { cases, next } = await fill(lists, { office, list, post }, first);
  return success({
    entries: cases.map(viewEntry),
    cursor: next === undefined ? undefined : toCursor(next),
  });
};
