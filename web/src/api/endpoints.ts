import type { RouteName } from "../../../src/contract/api.ts";

type Method = "GET" | "POST" | "PUT" | "DELETE";

/**
 * `file`: the answer is a file instead of JSON. `repeatable`: a write that the server recognises as done, so that its
 * repetition changes nothing more (a save carries its version, a submission answers every repetition alike).
 */
type Trait = "file" | "repeatable";

export type Endpoint = readonly [Method, `/api/${string}`, Trait?];
export type Endpoints<Names extends RouteName> = Readonly<Record<Names, Endpoint>>;

/**
 * Addresses of the routes that pages of many areas call; those of one area come with it. The web may not import
 * functions/manifest.ts (it would ship the infrastructure's data to every browser); a test holds the two against
 * each other.
 */
export const endpoints = {
  status: ["GET", "/api/session"],
  touch: ["POST", "/api/session/touch", "repeatable"],
  resume: ["POST", "/api/session/resume"],
  logout: ["POST", "/api/session/logout"],
  startCase: ["POST", "/api/cases"],
  saveAnswers: ["PUT", "/api/cases/{caseId}/answers", "repeatable"],
  discardDraft: ["DELETE", "/api/cases/{caseId}"],
  offerAttachment: ["POST", "/api/cases/{caseId}/attachments"],
  verifyAttachment: ["POST", "/api/cases/{caseId}/attachments/{attachmentId}/verify"],
  removeAttachment: ["DELETE", "/api/cases/{caseId}/attachments/{attachmentId}"],
  submitCase: ["POST", "/api/cases/{caseId}/submission", "repeatable"],
  listCases: ["GET", "/api/cases"],
  readCase: ["GET", "/api/cases/{caseId}"],
  readAccount: ["GET", "/api/account"],
} as const satisfies Partial<Endpoints<RouteName>>;
export type EndpointName = keyof typeof endpoints;

/** Reading changes nothing. */
export const isRepeatable = ([method, , trait]: Endpoint): boolean =>
  method === "GET" || trait === "repeatable";

/** Calls that neither need a session nor move its deadline, or that say themselves how it stands. */
const quiet: ReadonlySet<RouteName> = new Set(["status", "touch", "resume", "logout", "verifyEmail"]);

/** Whether the server counts a successful call as activity of the session. */
export const isActivity = (name: RouteName): boolean => !quiet.has(name);

/**
 * A navigation, not a call: it leaves for the identity broker and comes back to `returnTo`.
 * @param level least level of identification (1–4) the broker is asked for
 */
export const loginAddress = (returnTo: string, level?: number): string => {
  const needed = level === undefined ? "" : `level=${level}&`;
  return `/api/session/login?${needed}returnTo=${encodeURIComponent(returnTo)}`;
};
