import { createCursorSeal } from "../../src/adapters/crypto/cursor-seal.ts";
import { createAccessLog } from "../../src/adapters/dynamo/access-log.ts";
import { createBookStore } from "../../src/adapters/dynamo/book-store.ts";
import { createCaseFileReader } from "../../src/adapters/dynamo/case-reader.ts";
import { createCaseSearch } from "../../src/adapters/dynamo/case-search.ts";
import { createOfficeLists } from "../../src/adapters/dynamo/office-lists.ts";
import { createDynamoPostStore } from "../../src/adapters/dynamo/post-store.ts";
import { createS3Catalogue } from "../../src/adapters/s3/catalogue.ts";
import { createS3FileLinks } from "../../src/adapters/s3/file-links.ts";
import { createApi } from "../../src/http/api.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createClerkGate } from "../clerk-gate.ts";
import { randomBytes } from "../random.ts";
import { createOfficeEndpoints } from "./handler.ts";

const environment = readEnvironment("office");
const catalogue = createS3Catalogue({ bucket: environment.CATALOGUE_BUCKET, clock });

export const handler = createApi({
  functionName: "office",
  endpoints: createOfficeEndpoints({
    posts: createDynamoPostStore({ tableName: environment.ACCOUNTS_TABLE }),
    lists: createOfficeLists({ casesTable: environment.CASES_TABLE }),
    cases: createCaseFileReader({ tableName: environment.CASES_TABLE }),
    log: createAccessLog({ tableName: environment.CASES_TABLE, random: randomBytes }),
    search: createCaseSearch({
      casesTable: environment.CASES_TABLE,
      registryTable: environment.REGISTRY_TABLE,
    }),
    cursors: createCursorSeal(environment.ORIGIN_KEY),
    books: createBookStore({ registryTable: environment.REGISTRY_TABLE }),
    links: createS3FileLinks({ bucket: environment.ATTACHMENTS_BUCKET }),
    catalogue,
    offices: catalogue,
    timeZone: environment.TIME_ZONE,
  }),
  sessions: createClerkGate(environment),
  origin: environment.PORTAL_ORIGIN,
  originKey: environment.ORIGIN_KEY,
  clock,
  logger: createLog("office", environment.LOG_LEVEL),
});
