import type { Call } from "../api/client.ts";
import { success } from "../../../src/domain/result.ts";
import type { Draft } from "./draft.ts";
import type { FilePlace } from "./uploads.ts";

/** The files of a draft: every change carries its version, in line with what is typed. */
export const draftFiles = (draft: Draft, call: Call): FilePlace => {
  const params = { caseId: draft.id };
  return {
    view: draft.view,
    offer: async (slot, file, take) => {
      const offered = await draft.withVersion(
        (version) => call("offerAttachment", { params, body: { version, slot: slot.id, ...file } }),
        ({ attachment }) => take(attachment.id),
      );
      return offered.ok
        ? success({ id: offered.value.attachment.id, upload: offered.value.upload })
        : offered;
    },
    verify: (attachmentId) =>
      draft.withVersion(
        () => call("verifyAttachment", { params: { ...params, attachmentId } }),
        (value) => draft.setFiles(value.attachments),
      ),
    remove: (attachmentId) =>
      draft.withVersion(
        () => call("removeAttachment", { params: { ...params, attachmentId } }),
        (value) => draft.setFiles(value.attachments),
      ),
    refreshFiles: draft.refreshFiles,
  };
};
