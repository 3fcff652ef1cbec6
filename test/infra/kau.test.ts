import { describe, expect, it } from "vitest";
import { brokerStyle } from "../../src/adapters/oidc/broker-style.ts";
import { text } from "./deployment.ts";
import { synthesize } from "./support.ts";

const { deployment, region } = await synthesize("kau-pelda");
const one = (type: string) => {
  const [found, ...more] = deployment.ofType(`AWS::Cognito::${type}`);
  if (found === undefined || more.length > 0) throw new Error(`not exactly one ${type}`);
  return found;
};
const client = one("UserPoolClient");
const pool = one("UserPool");

describe("the user pool between KAÜ and the portal", () => {
  it("takes nobody but those KAÜ sends, and is kept: account ids come from it", () => {
    expect(pool.properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: "ACTIVE",
    });
    expect(pool.deletionPolicy).toBe("Retain");
    expect(pool.stack).toBe("data");
  });

  it("writes down natural identification data and the level, anew at each login", () => {
    const schema = pool.properties["Schema"] as { Name: string; Mutable: boolean }[];
    expect(schema.map(({ Name, Mutable }) => ({ Name, Mutable }))).toEqual(
      ["birth_name", "mothers_name", "place_of_birth", "acr"].map((Name) => ({ Name, Mutable: true })),
    );
  });

  it("knows KAÜ by its metadata, signs its requests, and logs out there too", () => {
    expect(one("UserPoolIdentityProvider").properties).toEqual({
      ProviderName: "KAU",
      ProviderType: "SAML",
      UserPoolId: pool.name,
      ProviderDetails: {
        MetadataURL: "https://kau.example.org/proxy/saml/metadata",
        RequestSigningAlgorithm: "rsa-sha256",
        IDPSignout: true,
        IDPInit: false,
      },
      AttributeMapping: {
        family_name: "viseltCsaladiNev",
        given_name: "viseltUtonev",
        birthdate: "szuletesiDatum",
        "custom:birth_name": "szuletesiNev",
        "custom:mothers_name": "anyjaNeve",
        "custom:place_of_birth": "szuletesiHely",
        "custom:acr": "azonositasiMod",
      },
    });
  });

  it("goes by the names the session function uses", () => {
    const style = brokerStyle("cognito");
    const { ProviderName, AttributeMapping } = one("UserPoolIdentityProvider").properties;
    expect(style.authorization({ acrValues: undefined, forceLogin: false })).toMatchObject({
      identity_provider: ProviderName,
    });
    // Every claim the pool issues reaches the portal under a name of OpenID Connect.
    const claims = style.claims({ ...(AttributeMapping as Record<string, string>), acr: "of Cognito" });
    expect(claims).toMatchObject({
      family_name: "viseltCsaladiNev",
      given_name: "viseltUtonev",
      birthdate: "szuletesiDatum",
      birth_name: "szuletesiNev",
      mothers_name: "anyjaNeve",
      place_of_birth: "szuletesiHely",
      acr: "azonositasiMod",
    });
  });

  it("has the newer pages, with a style for the client", () => {
    expect(one("UserPoolDomain").properties).toMatchObject({ Domain: "ohp-kelet", ManagedLoginVersion: 2 });
    expect(one("ManagedLoginBranding").properties).toMatchObject({
      ClientId: client.name,
      UseCognitoProvidedValues: true,
    });
  });

  it("tells what KAÜ must know of it", () => {
    const outputs = deployment.outputs("data");
    expect(outputs).toMatchObject({
      OidcKauEntityId: `urn:amazon:cognito:sp:${pool.name}`,
      OidcKauAssertionConsumerService:
        "https://OidcKauUsersDomain.auth.eu-central-1.amazoncognito.com/saml2/idpresponse",
      OidcKauSingleLogoutService:
        "https://OidcKauUsersDomain.auth.eu-central-1.amazoncognito.com/saml2/logout",
    });
  });
});

describe("the portal as its client", () => {
  it("gets codes for its one callback, through KAÜ only, and no password is ever asked", () => {
    expect(client.properties).toMatchObject({
      GenerateSecret: true,
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["openid", "profile"],
      CallbackURLs: [`${region.portal.origin}/api/session/callback`],
      LogoutURLs: [`${region.portal.origin}/kijelentkezve`],
      SupportedIdentityProviders: ["KAU"],
      ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    });
    expect(client.dependsOn).toContain(one("UserPoolIdentityProvider").name);
  });

  it("has its secret in Secrets Manager, under our key", () => {
    expect(deployment.named("OidcClientSecret").properties).toMatchObject({
      SecretString: `${client.name}.ClientSecret`,
      KmsKeyId: "Key.Arn",
    });
  });

  it("is told where and as whom to log in, and how Cognito logs out", () => {
    const { Variables } = deployment.function("session").properties["Environment"] as {
      Variables: Record<string, string>;
    };
    expect(Variables).toMatchObject({
      OIDC_ISSUER: `https://cognito-idp.eu-central-1.amazonaws.com/${pool.name}`,
      OIDC_CLIENT_ID: client.name,
      OIDC_CLIENT_SECRET_ARN: "OidcClientSecret",
      OIDC_LOGOUT_STYLE: "cognito",
    });
    expect(JSON.parse(text(Variables["IDENTIFICATION_LEVELS"]))).toEqual(region.identity.levels);
  });
});

it("without hosted zones nothing is written into DNS; the outputs say what to write", () => {
  expect(deployment.ofType("AWS::Route53::RecordSet")).toEqual([]);
  expect(deployment.outputs("service")).toMatchObject({
    ApiDomainTarget: "ApiDomain.RegionalDomainName",
    MailDkim1: "MailDomain.DkimDNSTokenName1 CNAME MailDomain.DkimDNSTokenValue1",
  });
});

it("a portal with another broker has no user pool", async () => {
  const other = await synthesize("nyugat");
  expect(other.deployment.resources.filter(({ type }) => type.startsWith("AWS::Cognito"))).toEqual([]);
});
