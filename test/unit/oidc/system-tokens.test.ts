import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSystemTokens } from "../../../src/adapters/oidc/system-tokens.ts";
import { createKey, signToken, startStubBroker, toJwk, unsigned } from "./stub-broker.ts";

const AUDIENCE = "urn:ohp:integration";
const key = createKey("key-1");
const stranger = createKey("key-1");

let issuer: Awaited<ReturnType<typeof startStubBroker>>;
beforeAll(async () => {
  issuer = await startStubBroker();
});
afterAll(() => issuer.close());

const now = Math.floor(Date.now() / 1000);
const claims = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  iss: issuer.issuer,
  aud: AUDIENCE,
  sub: "nagycenk/ado",
  client_id: "nagycenk/ado",
  scope: "office:nagycenk form:idegenforgalmi-ado-bevallas form:telekado-adatbejelentes",
  iat: now,
  exp: now + 300,
  ...changes,
});

const setup = (
  changes: { issuer?: string; audience?: string } = { issuer: issuer.issuer, audience: AUDIENCE },
) => {
  issuer.replies["/jwks"] = { body: { keys: [toJwk(key)] } };
  const tokens = createSystemTokens({ ...changes, clock: () => now });
  return (token: string) => tokens.check(`Bearer ${token}`);
};
const accessToken = (changes: Record<string, unknown> = {}, typ = "at+jwt") =>
  signToken(key, claims(changes), { alg: "RS256", kid: "key-1", typ });

describe("an access token", () => {
  it("says which system calls, for which offices and forms", async () => {
    expect(await setup()(accessToken())).toEqual({
      ok: true,
      value: {
        office: "nagycenk",
        system: "ado",
        offices: ["nagycenk"],
        forms: ["idegenforgalmi-ado-bevallas", "telekado-adatbejelentes"],
      },
    });
  });

  it("may name its client in azp, be of plain type, and cover every form", async () => {
    const token = accessToken(
      { client_id: undefined, azp: "nagycenk/ado", scope: "form:* office:nagycenk x" },
      "JWT",
    );
    expect(await setup()(token)).toMatchObject({ ok: true, value: { forms: "all", offices: ["nagycenk"] } });
  });

  const refused: [string, () => string][] = [
    ["another issuer's", () => accessToken({ iss: "https://elsewhere.example" })],
    ["for somebody else", () => accessToken({ aud: "portal" })],
    ["for nobody", () => accessToken({ aud: undefined })],
    ["over", () => accessToken({ exp: now - 61 })],
    ["without an end", () => accessToken({ exp: undefined })],
    ["of the future", () => accessToken({ iat: now + 61 })],
    ["of a key that is not the issuer's", () => signToken(stranger, claims())],
    ["unsigned", () => unsigned(claims(), "key-1")],
    ["an ID token", () => accessToken({ scope: undefined, nonce: "n" }, "JWT")],
    ["a logout token", () => accessToken({}, "logout+jwt")],
    ["of no client", () => accessToken({ client_id: undefined })],
    ["of a client that is no system", () => accessToken({ client_id: "portal-local" })],
    ["no token at all", () => "abc"],
  ];
  it.each(refused)("that is %s is refused", async (_, token) => {
    expect(await setup()(token())).toEqual({ ok: false, failure: { code: "token-invalid" } });
  });

  it.each([undefined, "", "Basic YTpi", "Bearer", "Bearer a b"])(
    "is missing in %j",
    async (authorization) => {
      const tokens = createSystemTokens({ issuer: issuer.issuer, audience: AUDIENCE, clock: () => now });
      expect(await tokens.check(authorization)).toEqual({ ok: false, failure: { code: "token-missing" } });
    },
  );

  it("opens nothing where no issuer is configured", async () => {
    expect(await setup({})(accessToken())).toEqual({ ok: false, failure: { code: "token-invalid" } });
  });

  it("cannot be checked while the issuer's keys cannot be had", async () => {
    const check = setup();
    issuer.replies["/jwks"] = { status: 503, body: {} };
    expect(await check(accessToken())).toEqual({ ok: false, failure: { code: "too-busy" } });
  });
});
