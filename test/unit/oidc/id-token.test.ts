import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyIdToken } from "../../../src/adapters/oidc/id-token.ts";
import { createTokenVerifier } from "../../../src/adapters/oidc/signed-token.ts";
import { createKey, signToken, signWithSecret, startStubBroker, toJwk, unsigned } from "./stub-broker.ts";

const CLIENT = "portal";
const NONCE = "nonce-1";
const key = createKey("key-1");
const stranger = createKey("key-1");
const successor = createKey("key-2");
const elliptic = createKey("key-3", "ES256");

let broker: Awaited<ReturnType<typeof startStubBroker>>;
beforeAll(async () => {
  broker = await startStubBroker();
});
afterAll(() => broker.close());

const setup = () => {
  broker.replies["/jwks"] = { body: { keys: [toJwk(key)] } };
  broker.requests.length = 0;
  let shift = 0;
  const verify = createTokenVerifier({
    issuer: broker.issuer,
    clientId: CLIENT,
    clock: () => Math.floor(Date.now() / 1000) + shift,
  });
  return {
    verify: (token: string) => verifyIdToken(verify, broker.metadata, token, NONCE),
    wait: (seconds: number) => void (shift += seconds),
  };
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
    ["that expired", { exp: now - 60 }, "exp"],
    ["that never expires", { exp: undefined }, "exp"],
    ["without iat", { iat: undefined }, "iat"],
    ["issued in the future", { iat: now + 300 }, "iat"],
    ["not valid yet", { nbf: now + 300 }, "nbf"],
  ])("%s", async (_, changes, reason) => {
    await expect(setup().verify(signToken(key, claims(changes)))).rejects.toThrow(reason);
  });

  it("by the portal's clock, whatever the machine's", async () => {
    const { verify, wait } = setup();
    wait(3_600);
    await expect(verify(signToken(key, claims()))).rejects.toThrow("exp");
    const later = claims({ iat: now + 3_600, nbf: now + 3_600, exp: now + 3_900 });
    await expect(verify(signToken(key, later))).resolves.toEqual(later);
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
    [
      "with a key id nobody has",
      () => signToken(key, claims(), { alg: "RS256", kid: "unknown" }),
      "No key of the broker",
    ],
    [
      "with an algorithm the broker does not announce",
      () => signToken(key, claims(), { alg: "RS384", kid: "key-1" }),
      "algorithm",
    ],
    [
      "of another type",
      () => signToken(key, claims(), { alg: "RS256", kid: "key-1", typ: "logout+jwt" }),
      "typ",
    ],
    [
      "with an extension that must be understood",
      () => signToken(key, claims(), { alg: "RS256", kid: "key-1", crit: ["b64"], b64: false }),
      "crit",
    ],
    ["that is no token", () => "x.y.z", "not a valid JSON object"],
    ["that is nothing", () => "", "Empty JWT"],
  ])("%s", async (_, forge, reason) => {
    await expect(setup().verify(forge())).rejects.toThrow(reason);
  });
});

const publish = (...keys: object[]): void => {
  broker.replies["/jwks"] = { body: { keys } };
};
const withoutKid = (signer = key) => signToken(signer, claims(), { alg: signer.alg });
const forged = (kid: string) => signToken(key, claims(), { alg: "RS256", kid });

describe("the broker's keys", () => {
  it("may be of an elliptic curve", async () => {
    const { verify } = setup();
    publish(toJwk(key), toJwk(elliptic));
    await expect(verify(signToken(elliptic, claims()))).resolves.toMatchObject({ sub: "subject-1" });
  });

  it("need no name when only one fits", async () => {
    const { verify } = setup();
    publish({ ...toJwk(successor), use: "enc" }, toJwk(elliptic), { kty: "oct", k: "AAAA" }, toJwk(key));
    await expect(verify(withoutKid())).resolves.toMatchObject({ sub: "subject-1" });
  });

  it("are not tried one after the other when a token without a kid may be of several", async () => {
    const { verify } = setup();
    publish(toJwk(key), toJwk(successor));
    await expect(verify(withoutKid())).rejects.toThrow("No key of the broker");
  });

  it("of another kind or use do not verify a token that names them", async () => {
    const { verify } = setup();
    publish({ ...toJwk(key), use: "enc" });
    await expect(verify(signToken(key, claims()))).rejects.toThrow("No key of the broker");
  });

  it("are fetched once and again after a rotation", async () => {
    const { verify } = setup();
    await verify(signToken(key, claims()));
    await verify(signToken(key, claims()));
    expect(broker.asked("/jwks")).toBe(1);
    publish(toJwk(key), toJwk(successor));
    await verify(signToken(successor, claims()));
    await verify(signToken(key, claims()));
    expect(broker.asked("/jwks")).toBe(2);
  });

  it("that were withdrawn are trusted for ten minutes at most", async () => {
    const { verify, wait } = setup();
    const token = signToken(key, claims({ exp: now + 3_600 }));
    await verify(token);
    publish(toJwk(successor));
    wait(599);
    await verify(token);
    wait(1);
    await expect(verify(token)).rejects.toThrow("No key of the broker");
  });

  it("are fetched once per cool-down under a flood of unknown key ids, one by one or all at once", async () => {
    const { verify, wait } = setup();
    await verify(signToken(key, claims()));
    for (let count = 0; count < 25; count++)
      await expect(verify(forged(`forged-${count}`))).rejects.toThrow("No key of the broker");
    const together = Array.from({ length: 25 }, (_, count) => verify(forged(`together-${count}`)));
    const outcomes = await Promise.allSettled(together);
    expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
    expect(broker.asked("/jwks")).toBe(2);
    await verify(signToken(key, claims()));
    wait(9);
    await expect(verify(forged("early"))).rejects.toThrow("No key of the broker");
    expect(broker.asked("/jwks")).toBe(2);
    wait(1);
    publish(toJwk(key), toJwk(successor));
    await verify(signToken(successor, claims()));
    expect(broker.asked("/jwks")).toBe(3);
  });

  it.each([
    ["are not served", { status: 503, body: "busy" }],
    ["are no JSON", { body: "{" }],
    ["are no keys", { body: { keys: "none" } }],
    ["are elsewhere", { status: 302, body: "" }],
  ])("that %s are the broker's failure, not the token's, and are asked for again", async (_, reply) => {
    const { verify, wait } = setup();
    broker.replies["/jwks"] = reply;
    const token = signToken(key, claims());
    await expect(verify(token)).rejects.toMatchObject({ name: "BrokerUnavailable" });
    publish(toJwk(key));
    await expect(verify(token)).rejects.toMatchObject({ name: "BrokerUnavailable" });
    expect(broker.asked("/jwks")).toBe(1);
    wait(10);
    await verify(token);
  });
});
