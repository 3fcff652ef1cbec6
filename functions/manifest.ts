/**
 * The single source of functions, routes, triggers, environment keys and grants.
 * CDK builds from it, handlers are checked against it, contract tests and the OpenAPI document read it.
 * Pure data: no imports of code.
 */
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

const sessionCheck: Grant = { resource: "sessions-table", actions: ["dynamodb:UpdateItem"] };
/** Every `client` request in somebody else's name reads the mandate or the register's entry it rests on. */
const rightCheck: Grant = { resource: "accounts-table", actions: ["dynamodb:GetItem"] };
const rightEnvironment = ["ACCOUNTS_TABLE", "TIME_ZONE"] as const;
const sessionEnvironment = [
  "SESSIONS_TABLE",
  "SESSION_IDLE_MINUTES",
  "PORTAL_ORIGIN",
  "ORIGIN_KEY",
  "LOG_LEVEL",
] as const;
/** Leading people out of the broker's session, too; needs no secret. */
const brokerLogoutEnvironment = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_LOGOUT_STYLE"] as const;
/** Seeing and ending sessions of the person who asks. */
const sessionEnding: Grant = {
  resource: "sessions-table",
  actions: ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
};
/** A case is written with its parts (answers, files, documents), as a whole or not at all. */
const caseWrites: Grant = {
  resource: "cases-table",
  actions: [
    "dynamodb:Query",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
    "dynamodb:DeleteItem",
    "dynamodb:ConditionCheckItem",
  ],
};
/** Files are offered by signed POSTs, looked at, linked to, and taken back with every version. */
const fileWrites: Grant = {
  resource: "attachments-bucket/*",
  actions: ["s3:PutObject", "s3:GetObject", "s3:GetObjectVersion", "s3:DeleteObjectVersion"],
};
/** The sub-numbers of later documents; entries are only ever added. */
const entryWrites: Grant = {
  resource: "registry-table",
  actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
};
/** Posts: of a person, of an office. */
const postReads: Grant = { resource: "accounts-table", actions: ["dynamodb:GetItem", "dynamodb:Query"] };
const catalogueReads: Grant = { resource: "catalogue-bucket/*", actions: ["s3:GetObject"] };
const caseEnvironment = [
  ...sessionEnvironment,
  ...rightEnvironment,
  "CASES_TABLE",
  "CATALOGUE_BUCKET",
  "ATTACHMENTS_BUCKET",
] as const;

