import type { LaterFile } from "../../contract/casework.ts";
import type { FieldError } from "../../domain/form/definition.ts";
import { admitFile, type FileOffer } from "../../domain/case/attachment-rules.ts";
import type { Attachment } from "../../domain/case/case.ts";
import { laterFileSlot } from "../../domain/case/later-files.ts";
import type { CaseState } from "../../domain/case/transitions.ts";
import { type AttachmentId, type CaseId, newEntityId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type {
  AttachmentVault,
  InspectionRefusal,
  RandomBytes,
  Report,
  UploadPermit,
} from "../cases/ports.ts";
import type { LaterFileStore } from "./file-ports.ts";
import { looseFiles, viewLaterFile } from "./later-view.ts";
import type { CaseFile } from "./ports.ts";

export interface LaterFileDependencies {
  files: LaterFileStore;
  vault: AttachmentVault;
  random: RandomBytes;
  report: Report;
}

/**
 * How one side gets at a case: whose files these are, in which states it may add some, and the case as it is now, as far
 * as whoever asks may do this.
 */
export interface FileSide<Refusal extends { code: string }> {
  purpose: NonNullable<Attachment["purpose"]>;
  states: readonly CaseState[];
  find: () => Promise<Result<CaseFile, Refusal>>;
}

export type OfferFileFailure =
  | { code: "wrong-state" | "file-type-forbidden" | "file-damaged" }
  | {
      code: "invalid-fields" | "file-too-large" | "attachments-too-large" | "too-many-attachments";
      errors: readonly FieldError[];
    };

type Admitted = ReturnType<typeof admitFile>;
type Refused = Extract<Admitted, { ok: false }>["failure"];

const refuse = (refusal: Refused): Result<never, OfferFileFailure> => {
  if ("limit" in refusal) {
    const { code, limit } = refusal;
    return failure({ code, errors: [{ field: "size", code: "too-large", params: { limit } }] });
  }
  if (refusal.code === "file-type-forbidden" || refusal.code === "file-damaged")
    return failure({ code: refusal.code });
  return failure({ code: "invalid-fields", errors: [{ field: "fileName", code: "characters" }] });
};

/** Notes a file as pending and permits its upload; the rules and the way are those of a draft's files. */
export const offerLaterFile = async <Refusal extends { code: string }>(
  { files, vault, random }: LaterFileDependencies,
  side: FileSide<Refusal>,
  offer: Omit<FileOffer, "slot">,
  now: EpochSeconds,
): Promise<Result<{ file: LaterFile; upload: UploadPermit }, Refusal | OfferFileFailure>> => {
  const found = await side.find();
  if (!found.ok) return found;
  const { id: caseId, state } = found.value.record;
  if (!side.states.includes(state)) return failure({ code: "wrong-state" });
  const slot = laterFileSlot.id;
  const present = looseFiles(found.value, side.purpose).map((file) => ({ ...file, slot }));
  const admitted = admitFile([laterFileSlot], present, { ...offer, slot });
  if (!admitted.ok) return refuse(admitted.failure);
  const file: Attachment = {
    ...admitted.value,
    id: newEntityId<AttachmentId>(now, random(16)),
    state: "pending",
    purpose: side.purpose,
    addedAt: now,
  };
  const upload = await vault.permitUpload(caseId, file, now);
  if (!(await files.add(caseId, file, side.states))) return failure({ code: "wrong-state" });
  return success({ file: viewLaterFile(file), upload });
};

type Loose = { files: LaterFile[] };

const viewLoose = async <Refusal extends { code: string }>({
  find,
  purpose,
}: FileSide<Refusal>): Promise<Result<Loose, Refusal>> => {
  const found = await find();
  return found.ok ? success({ files: looseFiles(found.value, purpose).map(viewLaterFile) }) : found;
};

const clearVault = async (
  { vault, report }: LaterFileDependencies,
  caseId: CaseId,
  file: AttachmentId,
): Promise<void> => {
  try {
    await vault.remove(caseId, file);
  } catch (error) {
    report("file-left", caseId, error);
  }
};

/** Looks at what arrived; what is not what was announced is removed at once. Repeating is harmless. */
export const verifyLaterFile = async <Refusal extends { code: string }>(
  dependencies: LaterFileDependencies,
  side: FileSide<Refusal>,
  id: AttachmentId,
  now: EpochSeconds,
): Promise<Result<Loose, Refusal | InspectionRefusal | { code: "not-found" }>> => {
  const { files, vault } = dependencies;
  const found = await side.find();
  if (!found.ok) return found;
  const caseId = found.value.record.id;
  const file = looseFiles(found.value, side.purpose).find((candidate) => candidate.id === id);
  if (!file) return failure({ code: "not-found" });
  if (file.state === "pending") {
    const inspected = await vault.inspect(caseId, file);
    if (!inspected.ok) {
      const isWrong = inspected.failure.code !== "upload-missing";
      if (isWrong && (await files.dropPending(caseId, id))) await clearVault(dependencies, caseId, id);
      return inspected;
    }
    // Somebody else has just found it in order: the same object, the same outcome.
    await files.confirm(caseId, id, inspected.value.objectVersion, now);
  }
  return viewLoose(side);
};

/** Takes back a file that belongs to no document yet. One that is gone is fine. */
export const removeLaterFile = async <Refusal extends { code: string }>(
  dependencies: LaterFileDependencies,
  side: FileSide<Refusal>,
  id: AttachmentId,
): Promise<Result<Loose, Refusal | { code: "wrong-state" }>> => {
  const found = await side.find();
  if (!found.ok) return found;
  const caseId = found.value.record.id;
  if (looseFiles(found.value, side.purpose).some((file) => file.id === id)) {
    if (!(await dependencies.files.remove(caseId, id))) return failure({ code: "wrong-state" });
    await clearVault(dependencies, caseId, id);
  }
  return viewLoose(side);
};
