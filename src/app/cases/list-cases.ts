import type { CaseSummary } from "../../contract/cases.ts";
import { type Actor, ownersFor } from "../../domain/acting/actor.ts";
import { matterOf } from "../../domain/acting/case-access.ts";
import { mayQuery } from "../../domain/acting/party.ts";
import { covers } from "../../domain/acting/scope.ts";
import { type CaseId, ENTITY_ID_PATTERN } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { viewSummary } from "./case-view.ts";
import type { CasePage, CaseReader } from "./ports.ts";

const PAGE_SIZE = 20;

/**
 * A cursor is only the id of the page's last case, wrapped so that nobody builds on it. The owners it belongs
 * to are never in it: they come from the session, so a cursor from elsewhere leads into one's own list.
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

/** A mandate of narrow scope may leave little of a page; whoever wants more has the cursor. */
const MAX_READS = 5;

/** A page of what the actor may see; where the scope leaves gaps, they are filled from the next ones. */
const visiblePage = async (
  cases: Pick<CaseReader, "listOwned">,
  actor: Actor,
  after: CaseId | undefined,
): Promise<CasePage> => {
  const visible: CasePage["cases"][number][] = [];
  let next = after;
  for (let read = 0; read < MAX_READS; read++) {
    const page = await cases.listOwned(ownersFor(actor), next, PAGE_SIZE);
    visible.push(...page.cases.filter((record) => covers(actor.acting.scope, matterOf(record))));
    next = page.next;
    if (next === undefined || visible.length >= PAGE_SIZE) break;
  }
  const last = visible[PAGE_SIZE - 1];
  if (visible.length > PAGE_SIZE && last) return { cases: visible.slice(0, PAGE_SIZE), next: last.id };
  return { cases: visible, ...(next && { next }) };
};

/**
 * Drafts and cases of the party acted for, newest first, as far as the mandate covers them. A cursor that is
 * none of ours is `bad-request`; on an uploaded document nothing is listed (`cannot-query`).
 */
export const listCases = async (
  cases: Pick<CaseReader, "listOwned">,
  { actor, cursor }: { actor: Actor; cursor: string | undefined },
): Promise<
  Result<{ cases: CaseSummary[]; cursor: string | undefined }, { code: "bad-request" | "cannot-query" }>
> => {
  if (!mayQuery(actor.acting)) return failure({ code: "cannot-query" });
  const after = cursor === undefined ? undefined : fromCursor(cursor);
  if (cursor !== undefined && after === undefined) return failure({ code: "bad-request" });
  const page = await visiblePage(cases, actor, after);
  return success({
    cases: page.cases.map(viewSummary),
    cursor: page.next === undefined ? undefined : toCursor(page.next),
  });
};
