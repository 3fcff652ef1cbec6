import type { CaseId, FormId } from "../../domain/ids.ts";
import { maySee } from "../../domain/office/permissions.ts";
import type { Post } from "../../domain/office/post.ts";
import { readSearch, type Sought } from "../../domain/office/search.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { OfficeDirectory } from "../catalogue/ports.ts";
import { viewEntry } from "./case-entry.ts";
import { type Clerk, type NotAClerk, readAsClerk } from "./clerk.ts";
import type { CaseSearch, CursorSeal, ListedCase, PostReader } from "./ports.ts";
import type { EntryPage } from "./read-worklist.ts";

export interface SearchDependencies {
  posts: Pick<PostReader, "find">;
  search: CaseSearch;
  cursors: CursorSeal;
  offices: OfficeDirectory;
}

interface Asked {
  text: string;
  form: FormId | undefined;
  cursor: string | undefined;
}

const PAGE_SIZE = 25;
/** A narrow view (one team, one form) may leave little of what a name finds; whoever wants more has the cursor. */
const MOST_READS = 4;

const findNumber = (
  search: CaseSearch,
  { office }: Clerk,
  sought: Exclude<Sought, { by: "name" }>,
): Promise<CaseId | undefined> => {
  if (sought.by === "submission") return search.bySubmission(sought.number);
  return sought.by === "arrival"
    ? search.byArrival(office, sought.place)
    : search.byEntry(office, sought.place);
};

const inOrder = (ids: readonly CaseId[], cases: readonly ListedCase[]): ListedCase[] => {
  const byId = new Map(cases.map((record) => [record.id, record]));
  return ids.map((id) => byId.get(id)).filter((record) => record !== undefined);
};

/** Cases of names that begin so, as far as the post may see them and the form fits. */
const searchNames = async (
  search: CaseSearch,
  post: Post,
  { prefix, form, after }: { prefix: string; form: FormId | undefined; after: string | undefined },
): Promise<{ cases: ListedCase[]; next: string | undefined }> => {
  const cases: ListedCase[] = [];
  let next = after;
  for (let read = 0; read < MOST_READS && cases.length < PAGE_SIZE; read++) {
    const page = await search.byName(post.office, prefix, PAGE_SIZE - cases.length, next);
    const found = inOrder(page.ids, await search.cases(page.ids));
    cases.push(...found.filter((record) => fits(record, post, form)));
    next = page.next;
    if (next === undefined) break;
  }
  return { cases, next };
};

const fits = (record: ListedCase, post: Post, form: FormId | undefined): boolean =>
  maySee(post, record) && (form === undefined || record.catalogue.form.id === form);

/** A submission number may have been claimed for a case that got another one in the end. */
const bears = ({ submission }: ListedCase, sought: Sought): boolean =>
  sought.by !== "submission" || submission?.number === sought.number;

/** Cases by a number or the beginning of a name. What the post may not see is not found, as what does not exist. */
export const searchCases = async (
  { posts, search, cursors, offices }: SearchDependencies,
  clerk: Clerk,
  { text, form, cursor }: Asked,
): Promise<Result<EntryPage, NotAClerk | { code: "bad-request" }>> => {
  const after = cursor === undefined ? undefined : cursors.open(cursor, clerk.office);
  if (cursor !== undefined && after === undefined) return failure({ code: "bad-request" });
  const office = await offices.currentOffice(clerk.office);
  const sought = readSearch(text, office ?? { books: [], arrivalPattern: "{number}/{year}" });
  // A cursor of another search leads nowhere.
  if (after !== undefined && (sought.by !== "name" || !after.startsWith(sought.prefix)))
    return failure({ code: "bad-request" });
  const read = await readAsClerk(posts, clerk, async () =>
    sought.by === "name" ? undefined : findNumber(search, clerk, sought),
  );
  if (!read.ok) return read;
  const { post, data: id } = read.value;
  if (sought.by === "name") {
    const { cases, next } = await searchNames(search, post, { prefix: sought.prefix, form, after });
    return success({
      entries: cases.map(viewEntry),
      cursor: next === undefined ? undefined : cursors.seal(next, clerk.office),
    });
  }
  const cases = id === undefined ? [] : await search.cases([id]);
  const entries = cases.filter((record) => fits(record, post, form) && bears(record, sought)).map(viewEntry);
  return success({ entries, cursor: undefined });
};
