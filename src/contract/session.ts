import * as v from "valibot";

import { ActingSchema } from "./acting.ts";

const Instant = v.pipe(v.string(), v.isoTimestamp());

/** GET /api/session: read without counting as activity. Deadlines let the browser warn in time. */
export const SessionStatusSchema = v.variant("state", [
  v.object({ state: v.literal("anonymous") }),
  v.object({
    state: v.picklist(["active", "lapsed"]),
    displayName: v.string(),
    /** Tells persons of one name apart: the same at every login of the same account, and nothing more. */
    person: v.optional(v.string()),
    acting: ActingSchema,
    idleExpiresAt: Instant,
    absoluteExpiresAt: Instant,
    /** How far each request that counts as activity moves `idleExpiresAt` ahead of itself. */
    idleMinutes: v.optional(v.number()),
    /** The server's clock, so that a wrong clock in the browser does no harm. */
    now: Instant,
  }),
  v.object({ state: v.literal("ended") }),
]);
export type SessionStatus = v.InferOutput<typeof SessionStatusSchema>;

/** POST /api/session/logout: where the browser goes to end the broker's session too. */
export const LogoutResponseSchema = v.object({ redirectTo: v.string() });

/**
 * GET /api/session/login?returnTo=/path — a path of the portal, anything else is replaced by `/`.
 * `level`: the least level of identification the client needs next (1–4).
 */
export const LoginQuerySchema = v.object({
  returnTo: v.optional(v.string()),
  level: v.optional(v.pipe(v.string(), v.regex(/^[1-4]$/))),
});

/**
 * POST /api/session/backchannel-logout, a form (OpenID Connect Back-Channel Logout 1.0, 2.5): the token once,
 * and whatever else is there is ignored.
 */
export const BackchannelLogoutSchema = v.object({
  logout_token: v.pipe(v.string(), v.minLength(1), v.maxLength(16_384)),
});

/** GET /api/session/callback: whatever the broker answers; only the login's own checks judge it. */
export const CallbackQuerySchema = v.record(v.string(), v.string());
