import type { RouteName } from "../../../src/contract/api.ts";
import type { Endpoints } from "./endpoints.ts";

/** Calls of the office's pages. */
export const officeEndpoints = {
  listPosts: ["GET", "/api/office/posts"],
  readOverview: ["GET", "/api/office/{officeId}/overview"],
  readWorklist: ["GET", "/api/office/{officeId}/worklist"],
  listBooks: ["GET", "/api/office/{officeId}/books"],
  closeBook: ["POST", "/api/office/{officeId}/books/{book}/{year}/closing"],
  searchOfficeCases: ["POST", "/api/office/{officeId}/search", "repeatable"],
  receiveCases: ["POST", "/api/office/{officeId}/receiving"],
  registerCases: ["POST", "/api/office/{officeId}/registering"],
  readOfficeCase: ["GET", "/api/office/{officeId}/cases/{caseId}"],
  readOfficeAccessLog: ["GET", "/api/office/{officeId}/cases/{caseId}/access-log"],
  readOfficeFormDocument: ["GET", "/api/office/{officeId}/cases/{caseId}/documents/form", "file"],
  readOfficeReceipt: ["GET", "/api/office/{officeId}/cases/{caseId}/documents/receipt", "file"],
  readOfficePackage: ["GET", "/api/office/{officeId}/cases/{caseId}/documents/package"],
  readOfficeLetter: ["GET", "/api/office/{officeId}/cases/{caseId}/letters/{documentId}", "file"],
  actOnCase: ["POST", "/api/office/{officeId}/cases/{caseId}/actions"],
  offerOfficeFile: ["POST", "/api/office/{officeId}/cases/{caseId}/files"],
  verifyOfficeFile: ["POST", "/api/office/{officeId}/cases/{caseId}/files/{fileId}/verify"],
  removeOfficeFile: ["DELETE", "/api/office/{officeId}/cases/{caseId}/files/{fileId}"],
  openOfficeFile: ["GET", "/api/office/{officeId}/cases/{caseId}/files/{fileId}"],
} as const satisfies Partial<Endpoints<RouteName>>;
