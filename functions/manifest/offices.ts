import type { FunctionDefinition } from "./definition.ts";
import {
  catalogueReads,
  entryWrites,
  fileWrites,
  postReads,
  rightEnvironment,
  sessionCheck,
  sessionEnvironment,
} from "./shared.ts";

/** What clerks and the specialist systems of offices do. */
export const officeFunctions = {
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
} as const satisfies Record<string, FunctionDefinition>;
