import type { RouteName } from "../../../src/contract/api.ts";
import type { Endpoints } from "./endpoints.ts";

/** Calls of the pages of submitted cases. */
export const caseEndpoints = {
  readFormDocument: ["GET", "/api/cases/{caseId}/documents/form", "file"],
  readReceipt: ["GET", "/api/cases/{caseId}/documents/receipt", "file"],
  readPackage: ["GET", "/api/cases/{caseId}/documents/package"],
  readLetter: ["GET", "/api/cases/{caseId}/letters/{documentId}", "file"],
  sendSupplement: ["POST", "/api/cases/{caseId}/supplement"],
  withdrawCase: ["POST", "/api/cases/{caseId}/withdrawal"],
  sendMessage: ["POST", "/api/cases/{caseId}/messages"],
  takeOverDocument: ["POST", "/api/cases/{caseId}/documents/{documentId}/takeover", "repeatable"],
  offerFile: ["POST", "/api/cases/{caseId}/files"],
  verifyFile: ["POST", "/api/cases/{caseId}/files/{fileId}/verify"],
  removeFile: ["DELETE", "/api/cases/{caseId}/files/{fileId}"],
  openFile: ["GET", "/api/cases/{caseId}/files/{fileId}"],
  readAccessLog: ["GET", "/api/cases/{caseId}/access-log"],
} as const satisfies Partial<Endpoints<RouteName>>;
