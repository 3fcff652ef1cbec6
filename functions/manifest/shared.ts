import type { Grant } from "./definition.ts";

export const sessionCheck: Grant = { resource: "sessions-table", actions: ["dynamodb:UpdateItem"] };
/** Every `client` request in somebody else's name reads the mandate or the register's entry it rests on. */
export const rightCheck: Grant = { resource: "accounts-table", actions: ["dynamodb:GetItem"] };
export const rightEnvironment = ["ACCOUNTS_TABLE", "TIME_ZONE"] as const;
export const sessionEnvironment = [
  "SESSIONS_TABLE",
  "SESSION_IDLE_MINUTES",
  "PORTAL_ORIGIN",
  "ORIGIN_KEY",
  "LOG_LEVEL",
] as const;
/** Leading people out of the broker's session, too; needs no secret. */
export const brokerLogoutEnvironment = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_LOGOUT_STYLE"] as const;
/** Seeing and ending sessions of the person who asks. */
export const sessionEnding: Grant = {
  resource: "sessions-table",
  actions: ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
};
/** A case is written with its parts (answers, files, documents), as a whole or not at all. */
export const caseWrites: Grant = {
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
export const fileWrites: Grant = {
  resource: "attachments-bucket/*",
  actions: ["s3:PutObject", "s3:GetObject", "s3:GetObjectVersion", "s3:DeleteObjectVersion"],
};
/** The sub-numbers of later documents; entries are only ever added. */
export const entryWrites: Grant = {
  resource: "registry-table",
  actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
};
/** Posts: of a person, of an office. */
export const postReads: Grant = {
  resource: "accounts-table",
  actions: ["dynamodb:GetItem", "dynamodb:Query"],
};
export const catalogueReads: Grant = { resource: "catalogue-bucket/*", actions: ["s3:GetObject"] };
export const caseEnvironment = [
  ...sessionEnvironment,
  ...rightEnvironment,
  "CASES_TABLE",
  "CATALOGUE_BUCKET",
  "ATTACHMENTS_BUCKET",
] as const;
