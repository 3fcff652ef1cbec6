import * as v from "valibot";
import { MandatesSchema } from "./acting.ts";
import { CaseDetailSchema, SubmitterSchema } from "./cases.ts";
import { EntityId, Instant, Language, SettlementCode, Version } from "./common.ts";

const Line = v.pipe(v.string(), v.maxLength(120));

export const PostalAddressSchema = v.strictObject({
  country: Line,
  postcode: v.pipe(v.string(), v.maxLength(12)),
  city: Line,
  /** Public space, house number, floor, door, as the client writes it. */
  street: v.pipe(v.string(), v.maxLength(200)),
});

/** What the client may change; each part may be absent. Clearing a part = leaving it out. */
export const AccountSettingsSchema = v.strictObject({
  phone: v.optional(v.pipe(v.string(), v.maxLength(40))),
  address: v.optional(PostalAddressSchema),
  language: Language,
  /**
   * Which events send an e-mail; its text never says more than "something happened, log in". `newLogin`: at every
   * login, to a confirmed address. `caseProgress`: when something happens in a case the person submitted.
   */
  notifications: v.strictObject({ caseProgress: v.boolean(), newLogin: v.boolean() }),
  defaultSettlement: v.optional(SettlementCode),
});
export type AccountSettings = v.InferOutput<typeof AccountSettingsSchema>;

/** GET /api/account. `identity` comes from the broker, is read-only and refreshed at each login. */
export const AccountSchema = v.object({
  /** Grows with every saved change of the settings; a PUT that names an older one answers `account-changed`. */
  version: v.number(),
  identity: SubmitterSchema,
  identityRefreshedAt: Instant,
  createdAt: Instant,
  /** Always verified: an address is used only from then on. */
  email: v.optional(v.object({ address: v.string(), verified: v.boolean() })),
  /** An address waiting for its link to be opened; the verified one stays in use until then. */
  pendingEmail: v.optional(v.string()),
  settings: AccountSettingsSchema,
});
export type AccountView = v.InferOutput<typeof AccountSchema>;

/** PUT /api/account: the settings as a whole. */
export const SaveAccountRequestSchema = v.strictObject({
  version: Version,
  settings: AccountSettingsSchema,
});

/** POST /api/account/email: sends a link to the address; an empty address removes the present one. */
export const ChangeEmailRequestSchema = v.strictObject({ address: v.pipe(v.string(), v.maxLength(254)) });

/** POST /api/account/email-verification (no session needed: whoever has the link has the mailbox). */
export const VerifyEmailRequestSchema = v.strictObject({
  token: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
});

/** One of the person's own sessions. */
export const OwnSessionSchema = v.object({
  id: v.string(),
  current: v.boolean(),
  startedAt: Instant,
  lastActiveAt: Instant,
  /** When it ends whatever happens. */
  endsAt: Instant,
  state: v.picklist(["active", "lapsed"]),
  /** In whose name it acts. */
  actingFor: v.string(),
});
/** GET /api/account/sessions, newest first. */
export const OwnSessionsSchema = v.object({ sessions: v.array(OwnSessionSchema) });
export type OwnSession = v.InferOutput<typeof OwnSessionSchema>;
export const OwnSessionParamsSchema = v.object({
  sessionId: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,43}$/)),
});

/** DELETE /api/account/sessions (everywhere, this one too): where the browser goes to end the broker's session. */
export const LoggedOutEverywhereSchema = v.object({ redirectTo: v.string() });

/** GET /api/account/data?after=<case> */
export const AccountDataQuerySchema = v.object({ after: v.optional(EntityId) });

/**
 * Everything the portal keeps of the person, readable without us. Cases, newest first, are those of their own name;
 * those of parties they act for belong to these parties.
 */
export const AccountDataSchema = v.object({
  createdAt: Instant,
  account: v.omit(AccountSchema, ["version"]),
  sessions: v.array(v.omit(OwnSessionSchema, ["id", "current"])),
  /** Given and received in their own name. */
  mandates: MandatesSchema,
  cases: v.array(CaseDetailSchema),
  /**
   * There are more cases than one answer holds (about 4 MB, at most 400): the next part, with all the rest again, comes
   * with `?after=` this. Absent in the last part, for nearly everybody the only one.
   */
  next: v.optional(EntityId),
});
export type AccountData = v.InferOutput<typeof AccountDataSchema>;

/**
 * DELETE /api/account: what could not be deleted because the office must keep it by law. Repeating a deletion that broke
 * off finishes it. A later login begins a new, empty account; the kept cases are seen in it again, because they
 * belong to the person, not to the account's settings.
 */
export const AccountDeletedSchema = v.object({ keptCases: v.number(), redirectTo: v.string() });
