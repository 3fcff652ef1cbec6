// The checks of the OpenID Foundation's conformance suite for relying parties, each by its module's name: plans
// oidcc-client-basic-certification-test-plan and oidcc-client-config-certification-test-plan, and of
// oidcc-client-test-plan those that concern the code flow. Here the simulator plays the suite's part.
import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CLIENT } from "../../unit/broker/harness.ts";
import { createKey, toJwk } from "../../unit/oidc/stub-broker.ts";
import { decodeToken, type Suite, spoil, startSuite } from "./suite.ts";

let suite: Suite;
beforeEach(async () => {
  suite = await startSuite();
});
afterEach(() => suite.stop());

const DISCOVERY = "/.well-known/openid-configuration";

/** What became of a login: where it led, whose sessions there are, and what the portal asked the broker for. */
const outcome = async () => ({
  page: (await suite.logIn()).slice(suite.origin.length),
  sessions: [...suite.sessions.items.values()].map(({ displayName }) => displayName),
  exchanges: suite.asked("/token").length,
  personalData: suite.asked("/me").length,
});
const ACCEPTED = { page: "/ugyek", sessions: ["Próba Elek"], exchanges: 1, personalData: 1 };
/** As the suite watches for: no use of the access token either. */
const REFUSED = { page: "/bejelentkezes-hiba?kod=rejected", sessions: [], exchanges: 1, personalData: 0 };

const publish = (...keys: object[]): void => {
  suite.hook.answers["/jwks"] = () => ({ keys });
};

describe("oidcc-client-basic-certification-test-plan", () => {
  it("oidcc-client-test", async () => {
    expect(await outcome()).toEqual(ACCEPTED);
  });

  it("oidcc-client-test-invalid-iss", async () => {
    suite.changeIdToken({ claims: { iss: `${suite.issuer}/` } });
    expect(await outcome()).toEqual(REFUSED);
  });

  it("oidcc-client-test-missing-sub", async () => {
    suite.changeIdToken({ claims: { sub: undefined } });
    expect(await outcome()).toEqual(REFUSED);
  });

  it("oidcc-client-test-invalid-aud", async () => {
    suite.changeIdToken({ claims: { aud: "another-client" } });
    expect(await outcome()).toEqual(REFUSED);
  });

  it("oidcc-client-test-missing-iat", async () => {
    suite.changeIdToken({ claims: { iat: undefined } });
    expect(await outcome()).toEqual(REFUSED);
  });

  it("oidcc-client-test-kid-absent-single-jwks", async () => {
    suite.changeIdToken({ header: { kid: undefined } });
    expect(await outcome()).toEqual(ACCEPTED);
  });

  // The suite leaves the choice; trying one key after the other is what an attacker with one of them hopes for.
  it("oidcc-client-test-kid-absent-multiple-jwks", async () => {
    suite.changeIdToken({ header: { kid: undefined } });
    suite.hook.answers["/jwks"] = ({ keys }) => ({
      keys: [...(keys as object[]), toJwk(createKey("key-2"))],
    });
    expect(await outcome()).toEqual(REFUSED);
  });

  it("oidcc-client-test-idtoken-sig-rs256", async () => {
    let algorithm: unknown;
    suite.hook.tamper = (idToken) => {
      algorithm = decodeToken(idToken).header["alg"];
      return idToken;
    };
    expect(await outcome()).toEqual(ACCEPTED);
    expect(algorithm).toBe("RS256");
  });

  // The suite leaves the choice; an unsigned token is nobody's word.
  it("oidcc-client-test-idtoken-sig-none", async () => {
    suite.hook.answers[DISCOVERY] = (metadata) => ({
      ...metadata,
      id_token_signing_alg_values_supported: ["RS256", "none"],
    });
    suite.hook.tamper = (idToken) => {
      const [header = "", claims = ""] = suite
        .resigned({ header: { alg: "none" } })(idToken)
        .split(".");
      return `${header}.${claims}.`;
    };
    expect(await outcome()).toEqual(REFUSED);
  });

  it("oidcc-client-test-invalid-sig-rs256", async () => {
    suite.hook.tamper = spoil;
    expect(await outcome()).toEqual(REFUSED);
  });

  it("oidcc-client-test-userinfo-invalid-sub", async () => {
    suite.hook.answers["/me"] = (personal) => ({ ...personal, sub: "somebody-else" });
    expect(await outcome()).toEqual({ ...REFUSED, personalData: 1 });
    expect(suite.accounts.items.size).toBe(0);
  });

  it("oidcc-client-test-nonce-invalid", async () => {
    suite.changeIdToken({ claims: { nonce: "of another login" } });
    expect(await outcome()).toEqual(REFUSED);
  });

  it("oidcc-client-test-scope-userinfo-claims", async () => {
    expect(await outcome()).toEqual(ACCEPTED);
    expect(suite.asked("/auth")[0]?.url.searchParams.get("scope")).toBe("openid profile");
    expect([...suite.accounts.items.values()].map(({ identity }) => identity)).toEqual([
      {
        name: "Próba Elek",
        birthName: "Próba Elek",
        mothersName: "Minta Mária",
        placeOfBirth: "Sopron",
        dateOfBirth: "1975-05-17",
      },
    ]);
  });

  it("oidcc-client-test-client-secret-basic", async () => {
    expect(await outcome()).toEqual(ACCEPTED);
    const [exchange] = suite.asked("/token");
    const [scheme, credentials = ""] = exchange?.authorization?.split(" ") ?? [];
    expect(scheme).toBe("Basic");
    const pair = new URLSearchParams(`pair=${Buffer.from(credentials, "base64").toString()}`).get("pair");
    expect(pair).toBe(`${CLIENT.clientId}:${CLIENT.clientSecret}`);
    expect(exchange?.form.has("client_secret")).toBe(false);
  });
});

