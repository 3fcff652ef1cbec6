import type { AccessLog } from "../../src/app/casework/access-log.ts";
import {
  type ClientDocumentDependencies,
  sendMessage,
  sendSupplement,
  withdrawCase,
} from "../../src/app/casework/client-documents.ts";
import type { FileLinks } from "../../src/app/casework/file-ports.ts";
import {
  type LaterFileDependencies,
  offerLaterFile,
  removeLaterFile,
  verifyLaterFile,
} from "../../src/app/casework/later-files.ts";
import { clientFiles, openOwnFile } from "../../src/app/casework/own-files.ts";
import { readAccessLog } from "../../src/app/casework/read-access-log.ts";
import { takeOver } from "../../src/app/casework/take-over.ts";
import type { Actor } from "../../src/domain/acting/actor.ts";
import type { AttachmentId, DocumentId } from "../../src/domain/ids.ts";
import { success } from "../../src/domain/result.ts";
import { toIsoInstant } from "../../src/domain/time.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { ownCase } from "../own-case.ts";

type Names =
  | "sendSupplement"
  | "withdrawCase"
  | "sendMessage"
  | "takeOverDocument"
  | "offerFile"
  | "verifyFile"
  | "removeFile"
  | "openFile"
  | "readAccessLog";

export type CaseWorkDependencies = ClientDocumentDependencies &
  LaterFileDependencies & { links: FileLinks; log: Pick<AccessLog, "page"> };

const body = <T>(value: T) => success({ body: value });

export const createCaseWorkEndpoints = (
  dependencies: CaseWorkDependencies,
): { [Name in Names]: Endpoint<Name> } => {
  const filesOf = (params: { caseId: string }, principal: Actor) =>
    clientFiles(dependencies.store, ownCase(params, principal));
  return {
    async sendSupplement({ params, body: { revision, text, files }, principal }) {
      const own = ownCase(params, principal);
      const sent = await sendSupplement(dependencies, {
        ...own,
        revision,
        text,
        files: files as AttachmentId[],
      });
      return sent.ok ? body(sent.value) : sent;
    },

    async withdrawCase({ params, body: { revision, reason }, principal }) {
      const own = ownCase(params, principal);
      const withdrawn = await withdrawCase(dependencies, { ...own, revision, text: reason });
      return withdrawn.ok ? body(withdrawn.value) : withdrawn;
    },

    async sendMessage({ params, body: message, principal }) {
      const sent = await sendMessage(dependencies, { ...ownCase(params, principal), ...message });
      return sent.ok ? body(sent.value) : sent;
    },

    async takeOverDocument({ params, principal }) {
      const document = params.documentId as DocumentId;
      const taken = await takeOver(dependencies, { ...ownCase(params, principal), document });
      return taken.ok ? body(taken.value) : taken;
    },

    async offerFile({ params, body: offer, principal, now }) {
      const offered = await offerLaterFile(dependencies, filesOf(params, principal), offer, now);
      if (!offered.ok) return offered;
      const { file, upload } = offered.value;
      return body({ file, upload: { ...upload, expiresAt: toIsoInstant(upload.expiresAt) } });
    },

    async verifyFile({ params, principal, now }) {
      const file = params.fileId as AttachmentId;
      const verified = await verifyLaterFile(dependencies, filesOf(params, principal), file, now);
      return verified.ok ? body(verified.value) : verified;
    },

    async removeFile({ params, principal }) {
      const file = params.fileId as AttachmentId;
      const removed = await removeLaterFile(dependencies, filesOf(params, principal), file);
      return removed.ok ? body(removed.value) : removed;
    },

    async openFile({ params, principal, now }) {
      const file = params.fileId as AttachmentId;
      const link = await openOwnFile(dependencies, { ...ownCase(params, principal), file, now });
      if (!link.ok) return link;
      return body({ url: link.value.url, expiresAt: toIsoInstant(link.value.expiresAt) });
    },

    async readAccessLog({ params, query, principal }) {
      const log = await readAccessLog(dependencies, { ...ownCase(params, principal), cursor: query.cursor });
      return log.ok ? body(log.value) : log;
    },
  };
};
