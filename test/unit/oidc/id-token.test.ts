import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIdTokenVerifier } from "../../../src/adapters/oidc/id-token.ts";
import { createKey, signToken, signWithSecret, startStubBroker, toJwk, unsigned } from "./stub-broker.ts";

const CLIENT = "portal";
const NONCE = "nonce-1";
const key = createKey("key-1");
const stranger = createKey("key-1");
const successor = createKey("key-2");

let broker: Awaited<ReturnType<typeof startStubBroker>>;
beforeAll(async () => {
  broker = await startStubBroker();
});
afterAll(() => broker.close());

const setup = () => {
  broker.replies["/jwks"] = { body: { keys: [toJwk(key)] } };
  broker.requests.length = 0;
  const verify = createIdTokenVerifier(broker.issuer, CLIENT);
  return { verify: (token: string) => verify(broker.metadata, token, NONCE) };
};

const claims = (changes: Record<string, unknown> = {}): Record<string, unknown> => {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: broker.issuer,
    aud: CLIENT,
    sub: "subject-1",
    iat: now,
    exp: now + 300,
    nonce: NONCE,
    ...changes,
  };
};

const now = Math.floor(Date.now() / 1000);

describe("an ID token is accepted", () => {
  it.each([
    ["as OpenID Connect asks for it", {}],
    ["for several audiences when we are the authorized party", { aud: [CLIENT, "other"], azp: CLIENT }],
    ["for one audience in a list", { aud: [CLIENT] }],
    ["when the broker's clock is a minute ahead", { iat: now + 55, nbf: now + 55 }],
    ["when it expired within the skew", { exp: now - 30 }],
  ])("%s", async (_, changes) => {
    const payload = claims(changes);
    expect(await setup().verify(signToken(key, payload))).toEqual(payload);
  });
});

describe("an ID token is refused", () => {
  it.each([
    ["of another issuer", { iss: "https://evil.example" }, "Issuer"],
    ["without an issuer", { iss: undefined }, "Issuer"],
    ["for another audience", { aud: "somebody-else" }, "Audience"],
    ["for another authorized party", { azp: "somebody-else" }, "azp"],
    ["for several audiences without an authorized party", { aud: [CLIENT, "other"] }, "azp"],
    ["without an audience", { aud: undefined }, "Audience"],
    ["without a subject", { sub: undefined }, "sub"],
    ["with an empty subject", { sub: "" }, "sub"],
    ["with an endless subject", { sub: "x".repeat(256) }, "sub"],
    ["with another nonce", { nonce: "nonce-2" }, "nonce"],
    ["without a nonce", { nonce: undefined }, "nonce"],
    ["that expired", { exp: now - 90 }, "expired"],
    ["that never expires", { exp: undefined }, "exp"],
    ["without iat", { iat: undefined }, "iat"],
    ["issued in the future", { iat: now + 300 }, "iat"],
    ["not valid yet", { nbf: now + 300 }, "can't be used before"],
  ])("%s", async (_, changes, reason) => {
    await expect(setup().verify(signToken(key, claims(changes)))).rejects.toThrow(reason);
  });

  it("whose signature is of another key with the same id", async () => {
    await expect(setup().verify(signToken(stranger, claims()))).rejects.toThrow("Invalid signature");
  });

  it("whose content was changed after signing", async () => {
    const [header, , signature] = signToken(key, claims()).split(".");
    const content = Buffer.from(JSON.stringify(claims({ sub: "somebody-else" }))).toString("base64url");
    await expect(setup().verify(`${header}.${content}.${signature}`)).rejects.toThrow("Invalid signature");
  });

  it.each([
    ["with algorithm none", () => unsigned(claims(), "key-1"), "3 parts"],
    ["with algorithm none and some signature", () => unsigned(claims(), "key-1", "AAAA"), "algorithm"],
    ["signed with the client secret", () => signWithSecret("client-secret", claims(), "key-1"), "algorithm"],
    [
      "signed with the public key as a secret",
      () =>
        signWithSecret(key.publicKey.export({ format: "pem", type: "spki" }).toString(), claims(), "key-1"),
      "algorithm",
    ],
    [
      "whose header names an algorithm the key is not for",
      () => signToken(key, claims(), { alg: "RS512", kid: "key-1" }),
      "algorithm",
    ],
    ["without a key id", () => signToken(key, claims(), { alg: "RS256" }), "kid"],
    [
      "with a key id nobody has",
      () => signToken(key, claims(), { alg: "RS256", kid: "unknown" }),
      "not found in the JWKS",
    ],
    ["that is no token", () => "x.y.z", "not a valid JSON object"],
    ["that is nothing", () => "", "Empty JWT"],
  ])("%s", async (_, forge, reason) => {
    await expect(setup().verify(forge())).rejects.toThrow(reason);
  });
});

describe("the broker's keys", () => {
  it("are fetched once and again after a rotation", async () => {
    const { verify } = setup();
    await verify(signToken(key, claims()));
    await verify(signToken(key, claims()));
    expect(broker.asked("/jwks")).toBe(1);
    broker.replies["/jwks"] = { body: { keys: [toJwk(key), toJwk(successor)] } };
    await verify(signToken(successor, claims()));
    expect(broker.asked("/jwks")).toBe(2);
  });

  it("are not fetched for every forged key id", async () => {
    const { verify } = setup();
    for (let attempt = 0; attempt < 5; attempt++)
      await expect(
        verify(signToken(key, claims(), { alg: "RS256", kid: `forged-${attempt}` })),
      ).rejects.toThrow(/not found in the JWKS|Not allowed to fetch JWKS yet/);
    expect(broker.asked("/jwks")).toBe(1);
  });

  it("that cannot be had are the broker's failure, not the token's", async () => {
    const { verify } = setup();
    broker.replies["/jwks"] = { status: 503, body: "busy" };
    await expect(verify(signToken(key, claims()))).rejects.toMatchObject({ name: "BrokerUnavailable" });
  });
});
