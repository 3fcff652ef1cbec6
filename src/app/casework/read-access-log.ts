import type { AccessEntry } from "../../contract/casework.ts";
import { mayRead } from "../../domain/acting/case-access.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { findOwn, type OwnCase } from "../cases/own-case.ts";
import type { AccessLog } from "./access-log.ts";
import { viewAccess } from "./later-view.ts";
import type { CaseFileReader } from "./ports.ts";

const PAGE_SIZE = 50;
/** Instant and entry of the page's last one (src/adapters/dynamo/keys.ts); it leads on in the own case's log alone. */
const POSITION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ#[0-9A-Z]{26}$/;

const fromCursor = (cursor: string): string | undefined => {
  const position = Buffer.from(cursor, "base64url").toString("latin1");
  return POSITION.test(position) ? position : undefined;
};

/** Who of an office looked into the caller's case or did something in it, newest first. */
export const readAccessLog = async (
  { store, log }: { store: CaseFileReader; log: Pick<AccessLog, "page"> },
  { cursor, ...own }: OwnCase & { cursor: string | undefined },
): Promise<
  Result<
    { entries: AccessEntry[]; cursor: string | undefined },
    { code: "not-found" | "cannot-query" | "bad-request" }
  >
> => {
  const after = cursor === undefined ? undefined : fromCursor(cursor);
  if (cursor !== undefined && after === undefined) return failure({ code: "bad-request" });
  // What is read of a case that is not the caller's goes nowhere.
  const [found, page] = await Promise.all([
    findOwn(store, own, mayRead),
    log.page(own.caseId, PAGE_SIZE, after),
  ]);
  if (!found.ok) return found;
  return success({
    entries: page.entries.map(viewAccess),
    cursor: page.next && Buffer.from(page.next, "latin1").toString("base64url"),
  });
};