describe("oidcc-client-test-plan, code flow", () => {
  it("oidcc-client-test-missing-aud", async () => {
    suite.changeIdToken({ claims: { aud: undefined } });
    expect(await outcome()).toEqual(REFUSED);
  });

  it("oidcc-client-test-userinfo-bearer-header", async () => {
    expect(await outcome()).toEqual(ACCEPTED);
    const [question] = suite.asked("/me");
    expect(question?.authorization).toMatch(/^Bearer [\w-]{20,}$/);
    expect(question?.url.search).toBe("");
    expect([...(question?.form ?? [])]).toEqual([]);
  });

  it("oidcc-client-test-invalid-sig-hs256", async () => {
    suite.hook.answers[DISCOVERY] = (metadata) => ({
      ...metadata,
      id_token_signing_alg_values_supported: ["RS256", "HS256"],
    });
    suite.hook.tamper = (idToken) => {
      const parts = suite
        .resigned({ header: { alg: "HS256" } })(idToken)
        .split(".");
      const input = `${parts[0]}.${parts[1]}`;
      return `${input}.${createHmac("sha256", CLIENT.clientSecret).update(input).digest("base64url")}`;
    };
    expect(await outcome()).toEqual(REFUSED);
  });

  const elliptic = createKey("key-es", "ES256");
  const announceElliptic = (): void => {
    suite.hook.answers[DISCOVERY] = (metadata) => ({
      ...metadata,
      id_token_signing_alg_values_supported: ["RS256", "ES256"],
    });
    publish(toJwk(elliptic));
  };
  const ellipticHeader = { header: { alg: "ES256", kid: "key-es" } };

  it("oidcc-client-test-invalid-sig-es256", async () => {
    announceElliptic();
    suite.hook.tamper = (idToken) => spoil(suite.resigned(ellipticHeader, elliptic.privateKey)(idToken));
    expect(await outcome()).toEqual(REFUSED);
  });

  it("oidcc-client-test-invalid-sig-es256: the true signature beside it is accepted", async () => {
    announceElliptic();
    suite.changeIdToken(ellipticHeader, elliptic.privateKey);
    expect(await outcome()).toEqual(ACCEPTED);
  });
});

const AFTER_ROTATION = { ...ACCEPTED, keys: 2 };
const outcomeAfterwards = async () => {
  suite.sessions.items.clear();
  const before = { exchanges: suite.asked("/token").length, personalData: suite.asked("/me").length };
  const { exchanges, personalData, ...rest } = await outcome();
  return {
    ...rest,
    exchanges: exchanges - before.exchanges,
    personalData: personalData - before.personalData,
    keys: suite.asked("/jwks").length,
  };
};

describe("oidcc-client-config-certification-test-plan", () => {
  it("oidcc-client-test-discovery-openid-config", async () => {
    suite.hook.answers[DISCOVERY] = (metadata) => ({
      ...metadata,
      authorization_endpoint: `${suite.issuer}/auth?announced=yes`,
    });
    expect(await outcome()).toEqual(ACCEPTED);
    expect(suite.asked(DISCOVERY).length).toBeGreaterThan(0);
    expect(suite.asked("/auth")[0]?.url.searchParams.get("announced")).toBe("yes");
  });

  it("oidcc-client-test-discovery-jwks-uri-keys", async () => {
    suite.hook.answers[DISCOVERY] = (metadata) => ({
      ...metadata,
      jwks_uri: `${suite.issuer}/jwks?announced=yes`,
    });
    expect(await outcome()).toEqual(ACCEPTED);
    expect(suite.asked("/jwks").map(({ url }) => url.search)).toEqual(["?announced=yes"]);
  });

  it("oidcc-client-test-discovery-issuer-mismatch", async () => {
    suite.hook.answers[DISCOVERY] = (metadata) => ({ ...metadata, issuer: "https://evil.example" });
    expect(await outcome()).toMatchObject({ page: "/bejelentkezes-hiba?kod=broker", exchanges: 0 });
    expect(suite.asked("/auth")).toHaveLength(0);
  });

  const successor = createKey("key-2");
  const rotate = (): void => {
    publish(toJwk(successor));
    suite.changeIdToken({ header: { kid: "key-2" } }, successor.privateKey);
  };

  it("oidcc-client-test-signing-key-rotation-just-before-signing", async () => {
    await suite.logIn();
    suite.hook.answers["/token"] = (tokens) => {
      rotate();
      return tokens;
    };
    expect(await outcomeAfterwards()).toEqual(AFTER_ROTATION);
  });

  it("oidcc-client-test-signing-key-rotation", async () => {
    await suite.logIn();
    await suite.logIn();
    expect(suite.asked("/jwks")).toHaveLength(1);
    rotate();
    expect(await outcomeAfterwards()).toEqual(AFTER_ROTATION);
  });
});
