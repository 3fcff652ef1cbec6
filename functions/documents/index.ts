import { readFileSync } from "node:fs";
import bold from "@expo-google-fonts/ibm-plex-sans/700Bold/IBMPlexSans_700Bold.ttf";
import regular from "@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf";
import { createCaseFileReader, createDynamoCaseReader } from "../../src/adapters/dynamo/case-reader.ts";
import { createDynamoSealReader } from "../../src/adapters/dynamo/case-seal-reader.ts";
import { createPdfRenderer } from "../../src/adapters/pdf/pdf-renderer.ts";
import { createS3Catalogue } from "../../src/adapters/s3/catalogue.ts";
import { createApi } from "../../src/http/api.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createClientGate } from "../client-gate.ts";
import { createDocumentEndpoints } from "./handler.ts";

const environment = readEnvironment("documents");
const tableName = environment.CASES_TABLE;

/** The bundler puts the fonts beside the bundle, and their names here. */
const beside = (name: string): Uint8Array => readFileSync(new URL(name, import.meta.url));

export const handler = createApi({
  functionName: "documents",
  endpoints: createDocumentEndpoints({
    cases: createDynamoCaseReader({ tableName }),
    store: createCaseFileReader({ tableName }),
    seals: createDynamoSealReader({ tableName }),
    catalogue: createS3Catalogue({ bucket: environment.CATALOGUE_BUCKET, clock }),
    render: createPdfRenderer({ regular: beside(regular), bold: beside(bold) }),
    timeZone: environment.TIME_ZONE,
  }),
  sessions: createClientGate(environment),
  origin: environment.PORTAL_ORIGIN,
  originKey: environment.ORIGIN_KEY,
  clock,
  logger: createLog("documents", environment.LOG_LEVEL),
});
