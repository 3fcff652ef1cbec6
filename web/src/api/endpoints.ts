import type { RouteName } from "../../../src/contract/api.ts";

type Method = "GET" | "POST" | "PUT" | "DELETE";

/**
 * Addresses of the routes the pages call. The web may not import functions/manifest.ts (it would ship the
 * infrastructure's data to every browser); a test holds the two against each other.
 */
export const endpoints = {
  status: ["GET", "/api/session"],
  touch: ["POST", "/api/session/touch"],
  resume: ["POST", "/api/session/resume"],
  logout: ["POST", "/api/session/logout"],
  startCase: ["POST", "/api/cases"],
  saveAnswers: ["PUT", "/api/cases/{caseId}/answers"],
  discardDraft: ["DELETE", "/api/cases/{caseId}"],
  offerAttachment: ["POST", "/api/cases/{caseId}/attachments"],
  verifyAttachment: ["POST", "/api/cases/{caseId}/attachments/{attachmentId}/verify"],
  removeAttachment: ["DELETE", "/api/cases/{caseId}/attachments/{attachmentId}"],
  submitCase: ["POST", "/api/cases/{caseId}/submission"],
  listCases: ["GET", "/api/cases"],
  readCase: ["GET", "/api/cases/{caseId}"],
  readFormDocument: ["GET", "/api/cases/{caseId}/documents/form"],
  readReceipt: ["GET", "/api/cases/{caseId}/documents/receipt"],
  readPackage: ["GET", "/api/cases/{caseId}/documents/package"],
  readLetter: ["GET", "/api/cases/{caseId}/letters/{documentId}"],
  sendSupplement: ["POST", "/api/cases/{caseId}/supplement"],
  withdrawCase: ["POST", "/api/cases/{caseId}/withdrawal"],
  sendMessage: ["POST", "/api/cases/{caseId}/messages"],
  takeOverDocument: ["POST", "/api/cases/{caseId}/documents/{documentId}/takeover"],
  offerFile: ["POST", "/api/cases/{caseId}/files"],
  verifyFile: ["POST", "/api/cases/{caseId}/files/{fileId}/verify"],
  removeFile: ["DELETE", "/api/cases/{caseId}/files/{fileId}"],
  openFile: ["GET", "/api/cases/{caseId}/files/{fileId}"],
  readAccessLog: ["GET", "/api/cases/{caseId}/access-log"],
  listCapacities: ["GET", "/api/capacities"],
  switchCapacity: ["POST", "/api/session/capacity"],
  listMandates: ["GET", "/api/mandates"],
  grantMandate: ["POST", "/api/mandates"],
  revokeMandate: ["POST", "/api/mandates/{mandateId}/revocation"],
  readAccount: ["GET", "/api/account"],
  saveAccount: ["PUT", "/api/account"],
  changeEmail: ["POST", "/api/account/email"],
  verifyEmail: ["POST", "/api/account/email-verification"],
  listOwnSessions: ["GET", "/api/account/sessions"],
  endOwnSession: ["DELETE", "/api/account/sessions/{sessionId}"],
  logoutEverywhere: ["DELETE", "/api/account/sessions"],
  downloadData: ["GET", "/api/account/data"],
  deleteAccount: ["DELETE", "/api/account"],
  listPosts: ["GET", "/api/office/posts"],
  readOverview: ["GET", "/api/office/{officeId}/overview"],
  readWorklist: ["GET", "/api/office/{officeId}/worklist"],
  listBooks: ["GET", "/api/office/{officeId}/books"],
  closeBook: ["POST", "/api/office/{officeId}/books/{book}/{year}/closing"],
  searchOfficeCases: ["POST", "/api/office/{officeId}/search"],
  receiveCases: ["POST", "/api/office/{officeId}/receiving"],
  registerCases: ["POST", "/api/office/{officeId}/registering"],
  readOfficeCase: ["GET", "/api/office/{officeId}/cases/{caseId}"],
  readOfficeAccessLog: ["GET", "/api/office/{officeId}/cases/{caseId}/access-log"],
  readOfficeFormDocument: ["GET", "/api/office/{officeId}/cases/{caseId}/documents/form"],
  readOfficeReceipt: ["GET", "/api/office/{officeId}/cases/{caseId}/documents/receipt"],
  readOfficePackage: ["GET", "/api/office/{officeId}/cases/{caseId}/documents/package"],
  readOfficeLetter: ["GET", "/api/office/{officeId}/cases/{caseId}/letters/{documentId}"],
  actOnCase: ["POST", "/api/office/{officeId}/cases/{caseId}/actions"],
  offerOfficeFile: ["POST", "/api/office/{officeId}/cases/{caseId}/files"],
  verifyOfficeFile: ["POST", "/api/office/{officeId}/cases/{caseId}/files/{fileId}/verify"],
  removeOfficeFile: ["DELETE", "/api/office/{officeId}/cases/{caseId}/files/{fileId}"],
  openOfficeFile: ["GET", "/api/office/{officeId}/cases/{caseId}/files/{fileId}"],
} as const satisfies Partial<Record<RouteName, readonly [Method, `/api/${string}`]>>;
export type EndpointName = keyof typeof endpoints;

/**
 * Calls whose repetition changes nothing more: reading, and writes the server recognises as done
 * (a save carries its version, a submission answers every repetition alike).
 */
export const isRepeatable = (name: EndpointName): boolean =>
  endpoints[name][0] === "GET" ||
  name === "searchOfficeCases" ||
  name === "saveAnswers" ||
  name === "submitCase" ||
  name === "touch" ||
  name === "takeOverDocument";

const files: ReadonlySet<EndpointName> = new Set([
  "readFormDocument",
  "readReceipt",
  "readLetter",
  "readOfficeFormDocument",
  "readOfficeReceipt",
  "readOfficeLetter",
]);

/** Whether the answer is a file instead of JSON; the contract says so too, and a test holds the two together. */
export const isFile = (name: EndpointName): boolean => files.has(name);

/** Calls that neither need a session nor move its deadline, or that say themselves how it stands. */
const quiet: ReadonlySet<EndpointName> = new Set(["status", "touch", "resume", "logout", "verifyEmail"]);

/** Whether the server counts a successful call as activity of the session. */
export const isActivity = (name: EndpointName): boolean => !quiet.has(name);

/**
 * A navigation, not a call: it leaves for the identity broker and comes back to `returnTo`.
 * @param level least level of identification (1–4) the broker is asked for
 */
export const loginAddress = (returnTo: string, level?: number): string => {
  const needed = level === undefined ? "" : `level=${level}&`;
  return `/api/session/login?${needed}returnTo=${encodeURIComponent(returnTo)}`;
};
