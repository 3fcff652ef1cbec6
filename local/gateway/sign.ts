import { createHash, createHmac } from "node:crypto";
import type { Service } from "./operations.ts";
import type { Upstream, WireRequest } from "./wire.ts";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string | undefined;
}

const sha256 = (data: Buffer | string): string => createHash("sha256").update(data).digest("hex");
const hmac = (key: Buffer | string, data: string): Buffer => createHmac("sha256", key).update(data).digest();

const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (letter) => `%${letter.codePointAt(0)?.toString(16).toUpperCase()}`,
  );

/** Headers of the caller's own signature, and those a proxy changes. */
const dropped = /^(authorization|x-amz-(date|content-sha256|security-token)|host|connection|content-length)$/;

/**
 * Signs a request anew (Signature Version 4, headers), so that an endpoint the user gave accepts what a function
 * signed with its local key. Source: IAM user guide, "Create a signed AWS API request".
 */
export const sign = (
  request: WireRequest,
  scope: { host: string; region: string; service: Service },
  credentials: Credentials,
  now: Date,
): WireRequest => {
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const hash = sha256(request.body);
  const kept = Object.entries(request.headers).filter(([name]) => !dropped.test(name));
  const url = new URL(request.url, "http://unsigned.local");
  for (const name of new Set(url.searchParams.keys())) {
    if (/^X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token)$/i.test(name)) {
      url.searchParams.delete(name);
    }
  }
  const signed: Record<string, string> = {
    host: scope.host,
    "x-amz-content-sha256": hash,
    "x-amz-date": stamp,
    ...(credentials.sessionToken !== undefined && { "x-amz-security-token": credentials.sessionToken }),
    ...Object.fromEntries(kept.filter(([name]) => name.startsWith("x-amz-") || name === "content-type")),
  };
  const names = Object.keys(signed).toSorted();
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join("&");
  const canonical = [
    request.method,
    url.pathname,
    query,
    ...names.map((name) => `${name}:${signed[name]?.trim()}`),
    "",
    names.join(";"),
    hash,
  ].join("\n");
  const date = stamp.slice(0, 8);
  const credentialScope = `${date}/${scope.region}/${scope.service}/aws4_request`;
  const key = [scope.region, scope.service, "aws4_request"].reduce<Buffer>(
    hmac,
    hmac(`AWS4${credentials.secretAccessKey}`, date),
  );
  const signature = hmac(key, ["AWS4-HMAC-SHA256", stamp, credentialScope, sha256(canonical)].join("\n"));
  const authorization =
    `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${credentialScope}, ` +
    `SignedHeaders=${names.join(";")}, Signature=${signature.toString("hex")}`;
  return {
    ...request,
    url: url.pathname + (query === "" ? "" : `?${query}`),
    headers: { ...Object.fromEntries(kept), ...signed, authorization },
  };
};

export const signing = (
  upstream: Upstream,
  scope: { host: string; region: string; service: Service },
  credentials: Credentials,
): Upstream => {
  return (request) => upstream(sign(request, scope, credentials, new Date()));
};
