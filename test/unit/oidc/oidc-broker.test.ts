import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokerStyle } from "../../../src/adapters/oidc/broker-style.ts";
import { createOidcBroker } from "../../../src/adapters/oidc/oidc-broker.ts";
import type { LoginTransaction } from "../../../src/app/session/ports.ts";
import { createKey, type Reply, signToken, startStubBroker, toJwk } from "./stub-broker.ts";

const PORTAL = "https://portal.example";
const key = createKey("key-1");
const login: LoginTransaction = {
  state: "state-1",
  nonce: "nonce-1",
  codeVerifier: "verifier".padEnd(43, "-"),
  returnTo: "/",
  expiresAt: 0,
};
const answer = { code: "code-1", state: "state-1" };
const personal = {
  name: "Izmišljenić Žarko",
  birth_name: "Izmišljenić Žarko",
  mothers_name: "Šćepan Đurđica",
  place_of_birth: "Kópháza",
  birthdate: "1969-08-20",
};
const person = {
  name: personal.name,
  birthName: personal.birth_name,
  mothersName: personal.mothers_name,
  placeOfBirth: "Kópháza",
  dateOfBirth: "1969-08-20",
};

let stub: Awaited<ReturnType<typeof startStubBroker>>;
beforeAll(async () => {
  stub = await startStubBroker();
});
afterAll(() => stub.close());

const setup = (replies: Record<string, Reply> = {}, issuer = stub.issuer) => {
  const now = Math.floor(Date.now() / 1000);
  let seconds = now;
  const claims = {
    iss: stub.issuer,
    aud: "portal",
    sub: "subject-1",
    iat: now,
    exp: now + 300,
    nonce: "nonce-1",
    auth_time: now - 5,
    sid: "sid-1",
    acr: "urn:level:2",
  };
  const tokens = (changes: object = {}): Reply => ({
    body: {
      access_token: "access-1",
      token_type: "Bearer",
      id_token: signToken(key, { ...claims, ...changes }),
    },
  });
  stub.requests.length = 0;
  Object.assign(stub.replies, {
    "/.well-known/openid-configuration": { body: stub.metadata },
    "/jwks": { body: { keys: [toJwk(key)] } },
    "/token": tokens(),
    "/me": { body: { sub: "subject-1", ...personal } },
    ...replies,
  });
  const broker = createOidcBroker({
    issuer,
    clientId: "portal",
    clientSecret: async () => "s:e c%ret",
    portalOrigin: PORTAL,
    maxAgeSeconds: 14_400,
    style: brokerStyle("oidc"),
    clock: () => seconds,
  });
  return { broker, claims, tokens, wait: (by: number) => void (seconds += by) };
};

describe("authorizationUrl", () => {
  it("asks for a code with state, nonce, PKCE and a fresh enough identification", async () => {
    const url = await setup().broker.authorizationUrl(login);
    if (!url.ok) throw new Error(url.failure.code);
    const { origin, pathname, searchParams } = new URL(url.value);
    expect(origin + pathname).toBe(`${stub.issuer}/auth`);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: "portal",
      redirect_uri: `${PORTAL}/api/session/callback`,
      response_type: "code",
      scope: "openid profile",
      code_challenge: createHash("sha256").update(login.codeVerifier).digest("base64url"),
      code_challenge_method: "S256",
      state: "state-1",
      nonce: "nonce-1",
      max_age: "14400",
      ui_locales: "hu",
    });
  });

  it("reads the broker's metadata once an hour", async () => {
    const { broker, wait } = setup();
    await broker.authorizationUrl(login);
    wait(3_599);
    await broker.authorizationUrl(login);
    expect(stub.asked("/.well-known/openid-configuration")).toBe(1);
    wait(1);
    await broker.authorizationUrl(login);
    expect(stub.asked("/.well-known/openid-configuration")).toBe(2);
  });

  it.each([
    ["is down", { status: 503, body: {} }],
    ["answers with a page", { type: "text/html", body: "<p>maintenance</p>" }],
    ["answers broken JSON", { body: "{" }],
    ["calls itself somebody else", { body: { issuer: "https://evil.example" } }],
  ])("fails as the broker's when its metadata %s, and tries again next time", async (_, reply) => {
    const { broker } = setup({ "/.well-known/openid-configuration": reply });
    expect(await broker.authorizationUrl(login)).toEqual({
      ok: false,
      failure: { code: "broker", reason: "discovery" },
    });
    stub.replies["/.well-known/openid-configuration"] = { body: stub.metadata };
    expect((await broker.authorizationUrl(login)).ok).toBe(true);
  });

  it("fails as the broker's when nobody listens", async () => {
    const { broker } = setup({}, "http://127.0.0.1:9");
    expect(await broker.authorizationUrl(login)).toMatchObject({ failure: { code: "broker" } });
  });

  it.each(["http://kau.example", "http://10.0.0.1:8080", "ftp://127.0.0.1"])(
    "does not even start with %s: plain http is for this machine only",
    (issuer) => {
      expect(() => setup({}, issuer)).toThrow("https");
    },
  );
});

const changed = (changes: object): Record<string, Reply> => ({ "/token": setup().tokens(changes) });

