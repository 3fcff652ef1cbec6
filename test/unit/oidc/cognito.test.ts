import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokerStyle } from "../../../src/adapters/oidc/broker-style.ts";
import { createOidcBroker } from "../../../src/adapters/oidc/oidc-broker.ts";
import type { LoginTransaction } from "../../../src/app/session/ports.ts";
import { createKey, signToken, startStubBroker, toJwk } from "./stub-broker.ts";

const PORTAL = "https://portal.example";
const key = createKey("key-1");
const now = Math.floor(Date.now() / 1000);
const login: LoginTransaction = {
  state: "state-1",
  nonce: "nonce-1",
  codeVerifier: "verifier".padEnd(43, "-"),
  returnTo: "/",
  expiresAt: 0,
};

let stub: Awaited<ReturnType<typeof startStubBroker>>;
beforeAll(async () => {
  stub = await startStubBroker();
});
afterAll(() => stub.close());

/** As a user pool's ID token for somebody who came from a SAML broker. */
const userPoolClaims = (): Record<string, unknown> => ({
  iss: stub.issuer,
  aud: "portal",
  sub: "3b6c1f0e-0000-4000-8000-000000000000",
  token_use: "id",
  "cognito:username": "KAU_abc",
  "cognito:groups": ["eu-central-1_x_KAU"],
  origin_jti: "jti-0",
  event_id: "event-1",
  nonce: "nonce-1",
  auth_time: now - 5,
  iat: now,
  exp: now + 300,
  acr: "urn:cognito:loa:1",
  family_name: "Gyűrűffyné Őszi",
  given_name: "Tűnde",
  birthdate: "1991-02-28",
  "custom:birth_name": "Őszi Tűnde",
  "custom:mothers_name": "Hűvös Győzőné",
  "custom:place_of_birth": "Hőgyész",
  "custom:acr": "urn:eksz.gov.hu:1.0:azonositas:kau:2:uk:totp",
});

const setup = (changes: Record<string, unknown> = {}) => {
  stub.requests.length = 0;
  Object.assign(stub.replies, {
    "/.well-known/openid-configuration": { body: stub.metadata },
    "/jwks": { body: { keys: [toJwk(key)] } },
    "/token": {
      body: {
        access_token: "access-1",
        token_type: "Bearer",
        id_token: signToken(key, { ...userPoolClaims(), ...changes }),
      },
    },
  });
  return createOidcBroker({
    issuer: stub.issuer,
    clientId: "portal",
    clientSecret: async () => "secret",
    portalOrigin: PORTAL,
    maxAgeSeconds: 14_400,
    style: brokerStyle("cognito"),
    clock: () => now,
  });
};

const parametersOf = (url: string | undefined) => Object.fromEntries(new URL(url ?? "").searchParams);

describe("Amazon Cognito", () => {
  it("is led straight to the broker behind it, and not asked for levels it would take for its own", async () => {
    const url = await setup().authorizationUrl({ ...login, acrValues: ["urn:level:2"] });
    const parameters = parametersOf(url.ok ? url.value : undefined);
    expect(parameters).toMatchObject({
      identity_provider: "KAU",
      lang: "hu",
      nonce: "nonce-1",
    });
    expect(parameters).not.toHaveProperty("acr_values");
    expect(parameters).not.toHaveProperty("ui_locales");
  });

  it("is asked for a new authentication at every login: its auth_time is not the broker's", async () => {
    const url = await setup().authorizationUrl(login);
    expect(parametersOf(url.ok ? url.value : undefined)).toMatchObject({ prompt: "login" });
  });

  it("gives a person in its own names, in an answer without iss", async () => {
    expect(await setup().identify({ code: "code-1", state: "state-1" }, login)).toEqual({
      ok: true,
      value: {
        issuer: stub.issuer,
        subject: "3b6c1f0e-0000-4000-8000-000000000000",
        authTime: now - 5,
        brokerSession: undefined,
        assurance: "urn:eksz.gov.hu:1.0:azonositas:kau:2:uk:totp",
        person: {
          name: "Gyűrűffyné Őszi Tűnde",
          birthName: "Őszi Tűnde",
          mothersName: "Hűvös Győzőné",
          placeOfBirth: "Hőgyész",
          dateOfBirth: "1991-02-28",
        },
      },
    });
    expect(stub.asked("/me")).toBe(0);
  });

  it("says nothing of the level with its own acr", async () => {
    const identified = await setup({ "custom:acr": undefined }).identify(
      { code: "code-1", state: "state-1" },
      login,
    );
    expect(identified).toMatchObject({ ok: true, value: { assurance: undefined } });
  });

  it("puts nothing but the four attributes of ours in the place of a claim", async () => {
    const identified = await setup({ "custom:sub": "somebody-else", "custom:auth_time": 1 }).identify(
      { code: "code-1", state: "state-1" },
      login,
    );
    expect(identified).toMatchObject({
      value: { subject: "3b6c1f0e-0000-4000-8000-000000000000", authTime: now - 5 },
    });
  });

  it("ends its session by logout_uri", async () => {
    const url = await setup().endSessionUrl("sid-1");
    expect(parametersOf(url)).toEqual({
      client_id: "portal",
      logout_uri: `${PORTAL}/kijelentkezve`,
      lang: "hu",
    });
  });
});

describe("the style of the broker", () => {
  it.each(["", "keycloak", "constructor"])("is not %j", (name) => {
    expect(() => brokerStyle(name)).toThrow("OIDC_LOGOUT_STYLE");
  });

  it("of other brokers asks by the standard's names, as few as are needed", async () => {
    const broker = createOidcBroker({
      issuer: stub.issuer,
      clientId: "portal",
      clientSecret: async () => "secret",
      portalOrigin: PORTAL,
      maxAgeSeconds: 14_400,
      style: brokerStyle("oidc"),
      clock: () => now,
    });
    const url = await broker.authorizationUrl({ ...login, acrValues: ["urn:a", "urn:b"], forceLogin: true });
    expect(parametersOf(url.ok ? url.value : undefined)).toMatchObject({
      acr_values: "urn:a urn:b",
      prompt: "login",
      ui_locales: "hu",
    });
  });
});
