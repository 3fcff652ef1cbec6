import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterEach, describe, expect, it } from "vitest";
import { patience } from "../../../src/adapters/patience.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Reads an object from a bucket that behaves as told; gives what the caller sees, and how often it was asked. */
const read = async (behave: RequestListener, tries: number) => {
  let asked = 0;
  const listening = createServer((request, response) => {
    asked += 1;
    behave(request, response);
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const client = new S3Client({
    ...patience(300, tries),
    endpoint: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    region: "eu-central-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
  });
  const outcome = await client
    .send(new GetObjectCommand({ Bucket: "bucket", Key: "key" }))
    .then(({ Body }) => Body?.transformToString())
    .catch((error: unknown) => (error instanceof Error ? error.name : error));
  return { outcome, asked };
};

const never: RequestListener = () => undefined;
const half: RequestListener = (_request, response) => {
  response.writeHead(200, { "content-length": "100" }).write("the first half");
};
const late: RequestListener = (_request, response) => {
  setTimeout(() => response.end("content"), 50);
};

describe("a call to AWS", () => {
  it("that is not answered is given up, and tried again as often as said", async () => {
    expect(await read(never, 2)).toEqual({ outcome: "TimeoutError", asked: 2 });
  });

  it("whose answer stops half-way is given up too", async () => {
    expect(await read(half, 1)).toEqual({ outcome: "TimeoutError", asked: 1 });
  });

  it("that is answered in time is waited for", async () => {
    expect(await read(late, 1)).toEqual({ outcome: "content", asked: 1 });
  });
});
