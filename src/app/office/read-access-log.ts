import type { AccessEntry } from "../../contract/casework.ts";
import type { CaseId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { AccessLog } from "../casework/access-log.ts";
import { viewAccess } from "../casework/later-view.ts";
import type { Clerk } from "./clerk.ts";
import { fromCursor, toCursor } from "./cursor.ts";
import { type CaseDependencies, seeCase, type SeeFailure } from "./read-case.ts";

const PAGE_SIZE = 50;
/** Instant and entry of the last one of the page before (src/adapters/dynamo/keys.ts). */
const isPosition = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ#[0-9A-Z]{26}$/.test(text);

/** Who looked into the case or did something in it, newest first: what the client reads, too. */
export const readOfficeAccessLog = async (
  dependencies: Pick<CaseDependencies, "posts" | "cases" | "catalogue"> & { log: Pick<AccessLog, "page"> },
  clerk: Clerk,
  { caseId, cursor }: { caseId: CaseId; cursor: string | undefined },
): Promise<
  Result<{ entries: AccessEntry[]; cursor: string | undefined }, SeeFailure | { code: "bad-request" }>
> => {
  const after = cursor === undefined ? undefined : fromCursor(cursor, isPosition);
  if (cursor !== undefined && after === undefined) return failure({ code: "bad-request" });
  const reading = dependencies.log.page(caseId, PAGE_SIZE, after);
  reading.catch(() => undefined);
  const seen = await seeCase(dependencies, clerk, caseId);
  if (!seen.ok) return seen;
  const { entries, next } = await reading;
  return success({
    entries: entries.map(viewAccess),
    cursor: next === undefined ? undefined : toCursor(next),
  });
};
