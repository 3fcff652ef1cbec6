import type { CaseGroup, CaseSummary } from "../../contract/cases.ts";
import { type Actor, ownersFor } from "../../domain/acting/actor.ts";
import { matterOf } from "../../domain/acting/case-access.ts";
import { mayQuery } from "../../domain/acting/party.ts";
import { covers } from "../../domain/acting/scope.ts";
import type { CaseRecord } from "../../domain/case/case.ts";
import { waitsForClient } from "../../domain/case/client-actions.ts";
import type { CaseState } from "../../domain/case/transitions.ts";
import { type CaseId, ENTITY_ID_PATTERN, type SettlementCode } from "../../domain/ids.ts";
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

/** Cases as a client looks for them; every state is in one of the groups. */
const groups: Readonly<Record<CaseState, CaseGroup>> = {
  draft: "draft",
  submitted: "at-office",
  received: "at-office",
  registered: "at-office",
  "in-progress": "at-office",
  "needs-review": "at-office",
  "supplement-requested": "waiting-for-client",
  decided: "at-office",
  closed: "finished",
  rejected: "finished",
  transferred: "finished",
  withdrawn: "finished",
};

export interface CaseFilter {
  settlement?: SettlementCode | undefined;
  group?: CaseGroup | undefined;
}

/** A case that is decided, or over, waits for the client as long as they have not taken over what says so. */
const groupOf = (record: CaseRecord): CaseGroup =>
  waitsForClient(record) ? "waiting-for-client" : groups[record.state];

const passes = (record: CaseRecord, { settlement, group }: CaseFilter): boolean =>
  (settlement === undefined || record.catalogue.settlement.code === settlement) &&
  (group === undefined || groupOf(record) === group);

/** A mandate of narrow scope, or a filter, may leave little of a page; whoever wants more has the cursor. */
const MAX_READS = 5;

/** A page of what the actor may see; where the scope leaves gaps, they are filled from the next ones. */
const visiblePage = async (
  cases: Pick<CaseReader, "listOwned">,
  actor: Actor,
  filter: CaseFilter,
  after: CaseId | undefined,
): Promise<CasePage> => {
  const visible: CasePage["cases"][number][] = [];
  let next = after;
  for (let read = 0; read < MAX_READS; read++) {
    const page = await cases.listOwned(ownersFor(actor), next, PAGE_SIZE);
    visible.push(
      ...page.cases.filter(
        (record) => covers(actor.acting.scope, matterOf(record)) && passes(record, filter),
      ),
    );
    next = page.next;
    if (next === undefined || visible.length >= PAGE_SIZE) break;
  }
  const last = visible[PAGE_SIZE - 1];
  if (visible.length > PAGE_SIZE && last) return { cases: visible.slice(0, PAGE_SIZE), next: last.id };
  return { cases: visible, ...(next && { next }) };
};

/**
 * Drafts and cases of the party acted for, newest first, as far as the mandate covers them and the filter asks for them. A cursor that is
 * none of ours is `bad-request`; on an uploaded document nothing is listed (`cannot-query`).
 */
export const listCases = async (
  cases: Pick<CaseReader, "listOwned">,
  { actor, cursor, filter = {} }: { actor: Actor; cursor: string | undefined; filter?: CaseFilter },
): Promise<
  Result<{ cases: CaseSummary[]; cursor: string | undefined }, { code: "bad-request" | "cannot-query" }>
> => {
  if (!mayQuery(actor.acting)) return failure({ code: "cannot-query" });
  const after = cursor === undefined ? undefined : fromCursor(cursor);
  if (cursor !== undefined && after === undefined) return failure({ code: "bad-request" });
  const page = await visiblePage(cases, actor, filter, after);
  return success({
    cases: page.cases.map(viewSummary),
    cursor: page.next === undefined ? undefined : toCursor(page.next),
  });
};
