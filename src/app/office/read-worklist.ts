import type { WorklistEntry } from "../../contract/office.ts";
import { ENTITY_ID_PATTERN } from "../../domain/ids.ts";
import { listsOf, maySee } from "../../domain/office/permissions.ts";
import type { Post } from "../../domain/office/post.ts";
import type { ListName } from "../../domain/office/worklist.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { OfficeDirectory } from "../catalogue/ports.ts";
import { viewEntry } from "./case-entry.ts";
import { type Clerk, type NotAClerk, readAsClerk } from "./clerk.ts";
import { fromCursor, toCursor } from "./cursor.ts";
import type { OfficeLists, PostReader, WorklistPage } from "./ports.ts";

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
/** What is finished lies in one list for all teams: whoever sees little of it still gets some of it in one read. */
const READ_OF_FINISHED = 100;

/** What the list sorts by (src/domain/office/worklist.ts), and the case. */
const isPosition = (text: string): boolean => {
  const [first = "", begun = "", id = "", ...rest] = text.split("#");
  const isSort = /^[\d:TZ-]{4,30}$/.test(first) && /^[0-9A-HJKMNP-TV-Z]{10}$/.test(begun);
  return rest.length === 0 && isSort && ENTITY_ID_PATTERN.test(id);
};

/** What the post may see of a read, a page at most; whoever sees little of it gets less, and where it goes on. */
const visibleIn = ({ cases, next }: WorklistPage, post: Post): WorklistPage => {
  const visible = cases.filter((record) => maySee(post, record));
  if (visible.length <= PAGE_SIZE) return { cases: visible, ...(next !== undefined && { next }) };
  const page = visible.slice(0, PAGE_SIZE);
  const last = page.at(-1)?.position;
  return { cases: page, ...(last !== undefined && { next: last }) };
};

/** A page of a list, in one call beside the post's. A list the post does not work with is `not-permitted`, whatever is in it. */
export const readWorklist = async (
  { posts, lists, offices }: WorklistDependencies,
  clerk: Clerk,
  { list, cursor }: { list: ListName; cursor: string | undefined },
): Promise<Result<EntryPage, NotAClerk | { code: "bad-request" | "not-permitted" }>> => {
  const after = cursor === undefined ? undefined : fromCursor(cursor, isPosition);
  if (cursor !== undefined && after === undefined) return failure({ code: "bad-request" });
  const { office } = clerk;
  const limit = list === "done" ? READ_OF_FINISHED : PAGE_SIZE;
  const read = await readAsClerk(posts, clerk, () =>
    Promise.all([offices.currentOffice(office), lists.page(office, list, limit, after)]),
  );
  if (!read.ok) return read;
  const { post, data } = read.value;
  const [published, found] = data;
  if (!listsOf(post, published?.teams.map(({ id }) => id) ?? []).includes(list))
    return failure({ code: "not-permitted" });
  const { cases, next } = visibleIn(found, post);
  return success({
    entries: cases.map(viewEntry),
    cursor: next === undefined ? undefined : toCursor(next),
  });
};
