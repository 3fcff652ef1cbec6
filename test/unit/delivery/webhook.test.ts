import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { isGenuine } from "../../../local/tax-system/signature.ts";
import { createWebhookSender, webhookHeaders } from "../../../src/adapters/http/webhook.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const OTHER = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const message = {
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  timestamp: 1_614_265_330,
  body: '{"test": 2432232314}',
};

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  method: string | undefined;
}

const listen = async (respond: RequestListener): Promise<{ url: string; received: Received[] }> => {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
        method: request.method,
      });
      respond(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
};

const send = (url: string, { isTrusted = true, timeout = 2_000 } = {}) =>
  createWebhookSender({ timeout })({ url, secrets: [SECRET], name: "ado", isTrusted }, message);

describe("signature", () => {
  it("is that of the specification's example", () => {
    expect(webhookHeaders([SECRET], message)).toEqual({
      "webhook-id": message.id,
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });

  it("is made with each secret, so that either side may change first", () => {
    const { "webhook-signature": signature = "", ...headers } = webhookHeaders([OTHER, SECRET], message);
    expect(signature.split(" ")).toHaveLength(2);
    const signed = {
      id: headers["webhook-id"],
      timestamp: headers["webhook-timestamp"],
      signature,
      body: message.body,
    };
    for (const secret of [OTHER, SECRET]) expect(isGenuine(secret, signed, message.timestamp)).toBe(true);
    expect(isGenuine(SECRET, { ...signed, body: `${message.body} ` }, message.timestamp)).toBe(false);
    expect(isGenuine(SECRET, { ...signed, id: "msg_other" }, message.timestamp)).toBe(false);
    expect(isGenuine(SECRET, signed, message.timestamp + 301)).toBe(false);
  });
});

describe("sending", () => {
  it("posts JSON with the headers; any 2xx is taken", async () => {
    for (const status of [200, 202, 204]) {
      const { url, received } = await listen((_, response) => response.writeHead(status).end());
      expect(await send(url)).toEqual({ kind: "delivered" });
      expect(received).toMatchObject([
        {
          method: "POST",
          body: message.body,
          headers: { "content-type": "application/json", "webhook-id": message.id },
        },
      ]);
    }
  });

  it.each([
    [503, { kind: "failed", reason: "status-503", ofSystem: true }],
    [429, { kind: "failed", reason: "status-429", ofSystem: true, retryAfter: 120 }],
    [422, { kind: "failed", reason: "status-422", ofSystem: false }],
    [410, { kind: "gone", reason: "status-410" }],
  ])("%i is told as what it is", async (status, result) => {
    const { url } = await listen((_, response) => {
      response.writeHead(status, status === 429 ? { "retry-after": "120" } : {}).end();
    });
    expect(await send(url)).toEqual(result);
  });

  it("does not follow a redirect", async () => {
    const elsewhere = await listen((_, response) => response.writeHead(204).end());
    const { url } = await listen((_, response) => response.writeHead(307, { location: elsewhere.url }).end());
    expect(await send(url)).toEqual({ kind: "failed", reason: "status-307", ofSystem: true });
    expect(elsewhere.received).toEqual([]);
  });

  it("gives up on who never answers, and on who answers for ever", async () => {
    const silent = await listen(() => undefined);
    expect(await send(silent.url, { timeout: 200 })).toEqual({
      kind: "failed",
      reason: "timeout",
      ofSystem: true,
    });
    const endless = await listen((_, response) => void response.writeHead(200).write(" "));
    expect(await send(endless.url)).toMatchObject({ kind: "delivered" });
  });

  it("tells a connection that nobody takes", async () => {
    expect(await send("http://127.0.0.1:1/")).toEqual({
      kind: "failed",
      reason: "ECONNREFUSED",
      ofSystem: true,
    });
  });

  const forbidden = { kind: "failed", reason: "forbidden-address", ofSystem: true };
  it.each([
    "http://ado.example.org/hook",
    "https://127.0.0.1/hook",
    "https://localhost/hook",
    "https://[::1]/hook",
    "https://[::ffff:127.0.0.1]/hook",
    "https://169.254.169.254/latest/meta-data/",
    "https://10.0.0.1/",
    "https://0x7f.1/",
    "https://2130706433/",
    "https://user:password@ado.example.org/",
    "file:///etc/passwd",
    "no address",
  ])("never calls %s for a municipality", async (url) => {
    expect(await send(url, { isTrusted: false })).toEqual(forbidden);
  });

  it("calls no plain http that the catalogue names, even where something answers", async () => {
    const { url, received } = await listen((_, response) => response.writeHead(204).end());
    expect(await send(url, { isTrusted: false })).toEqual(forbidden);
    expect(received).toEqual([]);
  });
});
