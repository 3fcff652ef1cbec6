import type { RouteName } from "../../../src/contract/api.ts";

type Method = "GET" | "POST" | "PUT" | "DELETE";

/**
 * Addresses of the routes the pages call. The web may not import functions/manifest.ts (it would ship the
 * infrastructure's data to every browser); a test holds the two against each other.
 */
export const endpoints = {
  status: ["GET", "/api/session"],
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
} as const satisfies Partial<Record<RouteName, readonly [Method, `/api/${string}`]>>;
export type EndpointName = keyof typeof endpoints;

/**
 * Calls whose repetition changes nothing more: reading, and writes the server recognises as done
 * (a save carries its version, a submission answers every repetition alike).
 */
export const isRepeatable = (name: EndpointName): boolean =>
  endpoints[name][0] === "GET" || name === "saveAnswers" || name === "submitCase";

/** A navigation, not a call: it leaves for the identity broker and comes back to `returnTo`. */
export const loginAddress = (returnTo: string): string =>
  `/api/session/login?returnTo=${encodeURIComponent(returnTo)}`;