describe("identify", () => {
  it("exchanges the code with secret and verifier and takes personal data from UserInfo", async () => {
    const { broker, claims } = setup();
    expect(await broker.identify(answer, login)).toEqual({
      ok: true,
      value: {
        issuer: stub.issuer,
        subject: "subject-1",
        authTime: claims.auth_time,
        brokerSession: "sid-1",
        assurance: "urn:level:2",
        person,
      },
    });
    const exchange = stub.requests.find(({ path }) => path === "/token");
    expect(Object.fromEntries(exchange?.form ?? [])).toEqual({
      grant_type: "authorization_code",
      code: "code-1",
      redirect_uri: `${PORTAL}/api/session/callback`,
      code_verifier: login.codeVerifier,
    });
    const [scheme, credentials = ""] = exchange?.authorization?.split(" ") ?? [];
    expect(scheme).toBe("Basic");
    expect(Buffer.from(credentials, "base64").toString()).toBe("portal:s%3Ae+c%25ret");
    expect(stub.requests.find(({ path }) => path === "/me")?.authorization).toBe("Bearer access-1");
  });

  it("does not ask further when the ID token says it all", async () => {
    const { broker, tokens } = setup();
    stub.replies["/token"] = tokens(personal);
    expect(await broker.identify(answer, login)).toMatchObject({ ok: true, value: { person } });
    expect(stub.asked("/me")).toBe(0);
  });

  it.each([86_400, -86_400])(
    "judges times by the portal's clock, %i s from the machine's",
    async (seconds) => {
      const { broker, claims, tokens, wait } = setup();
      wait(seconds);
      expect(await broker.identify(answer, login)).toMatchObject({ failure: { code: "rejected" } });
      stub.replies["/token"] = tokens({ iat: claims.iat + seconds, exp: claims.exp + seconds });
      expect(await broker.identify(answer, login)).toMatchObject({ ok: true });
    },
  );

  it("leaves it to the session's rules to judge a missing auth_time", async () => {
    const { broker, tokens } = setup();
    stub.replies["/token"] = tokens({ auth_time: undefined, sid: undefined, acr: undefined });
    expect(await broker.identify(answer, login)).toMatchObject({
      ok: true,
      value: { authTime: undefined, brokerSession: undefined, assurance: undefined },
    });
  });

  it.each([
    ["another state", { ...answer, state: "state-2" }, () => ({}), "rejected", "answer"],
    ["another issuer's answer", { ...answer, iss: "https://evil.example" }, () => ({}), "rejected", "answer"],
    [
      "a client who turned back",
      { state: "state-1", error: "access_denied" },
      () => ({}),
      "cancelled",
      undefined,
    ],
    ["an error of the broker", { state: "state-1", error: "server_error" }, () => ({}), "broker", "answer"],
    ["no code", { state: "state-1" }, () => ({}), "rejected", "code"],
    ["tokens in the address", { ...answer, id_token: "x.y.z" }, () => ({}), "rejected", "answer"],
    [
      "a code used before",
      answer,
      () => ({ "/token": { status: 400, body: { error: "invalid_grant" } } }),
      "rejected",
      "code",
    ],
    [
      "a wrong client secret",
      answer,
      () => ({ "/token": { status: 401, body: { error: "invalid_client" } } }),
      "broker",
      "code",
    ],
    [
      "a token endpoint that is down",
      answer,
      () => ({ "/token": { status: 502, body: "bad gateway" } }),
      "broker",
      "code",
    ],
    [
      "no ID token",
      answer,
      () => ({ "/token": { body: { access_token: "a", token_type: "Bearer" } } }),
      "rejected",
      "code",
    ],
    ["a wrong nonce", answer, () => changed({ nonce: "nonce-2" }), "rejected", "code"],
    ["a wrong audience", answer, () => changed({ aud: "other" }), "rejected", "code"],
    ["keys that cannot be had", answer, () => ({ "/jwks": { status: 500, body: "" } }), "broker", "code"],
    [
      "UserInfo about somebody else",
      answer,
      () => ({ "/me": { body: { ...personal, sub: "subject-2" } } }),
      "rejected",
      "userinfo",
    ],
    ["UserInfo that is down", answer, () => ({ "/me": { status: 503, body: "" } }), "broker", "userinfo"],
    [
      "a person without a name",
      answer,
      () => ({ "/me": { body: { sub: "subject-1" } } }),
      "rejected",
      "no-name",
    ],
  ])("of %s", async (_, parameters, replies, code, reason) => {
    const { broker } = setup(replies());
    const outcome = await broker.identify(parameters, login);
    expect(outcome).toEqual({ ok: false, failure: { code, ...(reason !== undefined && { reason }) } });
  });
});

describe("endSessionUrl", () => {
  it("names the session by its sid and carries no token", async () => {
    const url = new URL((await setup().broker.endSessionUrl("sid-1")) ?? "");
    expect(url.origin + url.pathname).toBe(`${stub.issuer}/end`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: "portal",
      post_logout_redirect_uri: `${PORTAL}/kijelentkezve`,
      ui_locales: "hu",
      logout_hint: "sid-1",
    });
  });

  it.each([
    ["the broker is down", () => ({ status: 503, body: {} })],
    ["the broker knows no logout", () => ({ body: { ...stub.metadata, end_session_endpoint: undefined } })],
  ])("is missing when %s", async (_, reply) => {
    const { broker } = setup({ "/.well-known/openid-configuration": reply() });
    expect(await broker.endSessionUrl("sid-1")).toBeUndefined();
  });
});
