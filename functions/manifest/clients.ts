import type { FunctionDefinition } from "./definition.ts";
import {
  brokerLogoutEnvironment,
  caseEnvironment,
  caseWrites,
  catalogueReads,
  entryWrites,
  fileWrites,
  rightCheck,
  rightEnvironment,
  sessionCheck,
  sessionEnding,
  sessionEnvironment,
} from "./shared.ts";

/** Identity, and what clients do. */
export const clientFunctions = {
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
        // Deleting: files that do not go along, and a number that was claimed in vain.
        actions: ["dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
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
} as const satisfies Record<string, FunctionDefinition>;
