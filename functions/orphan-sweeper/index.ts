import { createDynamoAttachmentStore } from "../../src/adapters/dynamo/case-attachment-store.ts";
import {
  createDynamoFileRegister,
  createDynamoSweepPosition,
} from "../../src/adapters/dynamo/case-file-register.ts";
import { createDynamoWaitingFiles } from "../../src/adapters/dynamo/case-waiting-files.ts";
import { createLaterFileStore } from "../../src/adapters/dynamo/later-file-store.ts";
import { createS3AttachmentVault } from "../../src/adapters/s3/attachment-vault.ts";
import { createS3VaultListing } from "../../src/adapters/s3/vault-listing.ts";
import { systemClock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createHandler } from "./handler.ts";

const environment = readEnvironment("orphan-sweeper");
const table = { tableName: environment.CASES_TABLE };
const vault = { bucket: environment.ATTACHMENTS_BUCKET };

export const handler = createHandler({
  waiting: createDynamoWaitingFiles(table),
  register: createDynamoFileRegister(table),
  attachments: createDynamoAttachmentStore(table),
  laterFiles: createLaterFileStore(table),
  position: createDynamoSweepPosition(table),
  listing: createS3VaultListing(vault),
  vault: createS3AttachmentVault(vault),
  clock: systemClock,
  log: createLog("orphan-sweeper", environment.LOG_LEVEL),
});
