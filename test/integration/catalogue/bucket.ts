import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withConditions } from "../../../local/emulators/conditions.ts";
import { startFauxqs } from "../../../local/emulators/fauxqs.ts";
import { archiveOf, withVersions } from "../../../local/emulators/versions.ts";
import { flatHeaders, readBody, send } from "../../../local/gateway/wire.ts";
import { provisionBuckets } from "../../../local/provision/buckets.ts";
import { createS3PublicationStore } from "../../../src/adapters/s3/publication-store.ts";
import type { PublicationStore } from "../../../src/app/catalogue/publish-ports.ts";

const MAX_BODY = 16 * 1024 * 1024;

/** The real adapter on the S3 emulator as the local runtime puts it together, in a directory of its own. */
export const startBuckets = async (): Promise<{
  emptyStore: () => Promise<PublicationStore>;
  stop: () => Promise<void>;
}> => {
  const directory = mkdtempSync(join(tmpdir(), "catalogue-"));
  const fauxqs = await startFauxqs(directory, "eu-central-1");
  const versioned = new Set<string>();
  const s3 = withConditions(withVersions(fauxqs.upstream, versioned));
  const server = createServer((request, response) => {
    void (async () => {
      const { method = "", url = "" } = request;
      const body = (await readBody(request, MAX_BODY)) ?? Buffer.alloc(0);
      send(response, await s3({ method, url, headers: flatHeaders(request), body }), method);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  Object.assign(process.env, {
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  let serial = 0;
  return {
    emptyStore: async () => {
      const bucket = `catalogue-${++serial}`;
      versioned.add(bucket);
      await provisionBuckets([bucket, archiveOf(bucket)], fauxqs.upstream);
      return createS3PublicationStore({ bucket });
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await fauxqs.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
