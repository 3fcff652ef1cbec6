import { request } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Portal } from "../../../local/runtime.ts";
import { startTestPortal } from "../../support/portal.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
});
afterAll(() => portal.stop());

/** A client that sends the path as it stands, which fetch and browsers do not. */
const get = (path: string): Promise<{ status: number | undefined; body: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(portal.origin);
    request({ hostname, port, path }, (response) => {
      let body = "";
      response.on("data", (part: Buffer) => (body += part.toString()));
      response.on("end", () => resolve({ status: response.statusCode, body }));
    })
      .on("error", reject)
      .end();
  });

it.each([
  "/catalogue/..",
  "/catalogue/../../",
  "/catalogue/%2e%2e/%2e%2e/?list-type=2",
  "/catalogue/..%2f..%2f?list-type=2",
  "/assets/../../x/current.json",
  "/a.b/..",
])("%s shows nothing of any bucket", async (path) => {
  const { status, body } = await get(path);
  expect(body).not.toContain("ListBucketResult");
  expect(status).toBeGreaterThanOrEqual(400);
});
