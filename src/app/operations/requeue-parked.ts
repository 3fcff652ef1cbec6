import { applyTransition, type WrongState } from "../../domain/case/apply-transition.ts";
import type { CaseRecord } from "../../domain/case/case.ts";
import type { CaseId, OfficeId } from "../../domain/ids.ts";
import type { Result } from "../../domain/result.ts";
import { type CaseworkDependencies, changeCase, type ChangeFailure } from "../casework/change-case.ts";
import type { ListedCase, OfficeLists } from "../office/ports.ts";

const PAGE = 100;

/** Every parked case of an office, the oldest submission first. May miss what happened in the last moments. */
export const listParked = async (lists: OfficeLists, office: OfficeId): Promise<readonly ListedCase[]> => {
  const found: ListedCase[] = [];
  let after: string | undefined;
  do {
    const { cases, next } = await lists.page(office, "review", PAGE, after);
    found.push(...cases);
    after = next;
  } while (after !== undefined);
  return found;
};

/**
 * Sends a parked case to filing once more, as the office's own clerks can: the cause was mended. It is the portal's event in
 * the timeline. The sweeper queues it within a minute. `wrong-state`: it is not parked (any more), nothing happens; so
 * repeating it is harmless.
 */
export const requeueParked = (
  dependencies: CaseworkDependencies,
  caseId: CaseId,
): Promise<Result<CaseRecord, ChangeFailure | WrongState>> =>
  changeCase(dependencies, { caseId }, ({ record }, now) => {
    const office = record.catalogue.office.name.hu;
    const moved = applyTransition(record, "requeue", { type: "requeued", at: now, office });
    return moved.ok ? { ok: true, value: { after: moved.value, refile: true } } : moved;
  });
