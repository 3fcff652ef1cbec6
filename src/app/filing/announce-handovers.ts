import type { Handover } from "../../domain/delivery/handover.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { DeliveryQueue } from "../delivery/ports.ts";

/**
 * Asks for the first delivery of cases that were just filed for a specialist system. Never throws: what could not be
 * queued is reported and found by the sweeper of handovers.
 */
export const announceHandovers =
  ({ queue, report }: { queue: DeliveryQueue; report: (caseId: CaseId, error: unknown) => void }) =>
  async (handovers: readonly Handover[]): Promise<void> => {
    await Promise.all(
      handovers.map(async ({ caseId, office, system }) => {
        try {
          await queue.send({ caseId, office, system }, "filed");
        } catch (error) {
          report(caseId, error);
        }
      }),
    );
  };
