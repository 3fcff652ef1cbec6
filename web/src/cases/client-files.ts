import type { LaterFile } from "../../../src/contract/casework.ts";
import { laterFileSlot } from "../../../src/domain/case/later-files.ts";
import { success } from "../../../src/domain/result.ts";
import type { ApiResult } from "../api/client.ts";
import type { CaseCall } from "./calls.ts";
import type { DraftFile } from "../form/draft.ts";
import type { FilePlace } from "../form/uploads.ts";
import { createStore } from "../store.ts";

const inSlot = (files: readonly LaterFile[]): readonly DraftFile[] =>
  files.map((file) => ({ ...file, slot: laterFileSlot.id }));

/** Files gathered for a supplement. */
export const clientFiles = (caseId: string, loose: readonly LaterFile[], call: CaseCall): FilePlace => {
  const view = createStore<{ files: readonly DraftFile[] }>({ files: inSlot(loose) });
  const take = <T extends { files: readonly LaterFile[] }>(answer: ApiResult<T>): ApiResult<T> => {
    if (answer.ok) view.set({ files: inSlot(answer.value.files) });
    return answer;
  };
  return {
    view,
    offer: async (_, file, tell) => {
      const offered = await call("offerFile", { params: { caseId }, body: file });
      if (!offered.ok) return offered;
      tell(offered.value.file.id);
      return success({ id: offered.value.file.id, upload: offered.value.upload });
    },
    verify: async (fileId) => take(await call("verifyFile", { params: { caseId, fileId } })),
    remove: async (fileId) => take(await call("removeFile", { params: { caseId, fileId } })),
    refreshFiles: async () => {
      const answer = await call("readCase", { params: { caseId } });
      if (answer.ok) view.set({ files: inSlot(answer.value.looseFiles) });
    },
  };
};
