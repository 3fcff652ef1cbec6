import { createHmac } from "node:crypto";
import { request as requestHttp, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupAddress } from "node:dns";
import type { DeliveryAddress, SendWebhook, WebhookMessage } from "../../app/delivery/ports.ts";
import type { DeliveryResult } from "../../domain/delivery/retry.ts";
import { signedText } from "../../domain/delivery/webhook.ts";
import { ForbiddenAddress, publicAddresses } from "./public-address.ts";

/** From the first packet to the answer's status. Systems are asked to note the message and work on it afterwards. */
const TIMEOUT_MILLISECONDS = 10_000;

const signature = (secret: string, { id, timestamp, body }: WebhookMessage): string => {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  return `v1,${createHmac("sha256", key)
    .update(signedText(id, timestamp, body))
    .digest("base64")}`;
};

/** Standard Webhooks 1.0: one signature per secret, so that a secret can be exchanged without a gap. */
export const webhookHeaders = (
  secrets: readonly string[],
  message: WebhookMessage,
): Readonly<Record<string, string>> => ({
  "webhook-id": message.id,
  "webhook-timestamp": String(message.timestamp),
  "webhook-signature": secrets.map((secret) => signature(secret, message)).join(" "),
});

interface Answer {
  status: number;
  retryAfter: string | undefined;
}

/** Looks nothing up: gives the addresses that were checked. */
const pinned =
  (addresses: readonly LookupAddress[]): NonNullable<RequestOptions["lookup"]> =>
  (_host, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? "", first?.family);
  };

const post = (
  url: URL,
  addresses: readonly LookupAddress[] | undefined,
  headers: Readonly<Record<string, string>>,
  body: string,
  timeout: number,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const content = Buffer.from(body);
    const request = url.protocol === "https:" ? requestHttps : requestHttp;
    const sent = request(
      url,
      {
        method: "POST",
        headers: {
          ...headers,
          "content-type": "application/json",
          "content-length": content.length,
          "user-agent": "ohp-webhooks/1",
        },
        // Kept connections would outlive the check of their address.
        agent: false,
        signal: AbortSignal.timeout(timeout),
        ...(addresses && { lookup: pinned(addresses) }),
      },
      (response) => {
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers["retry-after"] });
        // What it says besides is nothing to us; reading it could take for ever.
        response.destroy();
      },
    );
    sent.on("error", reject);
    sent.end(content);
  });

const seconds = (retryAfter: string | undefined): { retryAfter?: number } =>
  retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? { retryAfter: Number(retryAfter) } : {};

const resultOf = ({ status, retryAfter }: Answer): DeliveryResult => {
  if (status >= 200 && status < 300) return { kind: "delivered" };
  const reason = `status-${status}`;
  if (status === 410) return { kind: "gone", reason };
  // Of the system and not of this case: redirects (never followed), wrong keys, too many requests, its own errors.
  const ofSystem = status < 400 || status >= 500 || [401, 403, 404, 407, 429].includes(status);
  return { kind: "failed", reason, ofSystem, ...seconds(retryAfter) };
};

const wordFor = (error: unknown): string => {
  if (error instanceof ForbiddenAddress) return "forbidden-address";
  const { name, code } = error as { name?: string; code?: string };
  if (name === "TimeoutError" || name === "AbortError") return "timeout";
  return typeof code === "string" && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : "no-answer";
};

const parse = (url: string): URL | undefined => (URL.canParse(url) ? new URL(url) : undefined);

/** https and nothing in the address that a person would take for another; plain http only where the operator says so. */
const isAcceptable = (url: URL, { isTrusted }: DeliveryAddress): boolean =>
  (url.protocol === "https:" || (isTrusted && url.protocol === "http:")) &&
  url.username === "" &&
  url.password === "";

/**
 * Delivers one message. An address out of the catalogue is written by a municipality, so it must be https on the public
 * internet; it is resolved once, checked, and called at just what was checked. Redirects are not followed.
 */
export const createWebhookSender =
  ({ timeout = TIMEOUT_MILLISECONDS }: { timeout?: number } = {}): SendWebhook =>
  async (address, message) => {
    const url = parse(address.url);
    if (!url || !isAcceptable(url, address))
      return { kind: "failed", reason: "forbidden-address", ofSystem: true };
    try {
      const addresses = address.isTrusted ? undefined : await publicAddresses(url.hostname);
      return resultOf(
        await post(url, addresses, webhookHeaders(address.secrets, message), message.body, timeout),
      );
    } catch (error) {
      return { kind: "failed", reason: wordFor(error), ofSystem: true };
    }
  };
