/** What functions/manifest.ts says of each function. Pure data: no imports of code. */

export type Access =
  /** No session needed. */
  | "anyone"
  /** An active session; the check also counts as activity. Whom it acts for does not matter. */
  | "person"
  /** As `person`, and the capacity the session acts in still holds now. */
  | "client"
  /**
   * As `person`, and the broker told who it is. The post in the office of the path is looked up by the endpoint at every
   * request, whatever capacity the session acts in.
   */
  | "clerk"
  /** A specialist system of an office: its own access token instead of a session, and no page of the portal. */
  | "system"
  /**
   * The identity broker's own machine call: a form (`application/x-www-form-urlencoded`) with a token it signed.
   * No session, and no page of the portal behind it.
   */
  | "broker";

export interface Route {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: `/api/${string}`;
  access: Access;
}

/** Variables a function may ask for. The service stack must know a value for each (lib/environment.ts). */
export const environmentKeys = [
  "ACCOUNTS_TABLE",
  "ATTACHMENTS_BUCKET",
  "CASES_TABLE",
  "CATALOGUE_BUCKET",
  "DELIVERY_QUEUE_URL",
  "FILING_QUEUE_URL",
  /** JSON: `[{ "acr": "urn:…", "level": 2 }, …]` (lib/region.ts). */
  "IDENTIFICATION_LEVELS",
  "LOG_LEVEL",
  /** Sender of the portal's e-mails. */
  "MAIL_FROM",
  "OIDC_CLIENT_ID",
  "OIDC_CLIENT_SECRET_ARN",
  "OIDC_ISSUER",
  /** `oidc` (RP-initiated logout) or `cognito` (its own logout endpoint). */
  "OIDC_LOGOUT_STYLE",
  /** Accepted values of the header by which CloudFront proves itself, separated by commas (src/http/origin-key.ts). */
  "ORIGIN_KEY",
  "PORTAL_ORIGIN",
  "REGISTRY_TABLE",
  "SESSIONS_TABLE",
  "SESSION_ABSOLUTE_MINUTES",
  "SESSION_IDLE_MINUTES",
  /** JSON: `{ "issuer": "https://…", "audience": "…" }` of the specialist systems' access tokens, or `{}` (lib/region.ts). */
  "SYSTEM_TOKENS",
  "TIME_ZONE",
  /** JSON: by `office/system` where this deployment reaches a specialist system instead of its published address. */
  "WEBHOOK_ADDRESSES",
  "WEBHOOK_SECRETS_ARN",
] as const;
export type EnvironmentKey = (typeof environmentKeys)[number];

/** Resources a function may touch. `cases-table/pending` is an index. */
export type GrantResource =
  | "sessions-table"
  | "accounts-table"
  | "cases-table"
  | "cases-table/by-owner"
  | "cases-table/pending"
  | "cases-table/worklist"
  | "cases-table/by-name"
  | "registry-table"
  | "attachments-bucket"
  | "attachments-bucket/*"
  | "catalogue-bucket/*"
  | "filing-queue"
  | "delivery-queue"
  /** The sender's domain at SES, and the settings its e-mails are sent with. */
  | "mail-identity"
  | "oidc-client-secret"
  /** With what messages to specialist systems are signed. */
  | "webhook-secrets";

export interface Grant {
  resource: GrantResource;
  /** IAM actions, exactly as they stand in the policy. */
  actions: readonly string[];
}

/** What AWS tells of on the account's event bus: at least once, at some time, in any order. */
export interface EventPattern {
  source: string;
  detailType: string;
  /** Only what is about objects in this bucket. */
  bucket: "attachments-bucket";
}

/** Both are FIFO: `filing` by registry book, `delivery` by specialist system. */
export type QueueName = "filing" | "delivery";

interface FunctionBase {
  environment: readonly EnvironmentKey[];
  grants: readonly Grant[];
  /** MB */
  memory: number;
  /** Seconds. */
  timeout: number;
  /** Largest allowed minified bundle, KB (1 KB = 1024 bytes); a test reads the bundler's metafile. */
  bundleLimit: number;
}

export type FunctionDefinition = FunctionBase &
  (
    | { trigger: "http"; routes: Readonly<Record<string, Route>> }
    | { trigger: "queue"; queue: QueueName; batchSize: number; reportBatchItemFailures: true }
    | { trigger: "schedule"; everyMinutes: number }
    | { trigger: "event"; pattern: EventPattern }
  );
