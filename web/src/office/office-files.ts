import type { LaterFile } from "../../../src/contract/casework.ts";
import { laterFileSlot } from "../../../src/domain/case/later-files.ts";
import { success } from "../../../src/domain/result.ts";
import type { ApiResult } from "../api/client.ts";
import type { DraftFile } from "../form/draft.ts";
import type { FilePlace } from "../form/uploads.ts";
import { createStore } from "../store.ts";
import type { CaseOfOffice } from "./calls.ts";
import type { offerFile, readOfficeCase, removeFile, verifyFile } from "./calls.ts";

export interface OfficeFileCalls {
  offerFile: typeof offerFile;
  verifyFile: typeof verifyFile;
  removeFile: typeof removeFile;
  readOfficeCase: typeof readOfficeCase;
}

export interface OfficeFiles extends FilePlace {
  /** What the portal said of the files on another occasion. */
  set: (files: readonly LaterFile[]) => void;
}

const inSlot = (files: readonly LaterFile[]): readonly DraftFile[] =>
  files.map((file) => ({ ...file, slot: laterFileSlot.id }));

/** The files of the office that belong to no document of the case yet. */
export const officeFiles = (
  params: CaseOfOffice,
  loose: readonly LaterFile[],
  calls: OfficeFileCalls,
): OfficeFiles => {
  const view = createStore<{ files: readonly DraftFile[] }>({ files: inSlot(loose) });
  const set = (files: readonly LaterFile[]): void => view.set({ files: inSlot(files) });
  const take = <T extends { files: readonly LaterFile[] }>(answer: ApiResult<T>): ApiResult<T> => {
    if (answer.ok) set(answer.value.files);
    return answer;
  };
  return {
    view,
    set,
    offer: async (_, file, tell) => {
      const offered = await calls.offerFile(params, file);
      if (!offered.ok) return offered;
      tell(offered.value.file.id);
      return success({ id: offered.value.file.id, upload: offered.value.upload });
    },
    verify: async (fileId) => take(await calls.verifyFile({ ...params, fileId })),
    remove: async (fileId) => take(await calls.removeFile({ ...params, fileId })),
    refreshFiles: async () => {
      const answer = await calls.readOfficeCase(params);
      if (answer.ok) set(answer.value.looseFiles);
    },
  };
};
