import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Json = Record<string, unknown>;
export interface Reply {
  status?: number;
  type?: string;
  body?: unknown;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

type Algorithm = "RS256" | "ES256";

export interface SigningKey {
  kid: string;
  alg: Algorithm;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

export const createKey = (kid: string, alg: Algorithm = "RS256"): SigningKey => ({
  kid,
  alg,
  ...(alg === "RS256"
    ? generateKeyPairSync("rsa", { modulusLength: 2048 })
    : generateKeyPairSync("ec", { namedCurve: "P-256" })),
});

export const toJwk = ({ kid, alg, publicKey }: SigningKey): Json => ({
  ...publicKey.export({ format: "jwk" }),
  kid,
  use: "sig",
  alg,
});

export const signToken = (
  key: SigningKey,
  claims: Json,
  header: Json = { alg: key.alg, kid: key.kid },
): string => {
  const input = `${encode(header)}.${encode(claims)}`;
  const how = { key: key.privateKey, dsaEncoding: "ieee-p1363" } as const;
  return `${input}.${sign("sha256", Buffer.from(input), how).toString("base64url")}`;
};

export const signWithSecret = (secret: string, claims: Json, kid: string): string => {
  const input = `${encode({ alg: "HS256", kid })}.${encode(claims)}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
};

export const unsigned = (claims: Json, kid: string, signature = ""): string =>
  `${encode({ alg: "none", kid })}.${encode(claims)}.${signature}`;

const readText = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
};

/** A broker that answers whatever a test puts into `replies`, by path, and remembers what it was asked. */
export const startStubBroker = async () => {
  const replies: Record<string, Reply> = {};
  const requests: { path: string; authorization: string | undefined; form: URLSearchParams }[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? "";
    const form = new URLSearchParams(await readText(request));
    requests.push({ path, authorization: request.headers.authorization, form });
    const { status = 200, type = "application/json", body } = replies[path] ?? { status: 404, body: {} };
    response.writeHead(status, { "content-type": type });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const metadata = {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/me`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/end`,
    id_token_signing_alg_values_supported: ["RS256", "ES256"],
  };
  replies["/.well-known/openid-configuration"] = { body: metadata };
  return {
    issuer,
    metadata,
    replies,
    requests,
    asked: (path: string) => requests.filter((request) => request.path === path).length,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
