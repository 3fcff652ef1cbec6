import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokerStyle } from "../../../src/adapters/oidc/broker-style.ts";
import { createOidcBroker } from "../../../src/adapters/oidc/oidc-broker.ts";
import { createKey, signToken, signWithSecret, startStubBroker, toJwk, unsigned } from "./stub-broker.ts";

const CLIENT = "portal";
const EVENT = "http://schemas.openid.net/event/backchannel-logout";
const key = createKey("key-1");
const stranger = createKey("key-1");
const now = Math.floor(Date.now() / 1000);

let stub: Awaited<ReturnType<typeof startStubBroker>>;
beforeAll(async () => {
  stub = await startStubBroker();
});
afterAll(() => stub.close());

const setup = () => {
  let shift = 0;
  stub.replies["/.well-known/openid-configuration"] = { body: stub.metadata };
  stub.replies["/jwks"] = { body: { keys: [toJwk(key)] } };
  const broker = createOidcBroker({
    issuer: stub.issuer,
    clientId: CLIENT,
    clientSecret: async () => "secret",
    portalOrigin: "https://portal.example",
    maxAgeSeconds: 14_400,
    style: brokerStyle("oidc"),
    clock: () => now + shift,
  });
  return {
    read: (token: string) => broker.readLogoutToken(token),
    wait: (seconds: number) => void (shift += seconds),
  };
};

const claims = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  iss: stub.issuer,
  aud: CLIENT,
  iat: now,
  exp: now + 120,
  jti: "message-1",
  sid: "sid-1",
  events: { [EVENT]: {} },
  ...changes,
});

const header = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  alg: "RS256",
  kid: "key-1",
  typ: "logout+jwt",
  ...changes,
});

const rejected = { ok: false, failure: { code: "rejected", reason: "logout-token" } };

describe("a logout token is accepted", () => {
  it.each([
    ["that names a session", {}, { brokerSession: "sid-1" }],
    ["that names a person", { sid: undefined, sub: "subject-1" }, { subject: "subject-1" }],
    ["that names both", { sub: "subject-1" }, { brokerSession: "sid-1", subject: "subject-1" }],
    ["with claims nobody knows", { reason: "maintenance" }, { brokerSession: "sid-1" }],
    [
      "with another event beside the logout",
      { events: { [EVENT]: {}, "urn:other": {} } },
      { brokerSession: "sid-1" },
    ],
    ["with details of the event", { events: { [EVENT]: { by: "user" } } }, { brokerSession: "sid-1" }],
    ["of a broker whose clock is a minute ahead", { iat: now + 55 }, { brokerSession: "sid-1" }],
  ])("%s", async (_, changes, named) => {
    expect(await setup().read(signToken(key, claims(changes), header()))).toEqual({
      ok: true,
      value: { issuer: stub.issuer, jti: "message-1", expiresAt: now + 120, ...named },
    });
  });

  it.each(["logout+jwt", "application/logout+jwt", "LOGOUT+JWT", "JWT", undefined])(
    "of type %s",
    async (typ) => {
      expect(await setup().read(signToken(key, claims(), header({ typ })))).toMatchObject({ ok: true });
    },
  );
});

describe("a logout token is refused", () => {
  it.each([
    ["of another issuer", { iss: "https://evil.example" }],
    ["without an issuer", { iss: undefined }],
    ["for another audience", { aud: "somebody-else" }],
    ["without an audience", { aud: undefined }],
    ["for several audiences without an authorized party", { aud: [CLIENT, "other"] }],
    ["without iat", { iat: undefined }],
    ["issued in the future", { iat: now + 300 }],
    ["without an expiry", { exp: undefined }],
    ["that expired", { exp: now - 60 }],
    ["not valid yet", { nbf: now + 300 }],
    ["without a jti", { jti: undefined }],
    ["with an empty jti", { jti: "" }],
    ["that names nobody", { sid: undefined }],
    ["with an empty sid", { sid: "" }],
    ["whose sid is no text", { sid: 7, sub: "subject-1" }],
    ["with an empty subject", { sub: "" }],
    ["with a nonce", { nonce: "nonce-1" }],
    ["with an empty nonce", { nonce: null }],
    ["without an event", { events: undefined }],
    ["with another event only", { events: { "urn:other": {} } }],
    ["whose event is no object", { events: { [EVENT]: true } }],
    ["whose event is a list", { events: { [EVENT]: [] } }],
    ["whose events are a list", { events: [EVENT] }],
    ["whose events are a text", { events: EVENT }],
    ["whose event is inherited", { events: JSON.parse(`{"__proto__": {"${EVENT}": {}}}`) as unknown }],
  ])("%s", async (_, changes) => {
    expect(await setup().read(signToken(key, claims(changes), header()))).toEqual(rejected);
  });

  it.each([
    ["of another type", () => signToken(key, claims(), header({ typ: "at+jwt" }))],
    ["whose type is no text", () => signToken(key, claims(), header({ typ: 1 }))],
    ["with an extension that must be understood", () => signToken(key, claims(), header({ crit: ["exp"] }))],
    ["signed by another key of the same name", () => signToken(stranger, claims(), header())],
    ["with algorithm none", () => unsigned(claims(), "key-1")],
    ["with algorithm none and some signature", () => unsigned(claims(), "key-1", "AAAA")],
    ["signed with the client secret", () => signWithSecret("secret", claims(), "key-1")],
    ["that is no token", () => "logout_token"],
    ["that is nothing", () => ""],
  ])("%s", async (_, forge) => {
    expect(await setup().read(forge())).toEqual(rejected);
  });

  it.each([
    ["HS256", () => signWithSecret("secret", claims(), "key-1")],
    ["none", () => unsigned(claims(), "key-1", "AAAA")],
  ])("with %s even if the broker announces it, without a look at its keys", async (algorithm, forge) => {
    const { read } = setup();
    const metadata = { ...stub.metadata, id_token_signing_alg_values_supported: ["RS256", algorithm] };
    stub.replies["/.well-known/openid-configuration"] = { body: metadata };
    stub.requests.length = 0;
    expect(await read(forge())).toEqual(rejected);
    expect(stub.asked("/jwks")).toBe(0);
  });

  it("by the portal's clock, whatever the machine's", async () => {
    const { read, wait } = setup();
    const token = signToken(key, claims(), header());
    wait(179);
    expect(await read(token)).toMatchObject({ ok: true });
    wait(1);
    expect(await read(token)).toEqual(rejected);
  });

  it("when it is an ID token, even one of type JWT with everything else in place", async () => {
    const idToken = { ...claims(), sub: "subject-1", nonce: "nonce-1", auth_time: now, events: undefined };
    expect(await setup().read(signToken(key, idToken, header({ typ: "JWT" })))).toEqual(rejected);
    const both = { ...idToken, events: { [EVENT]: {} } };
    expect(await setup().read(signToken(key, both, header({ typ: "JWT" })))).toEqual(rejected);
  });
});

describe("when the broker cannot be asked", () => {
  it.each(["/jwks", "/.well-known/openid-configuration"])("for %s, that is its failure", async (path) => {
    const { read } = setup();
    stub.replies[path] = { status: 503, body: "busy" };
    expect(await read(signToken(key, claims(), header()))).toMatchObject({
      ok: false,
      failure: { code: "broker" },
    });
  });
});
