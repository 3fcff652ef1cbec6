import type { CaseSummary } from "../../contract/cases.ts";
import { type AccountId, type CaseId, ENTITY_ID_PATTERN } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { viewSummary } from "./case-view.ts";
import type { CaseReader } from "./ports.ts";

const PAGE_SIZE = 20;

/**
 * A cursor is only the id of the page's last case, wrapped so that nobody builds on it. The owner it belongs
 * to is never in it: that comes from the session, so a cursor from elsewhere leads into one's own list.
 */
const CURSOR_PREFIX = "1.";

const toCursor = (last: CaseId): string =>
  btoa(CURSOR_PREFIX + last)
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const fromCursor = (cursor: string): CaseId | undefined => {
  if (!/^[\w-]+$/.test(cursor)) return undefined;
  try {
    const text = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    const id = text.slice(CURSOR_PREFIX.length);
    return text.startsWith(CURSOR_PREFIX) && ENTITY_ID_PATTERN.test(id) ? (id as CaseId) : undefined;
  } catch {
    return undefined;
  }
};

/** The caller's own drafts and cases, newest first. A cursor that is none of ours is `bad-request`. */
export const listCases = async (
  cases: Pick<CaseReader, "listOwned">,
  { owner, cursor }: { owner: AccountId; cursor: string | undefined },
): Promise<Result<{ cases: CaseSummary[]; cursor: string | undefined }, { code: "bad-request" }>> => {
  const after = cursor === undefined ? undefined : fromCursor(cursor);
  if (cursor !== undefined && after === undefined) return failure({ code: "bad-request" });
  const page = await cases.listOwned(owner, after, PAGE_SIZE);
  return success({
    cases: page.cases.map(viewSummary),
    cursor: page.next === undefined ? undefined : toCursor(page.next),
  });
};
