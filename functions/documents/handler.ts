import {
  type DocumentDependencies,
  type DocumentFile,
  readDocument,
  readPackage,
} from "../../src/app/documents/read-document.ts";
import { success } from "../../src/domain/result.ts";
import type { Endpoint, EndpointReply } from "../../src/http/endpoint.ts";
import { ownCase } from "../own-case.ts";

type Names = "readFormDocument" | "readReceipt" | "readPackage";

const asFile = ({ content, fileName }: DocumentFile): EndpointReply => ({ file: content, fileName });

export const createDocumentEndpoints = (
  dependencies: DocumentDependencies,
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

  async readPackage({ params, principal }) {
    const read = await readPackage(dependencies, ownCase(params, principal));
    return read.ok ? success(read.value) : read;
  },
});
