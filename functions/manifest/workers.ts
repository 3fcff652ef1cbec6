import type { FunctionDefinition } from "./definition.ts";
import { catalogueReads } from "./shared.ts";

/** What happens without anybody asking: from a queue, by the clock, on an event. */
export const workerFunctions = {
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
      { resource: "cases-table", actions: ["dynamodb:BatchGetItem"] },
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
      {
        resource: "cases-table",
        actions: ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:UpdateItem"],
      },
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
