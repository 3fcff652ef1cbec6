import { createDynamoAccountStore } from "../../src/adapters/dynamo/account-store.ts";
import { createCaseNotices } from "../../src/adapters/dynamo/case-notices.ts";
import { createSesMailer } from "../../src/adapters/ses/ses-mailer.ts";
import { pages } from "../../src/contract/pages.ts";
import { systemClock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createHandler } from "./handler.ts";

const environment = readEnvironment("notifier");

export const handler = createHandler({
  notices: createCaseNotices({ tableName: environment.CASES_TABLE }),
  accounts: createDynamoAccountStore({ tableName: environment.ACCOUNTS_TABLE }),
  mailer: createSesMailer({ from: environment.MAIL_FROM }),
  casesPage: `${environment.PORTAL_ORIGIN}${pages.cases}`,
  clock: systemClock,
  log: createLog("notifier", environment.LOG_LEVEL),
});
