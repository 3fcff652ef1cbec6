import * as v from "valibot";

/**
 * The total table of expected failures: code → HTTP status and title (RFC 9457 problem details).
 * The web shows its own sentence per code (web/src/messages); the title is for developers and logs.
 */
export const problems = {
  "bad-request": { status: 400, title: "The request cannot be read" },
  "invalid-json": { status: 400, title: "The body is not valid JSON" },
  "invalid-fields": { status: 422, title: "Some fields are not acceptable" },
  "session-missing": { status: 401, title: "Nobody is logged in" },
  "session-lapsed": { status: 401, title: "Idle for too long; continue without credentials" },
  "session-ended": { status: 401, title: "The session is over; log in again" },
  "forbidden-origin": { status: 403, title: "The request does not come from the portal's own pages" },
  "mandate-ended": { status: 403, title: "The mandate is no longer valid" },
  "mandate-revoked": { status: 403, title: "The mandate was revoked" },
  "representation-ended": { status: 403, title: "The register no longer shows this representation" },
  "outside-mandate": { status: 403, title: "The mandate does not cover this form or settlement" },
  "cannot-query": { status: 403, title: "An uploaded document allows submitting, not looking into cases" },
  "capacity-not-allowed": { status: 403, title: "This form cannot be filed in the present capacity" },
  "not-delegable": { status: 403, title: "Only the represented party itself may give a mandate" },
  "identification-too-low": { status: 403, title: "This needs a stronger way of identification" },
  "token-missing": { status: 401, title: "Send an access token: Authorization: Bearer …" },
  "token-invalid": { status: 401, title: "The access token is not valid, or not any more" },
  "outside-scope": { status: 403, title: "The access token does not cover this office" },
  "not-a-clerk": { status: 403, title: "The person has no post in this office" },
  "own-case": { status: 403, title: "Nobody deals with their own case" },
  "not-permitted": { status: 403, title: "The post does not allow this" },
  "not-found": { status: 404, title: "There is nothing here, or not for you" },
  "method-not-allowed": { status: 405, title: "The method is not allowed here" },
  "draft-changed": { status: 409, title: "The draft was changed elsewhere" },
  "not-a-draft": { status: 409, title: "The case is no longer a draft" },
  "too-many-mandates": { status: 409, title: "No more mandates may be open at once" },
  "not-carriable": { status: 409, title: "A new draft cannot begin from that case" },
  "too-many-attachments": { status: 409, title: "No more files fit here" },
  "attachments-too-large": { status: 409, title: "All files together would be larger than allowed" },
  "upload-missing": { status: 409, title: "The file has not arrived" },
  "account-changed": { status: 409, title: "The account was changed elsewhere" },
  "link-expired": { status: 409, title: "The link was used before or is too old" },
  "case-changed": { status: 409, title: "The case was changed by somebody else" },
  "wrong-state": { status: 409, title: "The case's state does not allow this" },
  "call-reused": { status: 409, title: "The call's id was used for something else before" },
  "book-closed": { status: 409, title: "The registry book of the year is closed" },
  "body-too-large": { status: 413, title: "The body is too large" },
  "wrong-media-type": { status: 415, title: "Send application/json" },
  "file-too-large": { status: 422, title: "The file is larger than allowed" },
  "file-type-forbidden": { status: 422, title: "This type of file is not accepted" },
  "file-damaged": { status: 422, title: "The file arrived different from what was announced" },
  "login-failed": { status: 400, title: "The login could not be completed" },
  "too-many-requests": { status: 429, title: "Too many requests; wait a while" },
  "nothing-published": { status: 503, title: "No settlement of this region is published yet" },
  "catalogue-damaged": { status: 503, title: "What this settlement has published cannot be read" },
  "too-busy": { status: 503, title: "Too busy; try again shortly" },
  unexpected: { status: 500, title: "Something went wrong on our side" },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemCode = keyof typeof problems;

export const FieldErrorSchema = v.object({
  /** Form field key (`contact.email`), or `attachments.<slot>`; for other bodies the path in the body. */
  field: v.string(),
  code: v.string(),
  params: v.optional(v.record(v.string(), v.number())),
  check: v.optional(v.string()),
});

/** `application/problem+json` */
export const ProblemSchema = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.picklist(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
  requestId: v.optional(v.string()),
  errors: v.optional(v.array(FieldErrorSchema)),
});
export type Problem = v.InferOutput<typeof ProblemSchema>;
