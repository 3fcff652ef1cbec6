import type { AccountData } from "../../contract/account.ts";
import type { CaseDetail } from "../../contract/cases.ts";
import { type Actor, inOwnCapacity, ownersFor } from "../../domain/acting/actor.ts";
import { partyOfAccount } from "../../domain/acting/party.ts";
import type { CaseId } from "../../domain/ids.ts";
import { type Result, success } from "../../domain/result.ts";
import { type EpochSeconds, toIsoInstant, toLocalDate } from "../../domain/time.ts";
import { viewMandates } from "../acting/acting-view.ts";
import type { MandateReader } from "../acting/ports.ts";
import { viewCase } from "../cases/case-view.ts";
import type { CaseReader } from "../cases/ports.ts";
import type { ViewedCases } from "../cases/read-case.ts";
import { viewAccount } from "./account-view.ts";
import { type AccountGone, findAccount } from "./find-account.ts";
import { listOwnSessions, type OwnSessions } from "./own-sessions.ts";
import type { PersonalAccountReader } from "./ports.ts";

export interface DownloadData extends OwnSessions {
  accounts: PersonalAccountReader;
  mandates: Pick<MandateReader, "receivedBy" | "grantedBy">;
  cases: Pick<CaseReader, "listOwned"> & ViewedCases;
  /** IANA name; days of mandates follow it. */
  timeZone: string;
}

/** Lambda answers with at most 6 MB, of JSON inside JSON; the rest of the document has room beside this. */
const MAX_BYTES = 4 * 1024 * 1024;
/** What one request can read in time. */
const MAX_CASES = 400;
const PAGE_SIZE = 20;

const bytesOnTheWire = (value: unknown): number =>
  new TextEncoder().encode(JSON.stringify(JSON.stringify(value))).length;

interface Part {
  cases: CaseDetail[];
  /** The last case of a part that others follow. */
  next?: CaseId;
}

/** Newest first, from after a case on, until the answer is full; at least one case. */
const readCases = async (
  cases: DownloadData["cases"],
  actor: Actor,
  after: CaseId | undefined,
): Promise<Part> => {
  const part: CaseDetail[] = [];
  let bytes = 0;
  let last = after;
  for (;;) {
    const page = await cases.listOwned(ownersFor(actor), last, PAGE_SIZE);
    const dossiers = await Promise.all(page.cases.map(({ id }) => cases.find(id)));
    for (const [index, record] of page.cases.entries()) {
      const dossier = dossiers[index];
      // Discarded since the list was read.
      if (!dossier) continue;
      const view = viewCase(dossier, actor.account);
      bytes += bytesOnTheWire(view);
      if (part.length > 0 && (bytes > MAX_BYTES || part.length === MAX_CASES))
        return { cases: part, ...(last !== undefined && { next: last }) };
      part.push(view);
      last = record.id;
    }
    if (page.next === undefined) return { cases: part };
    last = page.next;
  }
};

/**
 * Everything the portal keeps of the person, as of `now`: account, sessions, mandates given and received in
 * their own name, cases of their own with answers, files' particulars and events. Cases of those they act for
 * are not theirs to take. More cases than one answer holds come in parts (`next`), each with all the rest.
 */
export const downloadData = async (
  { accounts, mandates, cases, timeZone, ...sessions }: DownloadData,
  { actor: caller, after }: { actor: Actor; after: CaseId | undefined },
  now: EpochSeconds,
): Promise<Result<AccountData, AccountGone>> => {
  const actor = inOwnCapacity(caller);
  const { account: id, personKey } = actor;
  const found = await findAccount(accounts, id);
  if (!found.ok) return found;
  const today = toLocalDate(now, timeZone);
  const [own, granted, received, part] = await Promise.all([
    listOwnSessions(sessions, { account: id, current: undefined }, now),
    mandates.grantedBy(partyOfAccount(id)),
    personKey === undefined ? [] : mandates.receivedBy(personKey),
    readCases(cases, actor, after),
  ]);
  return success({
    createdAt: toIsoInstant(now),
    account: viewAccount(found.value, now),
    sessions: own,
    mandates: { granted: viewMandates(granted, today), received: viewMandates(received, today) },
    ...part,
  });
};