export const functions = {
  session: {
    trigger: "http",
    routes: {
      login: { method: "GET", path: "/api/session/login", access: "anyone" },
      callback: { method: "GET", path: "/api/session/callback", access: "anyone" },
      status: { method: "GET", path: "/api/session", access: "anyone" },
      touch: { method: "POST", path: "/api/session/touch", access: "person" },
      resume: { method: "POST", path: "/api/session/resume", access: "anyone" },
      logout: { method: "POST", path: "/api/session/logout", access: "anyone" },
      backchannelLogout: { method: "POST", path: "/api/session/backchannel-logout", access: "broker" },
    },
    environment: [
      ...sessionEnvironment,
      "SESSION_ABSOLUTE_MINUTES",
      "ACCOUNTS_TABLE",
      ...brokerLogoutEnvironment,
      "OIDC_CLIENT_SECRET_ARN",
      "IDENTIFICATION_LEVELS",
      "MAIL_FROM",
    ],
    grants: [
      {
        resource: "sessions-table",
        actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
      },
      // Reading for the notice of a login, which goes by e-mail to those who want it.
      { resource: "accounts-table", actions: ["dynamodb:GetItem", "dynamodb:UpdateItem"] },
      { resource: "mail-identity", actions: ["ses:SendEmail"] },
      { resource: "oidc-client-secret", actions: ["secretsmanager:GetSecretValue"] },
    ],
    memory: 512,
    // Up to four calls to the broker at 3 s each in the worst callback.
    timeout: 15,
    bundleLimit: 450,
  },
  drafts: {
    trigger: "http",
    routes: {
      startCase: { method: "POST", path: "/api/cases", access: "client" },
      saveAnswers: { method: "PUT", path: "/api/cases/{caseId}/answers", access: "client" },
      discardDraft: { method: "DELETE", path: "/api/cases/{caseId}", access: "client" },
    },
    environment: caseEnvironment,
    grants: [
      sessionCheck,
      // Also the account, for the submitter's identity.
      rightCheck,
      caseWrites,
      catalogueReads,
      // A discarded draft takes its files along, with every version of them.
      { resource: "attachments-bucket/*", actions: ["s3:GetObject", "s3:DeleteObjectVersion"] },
    ],
    memory: 512,
    timeout: 10,
    bundleLimit: 650,
  },
  attachments: {
    trigger: "http",
    routes: {
      offerAttachment: { method: "POST", path: "/api/cases/{caseId}/attachments", access: "client" },
      verifyAttachment: {
        method: "POST",
        path: "/api/cases/{caseId}/attachments/{attachmentId}/verify",
        access: "client",
      },
      removeAttachment: {
        method: "DELETE",
        path: "/api/cases/{caseId}/attachments/{attachmentId}",
        access: "client",
      },
    },
    environment: caseEnvironment,
    grants: [sessionCheck, rightCheck, caseWrites, catalogueReads, fileWrites],
    memory: 512,
    timeout: 15,
    bundleLimit: 650,
  },
  submission: {
    trigger: "http",
    routes: {
      submitCase: { method: "POST", path: "/api/cases/{caseId}/submission", access: "client" },
    },
    environment: [
      ...sessionEnvironment,
      ...rightEnvironment,
      "CASES_TABLE",
      "CATALOGUE_BUCKET",
      "FILING_QUEUE_URL",
    ],
    grants: [
      sessionCheck,
      // The transaction checks the right once more.
      { resource: "accounts-table", actions: ["dynamodb:GetItem", "dynamodb:ConditionCheckItem"] },
      {
        resource: "cases-table",
        actions: ["dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem"],
      },
      catalogueReads,
      { resource: "filing-queue", actions: ["sqs:SendMessage"] },
    ],
    memory: 512,
    timeout: 15,
    bundleLimit: 650,
  },
  cases: {
    trigger: "http",
    routes: {
      listCases: { method: "GET", path: "/api/cases", access: "client" },
      readCase: { method: "GET", path: "/api/cases/{caseId}", access: "client" },
    },
    environment: [...sessionEnvironment, ...rightEnvironment, "CASES_TABLE"],
    grants: [
      sessionCheck,
      rightCheck,
      { resource: "cases-table", actions: ["dynamodb:Query", "dynamodb:BatchGetItem"] },
      { resource: "cases-table/by-owner", actions: ["dynamodb:Query"] },
    ],
    memory: 512,
    timeout: 10,
    bundleLimit: 450,
  },
  // What a client does in a case after its submission.
  "case-work": {
    trigger: "http",
    routes: {
      sendSupplement: { method: "POST", path: "/api/cases/{caseId}/supplement", access: "client" },
      withdrawCase: { method: "POST", path: "/api/cases/{caseId}/withdrawal", access: "client" },
      sendMessage: { method: "POST", path: "/api/cases/{caseId}/messages", access: "client" },
      takeOverDocument: {
        method: "POST",
        path: "/api/cases/{caseId}/documents/{documentId}/takeover",
        access: "client",
      },
      offerFile: { method: "POST", path: "/api/cases/{caseId}/files", access: "client" },
      verifyFile: { method: "POST", path: "/api/cases/{caseId}/files/{fileId}/verify", access: "client" },
      removeFile: { method: "DELETE", path: "/api/cases/{caseId}/files/{fileId}", access: "client" },
      openFile: { method: "GET", path: "/api/cases/{caseId}/files/{fileId}", access: "client" },
      readAccessLog: { method: "GET", path: "/api/cases/{caseId}/access-log", access: "client" },
    },
    environment: [...caseEnvironment, "REGISTRY_TABLE"],
    grants: [sessionCheck, rightCheck, caseWrites, entryWrites, catalogueReads, fileWrites],
    memory: 512,
    timeout: 20,
    bundleLimit: 700,
  },
  documents: {
    trigger: "http",
    routes: {
      readFormDocument: { method: "GET", path: "/api/cases/{caseId}/documents/form", access: "client" },
      readReceipt: { method: "GET", path: "/api/cases/{caseId}/documents/receipt", access: "client" },
      readPackage: { method: "GET", path: "/api/cases/{caseId}/documents/package", access: "client" },
      readLetter: { method: "GET", path: "/api/cases/{caseId}/letters/{documentId}", access: "client" },
    },
    environment: [...sessionEnvironment, ...rightEnvironment, "CASES_TABLE", "CATALOGUE_BUCKET"],
    grants: [
      sessionCheck,
      rightCheck,
      // Reading one item: the seal, which lies with the claim of the submission number.
      { resource: "cases-table", actions: ["dynamodb:Query", "dynamodb:GetItem"] },
      catalogueReads,
    ],
    // One whole processor: drawing pages is computing, and nobody waits for anything else.
    memory: 1769,
    timeout: 15,
    // pdfkit with what reads fonts, and two fonts.
    bundleLimit: 1950,
  },
  acting: {
    trigger: "http",
    routes: {
      listCapacities: { method: "GET", path: "/api/capacities", access: "person" },
      switchCapacity: { method: "POST", path: "/api/session/capacity", access: "person" },
      listMandates: { method: "GET", path: "/api/mandates", access: "person" },
      grantMandate: { method: "POST", path: "/api/mandates", access: "client" },
      revokeMandate: { method: "POST", path: "/api/mandates/{mandateId}/revocation", access: "person" },
    },
    environment: [...sessionEnvironment, ...rightEnvironment, "CATALOGUE_BUCKET"],
    grants: [
      sessionCheck,
      {
        resource: "accounts-table",
        actions: [
          "dynamodb:GetItem",
          "dynamodb:BatchGetItem",
          "dynamodb:Query",
          "dynamodb:PutItem",
          "dynamodb:UpdateItem",
          "dynamodb:ConditionCheckItem",
        ],
      },
      catalogueReads,
    ],
    memory: 512,
    timeout: 10,
    bundleLimit: 650,
  },
  account: {
    trigger: "http",
    routes: {
      readAccount: { method: "GET", path: "/api/account", access: "person" },
      saveAccount: { method: "PUT", path: "/api/account", access: "person" },
      changeEmail: { method: "POST", path: "/api/account/email", access: "person" },
      verifyEmail: { method: "POST", path: "/api/account/email-verification", access: "anyone" },
      listOwnSessions: { method: "GET", path: "/api/account/sessions", access: "person" },
      endOwnSession: { method: "DELETE", path: "/api/account/sessions/{sessionId}", access: "person" },
      logoutEverywhere: { method: "DELETE", path: "/api/account/sessions", access: "person" },
    },
    environment: [...sessionEnvironment, "ACCOUNTS_TABLE", "MAIL_FROM", ...brokerLogoutEnvironment],
    grants: [
      sessionEnding,
      {
        resource: "accounts-table",
        actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
      },
      { resource: "mail-identity", actions: ["ses:SendEmail"] },
    ],
    memory: 512,
    timeout: 15,
    bundleLimit: 450,
  },
  // Apart from `account`, so that the function everybody's settings go through may touch neither cases nor files.
  "personal-data": {
    trigger: "http",
    routes: {
      downloadData: { method: "GET", path: "/api/account/data", access: "person" },
      deleteAccount: { method: "DELETE", path: "/api/account", access: "person" },
    },
    environment: [
      ...sessionEnvironment,
      "ACCOUNTS_TABLE",
      "CASES_TABLE",
      "ATTACHMENTS_BUCKET",
      ...brokerLogoutEnvironment,
      "TIME_ZONE",
    ],
    grants: [
      sessionEnding,
      {
        resource: "accounts-table",
        actions: [
          "dynamodb:GetItem",
          "dynamodb:BatchGetItem",
          "dynamodb:Query",
          "dynamodb:UpdateItem",
          "dynamodb:DeleteItem",
        ],
      },
      {
        resource: "cases-table",
        actions: ["dynamodb:Query", "dynamodb:BatchGetItem", "dynamodb:DeleteItem"],
      },
      { resource: "cases-table/by-owner", actions: ["dynamodb:Query"] },
      // Drafts go with every version of their files.
      { resource: "attachments-bucket/*", actions: ["s3:GetObject", "s3:DeleteObjectVersion"] },
    ],
    memory: 512,
    timeout: 28,
    bundleLimit: 650,
  },
  // Reading, apart from what changes anything: pages of an office may be many, and none of them writes but the access log.
  office: {
    trigger: "http",
    routes: {
      listPosts: { method: "GET", path: "/api/office/posts", access: "person" },
      readOverview: { method: "GET", path: "/api/office/{officeId}/overview", access: "clerk" },
      readWorklist: { method: "GET", path: "/api/office/{officeId}/worklist", access: "clerk" },
      listBooks: { method: "GET", path: "/api/office/{officeId}/books", access: "clerk" },
      // Names are asked for: they belong in no address, which logs and histories keep.
      searchOfficeCases: { method: "POST", path: "/api/office/{officeId}/search", access: "clerk" },
      readOfficeCase: { method: "GET", path: "/api/office/{officeId}/cases/{caseId}", access: "clerk" },
      readOfficeAccessLog: {
        method: "GET",
        path: "/api/office/{officeId}/cases/{caseId}/access-log",
        access: "clerk",
      },
      openOfficeFile: {
        method: "GET",
        path: "/api/office/{officeId}/cases/{caseId}/files/{fileId}",
        access: "clerk",
      },
    },
    environment: [
      ...sessionEnvironment,
      ...rightEnvironment,
      "CASES_TABLE",
      "REGISTRY_TABLE",
      "ATTACHMENTS_BUCKET",
      "CATALOGUE_BUCKET",
    ],
    grants: [
      sessionCheck,
      postReads,
      // Writing: the access log alone.
      {
        resource: "cases-table",
        actions: ["dynamodb:Query", "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:PutItem"],
      },
      { resource: "cases-table/worklist", actions: ["dynamodb:Query"] },
      { resource: "cases-table/by-name", actions: ["dynamodb:Query"] },
      { resource: "registry-table", actions: ["dynamodb:GetItem", "dynamodb:BatchGetItem"] },
      // Links to files are signed with the function's own right to read one version.
      { resource: "attachments-bucket/*", actions: ["s3:GetObjectVersion"] },
      catalogueReads,
    ],
    memory: 512,
    timeout: 10,
    bundleLimit: 650,
  },
  "office-work": {
    trigger: "http",
    routes: {
      receiveCases: { method: "POST", path: "/api/office/{officeId}/receiving", access: "clerk" },
      registerCases: { method: "POST", path: "/api/office/{officeId}/registering", access: "clerk" },
      closeBook: {
        method: "POST",
        path: "/api/office/{officeId}/books/{book}/{year}/closing",
        access: "clerk",
      },
      actOnCase: {
        method: "POST",
        path: "/api/office/{officeId}/cases/{caseId}/actions",
        access: "clerk",
      },
      offerOfficeFile: {
        method: "POST",
        path: "/api/office/{officeId}/cases/{caseId}/files",
        access: "clerk",
      },
      verifyOfficeFile: {
        method: "POST",
        path: "/api/office/{officeId}/cases/{caseId}/files/{fileId}/verify",
        access: "clerk",
      },
      removeOfficeFile: {
        method: "DELETE",
        path: "/api/office/{officeId}/cases/{caseId}/files/{fileId}",
        access: "clerk",
      },
    },
    environment: [
      ...sessionEnvironment,
      ...rightEnvironment,
      "CASES_TABLE",
      "REGISTRY_TABLE",
      "ATTACHMENTS_BUCKET",
      "DELIVERY_QUEUE_URL",
      "CATALOGUE_BUCKET",
    ],
    grants: [
      sessionCheck,
      postReads,
      {
        resource: "cases-table",
        actions: [
          "dynamodb:Query",
          "dynamodb:BatchGetItem",
          "dynamodb:PutItem",
          "dynamodb:UpdateItem",
          "dynamodb:DeleteItem",
          "dynamodb:ConditionCheckItem",
        ],
      },
      {
        resource: "registry-table",
        // Querying: a book is proven before it is closed.
        actions: [
          "dynamodb:Query",
          "dynamodb:GetItem",
          "dynamodb:BatchGetItem",
          "dynamodb:PutItem",
          "dynamodb:UpdateItem",
        ],
      },
      fileWrites,
      // Cases a clerk registers for a specialist system.
      { resource: "delivery-queue", actions: ["sqs:SendMessage"] },
      catalogueReads,
    ],
    memory: 512,
    timeout: 20,
    bundleLimit: 650,
  },
  // Apart from the clients' documents: these are handed out against an entry in the access log.
  "office-documents": {
    trigger: "http",
    routes: {
      readOfficeFormDocument: {
        method: "GET",
        path: "/api/office/{officeId}/cases/{caseId}/documents/form",
        access: "clerk",
      },
      readOfficeReceipt: {
        method: "GET",
        path: "/api/office/{officeId}/cases/{caseId}/documents/receipt",
        access: "clerk",
      },
      readOfficePackage: {
        method: "GET",
        path: "/api/office/{officeId}/cases/{caseId}/documents/package",
        access: "clerk",
      },
      readOfficeLetter: {
        method: "GET",
        path: "/api/office/{officeId}/cases/{caseId}/letters/{documentId}",
        access: "clerk",
      },
    },
    environment: [...sessionEnvironment, ...rightEnvironment, "CASES_TABLE", "CATALOGUE_BUCKET"],
    grants: [
      sessionCheck,
      postReads,
      // Writing: the access log alone.
      { resource: "cases-table", actions: ["dynamodb:Query", "dynamodb:GetItem", "dynamodb:PutItem"] },
      catalogueReads,
    ],
    memory: 1769,
    timeout: 15,
    bundleLimit: 1950,
  },
  // For machines alone: no session, no person's table.
  integration: {
    trigger: "http",
    routes: {
      listWaitingCases: { method: "GET", path: "/api/integration/{officeId}/cases", access: "system" },
      fetchCase: { method: "GET", path: "/api/integration/{officeId}/cases/{caseId}", access: "system" },
      fetchCaseFile: {
        method: "GET",
        path: "/api/integration/{officeId}/cases/{caseId}/files/{fileId}",
        access: "system",
      },
      offerSystemFile: {
        method: "POST",
        path: "/api/integration/{officeId}/cases/{caseId}/files",
        access: "system",
      },
      verifySystemFile: {
        method: "POST",
        path: "/api/integration/{officeId}/cases/{caseId}/files/{fileId}/verify",
        access: "system",
      },
      acknowledgeCase: {
        method: "POST",
        path: "/api/integration/{officeId}/cases/{caseId}/acknowledgement",
        access: "system",
      },
      callOnCase: {
        method: "POST",
        path: "/api/integration/{officeId}/cases/{caseId}/calls",
        access: "system",
      },
    },
    environment: [
      "CASES_TABLE",
      "REGISTRY_TABLE",
      "ATTACHMENTS_BUCKET",
      "CATALOGUE_BUCKET",
      "SYSTEM_TOKENS",
      "TIME_ZONE",
      "PORTAL_ORIGIN",
      "ORIGIN_KEY",
      "LOG_LEVEL",
    ],
    grants: [
      {
        resource: "cases-table",
        actions: [
          "dynamodb:Query",
          "dynamodb:GetItem",
          "dynamodb:BatchGetItem",
          "dynamodb:PutItem",
          "dynamodb:UpdateItem",
          "dynamodb:DeleteItem",
          "dynamodb:ConditionCheckItem",
        ],
      },
      { resource: "cases-table/worklist", actions: ["dynamodb:Query"] },
      entryWrites,
      catalogueReads,
      fileWrites,
    ],
    memory: 512,
    timeout: 20,
    bundleLimit: 800,
  },
  "filing-worker": {
    trigger: "queue",
    queue: "filing",
    batchSize: 10,
    reportBatchItemFailures: true,
    environment: [
      "CASES_TABLE",
      "REGISTRY_TABLE",
      "CATALOGUE_BUCKET",
      "DELIVERY_QUEUE_URL",
      "FILING_QUEUE_URL",
      "TIME_ZONE",
      "LOG_LEVEL",
    ],
    grants: [
      // A message that is bad for a reason of its own must not hold up its book.
      { resource: "filing-queue", actions: ["sqs:ChangeMessageVisibility"] },
      // Putting: the arrival book, and the handover of a case that a specialist system deals with.
      {
        resource: "cases-table",
        actions: ["dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
      },
      { resource: "delivery-queue", actions: ["sqs:SendMessage"] },
      {
        resource: "registry-table",
        actions: ["dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
      },
      catalogueReads,
    ],
    memory: 512,
    timeout: 30,
    bundleLimit: 650,
  },
  "filing-sweeper": {
    trigger: "schedule",
    everyMinutes: 1,
    environment: ["CASES_TABLE", "FILING_QUEUE_URL", "LOG_LEVEL"],
    grants: [
      { resource: "cases-table/pending", actions: ["dynamodb:Query"] },
      { resource: "filing-queue", actions: ["sqs:SendMessage"] },
    ],
    memory: 256,
    timeout: 50,
    bundleLimit: 450,
  },
  "delivery-worker": {
    trigger: "queue",
    queue: "delivery",
    // One at a time: a system that hangs must not hold up messages that were handed out together with its own.
    batchSize: 1,
    reportBatchItemFailures: true,
    environment: ["CASES_TABLE", "CATALOGUE_BUCKET", "WEBHOOK_ADDRESSES", "WEBHOOK_SECRETS_ARN", "LOG_LEVEL"],
    grants: [
      {
        resource: "cases-table",
        actions: ["dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:GetItem", "dynamodb:PutItem"],
      },
      catalogueReads,
      { resource: "webhook-secrets", actions: ["secretsmanager:GetSecretValue"] },
    ],
    memory: 512,
    timeout: 30,
    bundleLimit: 750,
  },
  "delivery-sweeper": {
    trigger: "schedule",
    everyMinutes: 1,
    environment: ["CASES_TABLE", "DELIVERY_QUEUE_URL", "LOG_LEVEL"],
    grants: [
      { resource: "cases-table/pending", actions: ["dynamodb:Query"] },
      { resource: "delivery-queue", actions: ["sqs:SendMessage"] },
    ],
    memory: 256,
    timeout: 50,
    bundleLimit: 450,
  },
  notifier: {
    trigger: "schedule",
    everyMinutes: 1,
    environment: ["CASES_TABLE", "ACCOUNTS_TABLE", "MAIL_FROM", "PORTAL_ORIGIN", "LOG_LEVEL"],
    grants: [
      { resource: "cases-table/pending", actions: ["dynamodb:Query"] },
      { resource: "cases-table", actions: ["dynamodb:GetItem", "dynamodb:UpdateItem"] },
      { resource: "accounts-table", actions: ["dynamodb:GetItem"] },
      { resource: "mail-identity", actions: ["ses:SendEmail"] },
    ],
    memory: 256,
    timeout: 60,
    bundleLimit: 450,
  },
  "procedure-sweeper": {
    trigger: "schedule",
    everyMinutes: 5,
    environment: ["CASES_TABLE", "REGISTRY_TABLE", "CATALOGUE_BUCKET", "TIME_ZONE", "LOG_LEVEL"],
    grants: [
      { resource: "cases-table/pending", actions: ["dynamodb:Query"] },
      // No new document, so nothing is written to the registry.
      {
        resource: "cases-table",
        actions: ["dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem"],
      },
      catalogueReads,
    ],
    memory: 256,
    timeout: 60,
    bundleLimit: 650,
  },
  "scan-results": {
    trigger: "event",
    pattern: {
      source: "aws.guardduty",
      detailType: "GuardDuty Malware Protection Object Scan Result",
      bucket: "attachments-bucket",
    },
    environment: ["CASES_TABLE", "ATTACHMENTS_BUCKET", "LOG_LEVEL"],
    grants: [{ resource: "cases-table", actions: ["dynamodb:UpdateItem"] }],
    memory: 256,
    timeout: 15,
    bundleLimit: 450,
  },
  "scan-sweeper": {
    trigger: "schedule",
    everyMinutes: 5,
    environment: ["CASES_TABLE", "LOG_LEVEL"],
    grants: [
      { resource: "cases-table/pending", actions: ["dynamodb:Query"] },
      { resource: "cases-table", actions: ["dynamodb:GetItem", "dynamodb:UpdateItem"] },
    ],
    memory: 256,
    timeout: 60,
    bundleLimit: 450,
  },
  "orphan-sweeper": {
    trigger: "schedule",
    everyMinutes: 1440,
    environment: ["CASES_TABLE", "ATTACHMENTS_BUCKET", "LOG_LEVEL"],
    grants: [
      { resource: "cases-table/pending", actions: ["dynamodb:Query"] },
      {
        resource: "cases-table",
        actions: [
          "dynamodb:Query",
          "dynamodb:GetItem",
          "dynamodb:PutItem",
          "dynamodb:DeleteItem",
          "dynamodb:ConditionCheckItem",
        ],
      },
      { resource: "attachments-bucket", actions: ["s3:ListBucket"] },
      { resource: "attachments-bucket/*", actions: ["s3:GetObject", "s3:DeleteObjectVersion"] },
    ],
    memory: 512,
    timeout: 300,
    bundleLimit: 650,
  },
} as const satisfies Record<string, FunctionDefinition>;

export type FunctionName = keyof typeof functions;
