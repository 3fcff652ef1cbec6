import type { DocumentFile } from "../../src/app/documents/read-document.ts";
import {
  type OfficeDocumentDependencies,
  readOfficeDocument,
  readOfficeLetter,
  readOfficePackage,
} from "../../src/app/office/read-documents.ts";
import type { CaseId, DocumentId } from "../../src/domain/ids.ts";
import { success } from "../../src/domain/result.ts";
import type { Endpoint, EndpointReply } from "../../src/http/endpoint.ts";
import { clerkOf } from "../clerk.ts";

type Names = "readOfficeFormDocument" | "readOfficeReceipt" | "readOfficePackage" | "readOfficeLetter";

const asFile = ({ content, fileName }: DocumentFile): EndpointReply => ({ file: content, fileName });

export const createOfficeDocumentEndpoints = (
  dependencies: OfficeDocumentDependencies,
): { [Name in Names]: Endpoint<Name> } => {
  const document =
    (kind: "form" | "receipt"): Endpoint<"readOfficeFormDocument" | "readOfficeReceipt"> =>
    async ({ params, query, principal, now }) => {
      const asked = { caseId: params.caseId as CaseId, kind, language: query.language, now };
      const read = await readOfficeDocument(dependencies, clerkOf(params, principal), asked);
      return read.ok ? success(asFile(read.value)) : read;
    };
  return {
    readOfficeFormDocument: document("form"),
    readOfficeReceipt: document("receipt"),

    async readOfficePackage({ params, principal, now }) {
      const asked = { caseId: params.caseId as CaseId, now };
      const read = await readOfficePackage(dependencies, clerkOf(params, principal), asked);
      return read.ok ? success(read.value) : read;
    },

    async readOfficeLetter({ params, query, principal, now }) {
      const read = await readOfficeLetter(dependencies, clerkOf(params, principal), {
        caseId: params.caseId as CaseId,
        document: params.documentId as DocumentId,
        language: query.language,
        now,
      });
      return read.ok ? success(asFile(read.value)) : read;
    },
  };
};
