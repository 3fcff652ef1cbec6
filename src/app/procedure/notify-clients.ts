import type { AccountId, CaseId } from "../../domain/ids.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { PersonalAccountReader } from "../account/ports.ts";
import type { Mailer } from "../mail/ports.ts";
import { caseProgressMail } from "../mail/texts.ts";
import type { Notice, Notices } from "./ports.ts";

export interface NotifyClients {
  notices: Notices;
  accounts: PersonalAccountReader;
  mailer: Mailer;
  /** Address of the page with the client's cases. */
  casesPage: string;
  clock: () => EpochSeconds;
  /** Told of each notice that could not be given, and of each that was given up. Never with an address. */
  report: (event: Trouble, caseId: CaseId, error: unknown) => void;
}

/** `damaged`: of the case it cannot be read whom to tell. */
type Trouble = "not-told" | "damaged" | "given-up";

/** How many cases were found, and of how many the client could not be told. */
export interface Notified {
  found: number;
  failed: number;
}

/** Seconds in which notices are begun; the function itself is ended after 60. */
const TIME_BUDGET = 40;
/**
 * Seconds after which a mail nobody takes is not tried again: the client sees the case at the next login anyway. So long,
 * too, the alarm rings of a damaged case, once: within that time it can be mended, and its client is told after all.
 */
const PATIENCE = 86_400;

/** Nobody is told who gave no address, does not want to be, or has left. */
const tell = async ({ accounts, mailer, casesPage }: NotifyClients, actor: AccountId): Promise<void> => {
  const account = await accounts.find(actor);
  if (account?.email === undefined || !account.settings.notifications.caseProgress) return;
  await mailer.send({ to: account.email, ...caseProgressMail(account.settings.language, casesPage) });
};

/** Every minute another part is first, so that a peak in one does not keep those after it waiting for ever. */
const rotated = (shards: readonly string[], now: EpochSeconds): string[] => {
  const first = Math.floor(now / 60) % shards.length;
  return [...shards.slice(first), ...shards.slice(0, first)];
};

/**
 * Mails everybody in whose cases something happened, each person once however many cases there are. A notice is cleared
 * after its mail was taken, so a run that breaks off at worst tells somebody twice. Throws when the list cannot be read.
 */
export const notifyClients = async (dependencies: NotifyClients): Promise<Notified> => {
  const { notices, clock, report } = dependencies;
  const start = clock();
  const told = new Map<AccountId, Promise<void>>();
  const tellOnce = (actor: AccountId): Promise<void> => {
    const telling = told.get(actor) ?? tell(dependencies, actor);
    told.set(actor, telling);
    return telling;
  };
  const handle = async (notice: Notice): Promise<boolean> => {
    try {
      if (notice.actor === undefined) throw new Error("The case is damaged");
      await tellOnce(notice.actor);
      await notices.clear(notice);
      return true;
    } catch (error) {
      const isHopeless = !notice.isFirst && start - notice.since > PATIENCE;
      const trouble = notice.actor === undefined ? "damaged" : "not-told";
      report(isHopeless ? "given-up" : trouble, notice.caseId, error);
      if (isHopeless) await notices.clear(notice);
      else if (notice.isFirst) await notices.postpone(notice, start);
      return false;
    }
  };
  const result: Notified = { found: 0, failed: 0 };
  for (const shard of rotated(notices.shards, start)) {
    for await (const notice of notices.due(shard, start)) {
      if (clock() - start >= TIME_BUDGET) return result;
      result.found += 1;
      if (!(await handle(notice))) result.failed += 1;
    }
  }
  return result;
};
