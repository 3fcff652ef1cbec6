import { readFileSync } from "node:fs";
import bold from "@expo-google-fonts/ibm-plex-sans/700Bold/IBMPlexSans_700Bold.ttf";
import regular from "@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf";
import { createAccessLog } from "../../src/adapters/dynamo/access-log.ts";
import { createCaseFileReader } from "../../src/adapters/dynamo/case-reader.ts";
import { createDynamoSealReader } from "../../src/adapters/dynamo/case-seal-reader.ts";
import { createDynamoPostStore } from "../../src/adapters/dynamo/post-store.ts";
import { createPdfRenderer } from "../../src/adapters/pdf/pdf-renderer.ts";
import { createS3Catalogue } from "../../src/adapters/s3/catalogue.ts";
import { createApi } from "../../src/http/api.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createClerkGate } from "../clerk-gate.ts";
import { randomBytes } from "../random.ts";
import { createOfficeDocumentEndpoints } from "./handler.ts";

const environment = readEnvironment("office-documents");
const tableName = environment.CASES_TABLE;
const catalogue = createS3Catalogue({ bucket: environment.CATALOGUE_BUCKET, clock });

/** The bundler puts the fonts beside the bundle, and their names here. */
const beside = (name: string): Uint8Array => readFileSync(new URL(name, import.meta.url));

export const handler = createApi({
  functionName: "office-documents",
  endpoints: createOfficeDocumentEndpoints({
    posts: createDynamoPostStore({ tableName: environment.ACCOUNTS_TABLE }),
    cases: createCaseFileReader({ tableName }),
    seals: createDynamoSealReader({ tableName }),
    log: createAccessLog({ tableName, random: randomBytes }),
    catalogue,
    offices: catalogue,
    render: createPdfRenderer({ regular: beside(regular), bold: beside(bold) }),
    timeZone: environment.TIME_ZONE,
  }),
  sessions: createClerkGate(environment),
  origin: environment.PORTAL_ORIGIN,
  originKey: environment.ORIGIN_KEY,
  clock,
  logger: createLog("office-documents", environment.LOG_LEVEL),
});
