import type { AccessEntry } from "../../contract/casework.ts";
import type { CaseRecord } from "../../domain/case/case.ts";
import type { CaseState } from "../../domain/case/transitions.ts";
import type { Destination } from "../../domain/delivery/handover.ts";
import { coversForm, coversOffice, type SystemActor } from "../../domain/delivery/system-actor.ts";
import type { CaseId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { PublishedSettlement } from "../../domain/settlement/settlement.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { AccessLog } from "../casework/access-log.ts";
import type { FileSide } from "../casework/later-files.ts";
import type { CaseFile, CaseFileReader } from "../casework/ports.ts";
import type { Catalogue } from "../catalogue/ports.ts";

/** A specialist system, the office in the path of its request, and the case in it. */
export interface SystemRequest {
  actor: SystemActor;
  office: string;
  caseId: CaseId;
  now: EpochSeconds;
}

export interface SystemDependencies {
  cases: CaseFileReader;
  log: Pick<AccessLog, "add">;
  catalogue: Pick<Catalogue, "settlement">;
}

export type SystemRefusal = { code: "outside-scope" | "not-found" };

/** Whether the case is this system's to deal with, and its token covers the form. Any other does not exist for it. */
export const isOwn = ({ assignment, catalogue }: CaseRecord, actor: SystemActor): boolean =>
  assignment?.office === actor.office &&
  assignment.system === actor.system &&
  coversForm(actor, catalogue.form.id);

export const checkOffice = (actor: SystemActor, office: string): Result<void, SystemRefusal> =>
  coversOffice(actor, office) ? success(undefined) : failure({ code: "outside-scope" });

/** Leaves no entry in the access log: whoever gives something of the case away writes it first. */
export const findSystemCase = async (
  cases: CaseFileReader,
  { actor, office, caseId }: Omit<SystemRequest, "now">,
): Promise<Result<CaseFile, SystemRefusal>> => {
  const covered = checkOffice(actor, office);
  if (!covered.ok) return covered;
  const file = await cases.find(caseId);
  return file && isOwn(file.record, actor) ? success(file) : failure({ code: "not-found" });
};

/** As its office calls it; its id where the office does not name it any more. */
export const systemName = (settlement: PublishedSettlement, { system }: Destination): string =>
  settlement.office.systems?.find(({ id }) => id === system)?.name.hu ?? system;

/** That a system got or changed the case; awaited before anything of it leaves. */
export const noteSystemAccess = (
  log: Pick<AccessLog, "add">,
  record: CaseRecord,
  by: string,
  { action, at }: { action: AccessEntry["action"]; at: EpochSeconds },
): Promise<void> => log.add(record.id, { at, action, by, office: record.catalogue.office.name.hu });

/** States in which a system writes documents. */
export const workStates: readonly CaseState[] = [
  "registered",
  "in-progress",
  "supplement-requested",
  "decided",
];

/** How a system gets at the files its next document goes with. */
export const systemFiles = (
  cases: CaseFileReader,
  request: Omit<SystemRequest, "now">,
): FileSide<SystemRefusal> => ({
  purpose: "office",
  states: workStates,
  find: () => findSystemCase(cases, request),
});
