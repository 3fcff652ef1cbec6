import {
  type DocumentDependencies,
  type DocumentFile,
  readDocument,
  readPackage,
} from "../../src/app/documents/read-document.ts";
import { readLetter } from "../../src/app/documents/read-letter.ts";
import type { CaseFileReader } from "../../src/app/casework/ports.ts";
import type { DocumentId } from "../../src/domain/ids.ts";
import { success } from "../../src/domain/result.ts";
import type { Endpoint, EndpointReply } from "../../src/http/endpoint.ts";
import { ownCase } from "../own-case.ts";

type Names = "readFormDocument" | "readReceipt" | "readPackage" | "readLetter";

const asFile = ({ content, fileName }: DocumentFile): EndpointReply => ({ file: content, fileName });

export const createDocumentEndpoints = (
  dependencies: DocumentDependencies & { store: CaseFileReader },
): { [Name in Names]: Endpoint<Name> } => ({
  async readFormDocument({ params, query, principal }) {
    const request = { ...ownCase(params, principal), language: query.language };
    const read = await readDocument(dependencies, "form", request);
    return read.ok ? success(asFile(read.value)) : read;
  },

  async readReceipt({ params, query, principal }) {
    const request = { ...ownCase(params, principal), language: query.language };
    const read = await readDocument(dependencies, "receipt", request);
    return read.ok ? success(asFile(read.value)) : read;
  },

  async readLetter({ params, query, principal }) {
    const document = params.documentId as DocumentId;
    const request = { ...ownCase(params, principal), document, language: query.language };
    const read = await readLetter(dependencies, request);
    return read.ok ? success(asFile(read.value)) : read;
  },

  async readPackage({ params, principal }) {
    const read = await readPackage(dependencies, ownCase(params, principal));
    return read.ok ? success(read.value) : read;
  },
});
