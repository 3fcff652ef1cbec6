import type { SettlementCode } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { type Committed, commitPublication } from "./commit-publication.ts";
import type { PublishDependencies } from "./publish-ports.ts";

/**
 * Takes a settlement off the list, as a publication of its own: its page is gone and no case begins there any more. Drafts
 * and cases go on as they began, so its office stays published, and keeps its books and mailboxes. Publishing or rolling
 * back brings the settlement back, its history with it. Nobody else's settlement is touched.
 */
export const withdrawSettlement = async (
  dependencies: PublishDependencies,
  code: SettlementCode,
): Promise<Result<Committed, { code: "not-published" }>> => {
  const committed = await commitPublication(dependencies, "withdrawal", async ({ state }) => {
    const entry = state.settlements.get(code);
    const office = entry && state.offices.get(entry.office);
    return { changes: entry && office ? [{ entry, office, withdraws: true }] : [], objects: new Map() };
  });
  return committed ? success(committed) : failure({ code: "not-published" });
};
