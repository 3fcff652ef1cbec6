import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFixture, type Fixture } from "./support.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const get = (path: string, init: RequestInit = {}) => fetch(fixture.portal.origin + path, init);

/** Without what fetch adds or decodes on its own. */
const raw = (
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }> =>
  new Promise((resolve, reject) => {
    const outgoing = request(fixture.portal.origin + path, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.once("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
    });
    outgoing.once("error", reject).end();
  });

describe("site behind the distribution", () => {
  it("serves the default root object with the deployment's cache control", async () => {
    const answer = await get("/");
    expect(await answer.text()).toContain("<title>fixture</title>");
    expect(answer.headers.get("content-type")).toBe("text/html");
    expect(answer.headers.get("cache-control")).toBe("no-cache");
  });

  it("runs the template's CloudFront function: page addresses are answered with the page", async () => {
    expect(await (await get("/somewhere/else")).text()).toContain("<title>fixture</title>");
  });

  it("applies the response headers policy, with the local S3 endpoint for the bucket's host", async () => {
    const { headers } = await get("/");
    expect(headers.get("content-security-policy")).toBe(
      `default-src 'self'; connect-src 'self' ${fixture.portal.resources.endpoint}`,
    );
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
  });

  it("answers 403 for a missing file, because CloudFront may not list the bucket", async () => {
    expect((await get("/missing.js")).status).toBe(403);
  });

  it("refuses an address that is not well-formed", async () => {
    expect((await raw("/%E0%A4%A.js")).status).toBe(400);
    expect((await raw("/api/%E0%A4%A")).status).toBe(400);
  });

  it("refuses methods the behaviour does not allow", async () => {
    expect((await get("/", { method: "POST" })).status).toBe(403);
  });

  it("answers HEAD with the length and no body", async () => {
    const whole = await raw("/");
    const head = await raw("/", { method: "HEAD" });
    expect(head.headers["content-length"]).toBe(String(whole.body.length));
    expect(head.body).toHaveLength(0);
  });

  it("compresses text, best encoding first, and revalidates the compressed file by its tag", async () => {
    const plain = await raw("/assets/main.js");
    const brotli = await raw("/assets/main.js", { headers: { "accept-encoding": "gzip, br" } });
    const gzip = await raw("/assets/main.js", { headers: { "accept-encoding": "gzip" } });
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(brotli.headers["content-encoding"]).toBe("br");
    expect(gzip.headers["content-encoding"]).toBe("gzip");
    expect(brotli.body.length).toBeLessThan(plain.body.length);
    const again = await raw("/assets/main.js", {
      headers: { "accept-encoding": "br", "if-none-match": String(brotli.headers["etag"]) },
    });
    expect(again.status).toBe(304);
  });

  it("compresses nothing where the cache policy keeps no encodings apart", async () => {
    const answer = await raw(`/api/echo/${"long".repeat(300)}`, {
      headers: { "accept-encoding": "gzip, br" },
    });
    expect(answer.body.length).toBeGreaterThan(1000);
    expect(answer.headers["content-encoding"]).toBeUndefined();
  });

  it("gives a range of a file", async () => {
    const part = await raw("/assets/main.js", { headers: { range: "bytes=11-17" } });
    expect(part.status).toBe(206);
    expect(part.body.toString()).toBe("fixture");
  });
});

const echo = async (path: string, init: RequestInit = {}) =>
  ((await (await get(path, init)).json()) as { event: APIGatewayProxyEventV2 }).event;

const countCalls = async () => ((await (await get("/api/echo/x")).json()) as { calls: number }).calls;

describe("HTTP API", () => {
  it("gives the function the event of payload format 2.0", async () => {
    const event = await echo("/api/echo/a%20b/%C3%A1?x=1&x=2&y=%C3%A9", {
      headers: { cookie: "one=1; two=2", "user-agent": "tester", "x-multi": "a" },
    });
    expect(event).toMatchObject({
      version: "2.0",
      routeKey: "ANY /api/echo/{proxy+}",
      rawPath: "/api/echo/a b/á",
      rawQueryString: "x=1&x=2&y=%C3%A9",
      cookies: ["one=1", "two=2"],
      queryStringParameters: { x: "1,2", y: "é" },
      pathParameters: { proxy: "a b/á" },
      isBase64Encoded: false,
      requestContext: {
        stage: "$default",
        http: { method: "GET", path: "/api/echo/a b/á", userAgent: "tester", sourceIp: "127.0.0.1" },
      },
    });
    expect(event.headers).not.toHaveProperty("cookie");
    expect(event.headers["host"]).toMatch(/execute-api/);
    expect(event.body).toBeUndefined();
  });

  it("passes JSON as text and anything unknown as base64", async () => {
    const json = await echo("/api/echo/x", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"á":1}',
    });
    expect([json.body, json.isBase64Encoded]).toEqual(['{"á":1}', false]);
    const binary = await echo("/api/echo/x", {
      method: "POST",
      headers: { "content-type": "application/pdf" },
      body: new Uint8Array([0, 255]),
    });
    expect([binary.body, binary.isBase64Encoded]).toEqual(["AP8=", true]);
  });

  it("turns cookies, headers, status and binary bodies of the result into the answer", async () => {
    const answer = await get("/api/echo/cookies");
    expect(answer.status).toBe(201);
    expect(answer.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2; HttpOnly"]);
    expect(answer.headers.get("x-one")).toBe("1");
    expect(await answer.text()).toBe("made");
    expect(new Uint8Array(await (await get("/api/echo/binary")).arrayBuffer())).toEqual(
      new Uint8Array([0, 255, 128]),
    );
    expect(await (await get("/api/echo/plain")).json()).toEqual({ greeting: "plain object" });
  });

  it.each([
    ["unknown path", "/api/unknown", 404, "Not Found"],
    ["function that throws", "/api/echo/throw", 500, "Internal Server Error"],
    ["function that exits", "/api/echo/crash", 500, "Internal Server Error"],
  ])("answers itself: %s", async (_what, path, status, message) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ message });
  });

  it("has no route for another method of a known path", async () => {
    expect((await get("/api/items/1", { method: "DELETE" })).status).toBe(404);
  });

  it("ends a function at its timeout, answers as for a failed function and serves the next request", async () => {
    const slow = get("/api/echo/slow");
    const other = await get("/api/echo/plain");
    expect(other.status).toBe(200);
    expect((await slow).status).toBe(500);
    expect((await get("/api/echo/plain")).status).toBe(200);
  });

  it.each([
    ["longer than an API takes", 10 * 1024 * 1024 + 1],
    ["longer than an invocation takes", 6 * 1024 * 1024],
  ])("refuses a body %s with 413", async (_what, length) => {
    const answer = await get("/api/echo/x", {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: "x".repeat(length),
    });
    expect(answer.status).toBe(413);
  });

  it("keeps a function's module state between calls, as a warm sandbox does", async () => {
    const first = await countCalls();
    expect(await countCalls()).toBe(first + 1);
  });

  it("gives functions the environment Lambda gives", async () => {
    const environment = await fixture.act<Record<string, string>>("environment");
    expect(environment).toMatchObject({
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
      AWS_ENDPOINT_URL_DYNAMODB: fixture.portal.resources.endpoint,
      PORTAL_ORIGIN: fixture.portal.origin,
    });
    expect(environment["AWS_LAMBDA_LOG_GROUP_NAME"]).toBe(
      `/aws/lambda/${environment["AWS_LAMBDA_FUNCTION_NAME"]}`,
    );
  });

  it("fires a schedule on demand with the event of a scheduled rule", async () => {
    await fixture.portal.fireSchedule("tick");
    const { Item } = await fixture.act<{ Item: Record<string, unknown> }>("item", { id: "ticks" });
    expect(Item).toMatchObject({ source: { S: "aws.events" } });
  });
});
