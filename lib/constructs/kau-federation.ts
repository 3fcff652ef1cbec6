import { CfnOutput, Duration, Validations } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  CfnUserPoolClient,
  FeaturePlan,
  ManagedLoginVersion,
  OAuthScope,
  ProviderAttribute,
  SigningAlgorithm,
  StringAttribute,
  UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolIdentityProviderSaml,
  UserPoolIdentityProviderSamlMetadata,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import type { RegionConfig } from "../region.ts";
import { removalPolicy } from "../removal.ts";

export interface KauFederationProps {
  region: RegionConfig;
  identity: Extract<RegionConfig["identity"], { kind: "kau-saml" }>;
}

/** The name of KAÜ in the pool; the session function asks for it, so that nobody sees a page of Cognito's. */
const KAU_PROVIDER = "KAU";

/** In tokens as `custom:birth_name` and so on. Mutable, because every login refreshes them. */
const ownAttributes = ["birth_name", "mothers_name", "place_of_birth", "acr"] as const;

/**
 * KAÜ speaks SAML 2.0, the portal OpenID Connect: a user pool stands between them (docs/adr/0005). Nobody signs up or
 * has a password in it; its users are KAÜ's, written at login.
 */
export class KauFederation extends Construct {
  readonly issuer: string;
  readonly clientId: string;
  /** A reference CloudFormation resolves. */
  readonly clientSecret: string;

  constructor(scope: Construct, id: string, { region, identity }: KauFederationProps) {
    super(scope, id);
    const pool = this.#createPool(region);
    const provider = new UserPoolIdentityProviderSaml(this, "Provider", {
      userPool: pool,
      name: KAU_PROVIDER,
      metadata: UserPoolIdentityProviderSamlMetadata.url(identity.metadataUrl),
      requestSigningAlgorithm: SigningAlgorithm.RSA_SHA256,
      // Logging out of the portal logs out of KAÜ.
      idpSignout: true,
      idpInitiated: false,
      attributeMapping: attributeMapping(identity.attributes),
    });
    const domain = pool.addDomain("Domain", {
      cognitoDomain: { domainPrefix: identity.domainPrefix },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    const client = this.#createClient(pool, region.portal.origin);
    client.node.addDependency(provider);
    // The newer pages exist only for a client with a style. Users meet them when something goes wrong.
    new CfnManagedLoginBranding(this, "Branding", {
      userPoolId: pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });

    this.issuer = `https://cognito-idp.${region.aws.region}.amazonaws.com/${pool.userPoolId}`;
    this.clientId = client.userPoolClientId;
    this.clientSecret = clientSecretOf(client);
    new CfnOutput(this, "EntityId", { value: `urn:amazon:cognito:sp:${pool.userPoolId}` });
    new CfnOutput(this, "AssertionConsumerService", { value: `${domain.baseUrl()}/saml2/idpresponse` });
    new CfnOutput(this, "SingleLogoutService", { value: `${domain.baseUrl()}/saml2/logout` });
  }

  #createPool(region: RegionConfig): UserPool {
    const pool = new UserPool(this, "Users", {
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      accountRecovery: AccountRecovery.NONE,
      customAttributes: Object.fromEntries(
        ownAttributes.map((name) => [name, new StringAttribute({ mutable: true, maxLen: 255 })]),
      ),
      // Account ids are derived from the pool's: without it nobody would find their cases again.
      deletionProtection: region.removal === "retain",
      removalPolicy: removalPolicy(region),
    });
    const reason = "Nobody has a password here: people identify at KAÜ, which has its own second factors.";
    Validations.of(pool).acknowledge(
      { id: "AwsSolutions-COG1", reason },
      { id: "AwsSolutions-COG2", reason },
      { id: "AwsSolutions-COG8", reason },
    );
    return pool;
  }

  #createClient(pool: UserPool, origin: string): UserPoolClient {
    return pool.addClient("Portal", {
      generateSecret: true,
      // Says no to every flow with a password; the code flow below is the only one.
      authFlows: { userSrp: false },
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: false },
        scopes: [OAuthScope.OPENID, OAuthScope.PROFILE],
        callbackUrls: [`${origin}/api/session/callback`],
        logoutUrls: [`${origin}/kijelentkezve`],
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.custom(KAU_PROVIDER)],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      // The portal reads a token once, seconds after it was issued, and keeps none.
      idTokenValidity: Duration.minutes(5),
      accessTokenValidity: Duration.minutes(5),
      refreshTokenValidity: Duration.hours(1),
    });
  }
}

const attributeMapping = (names: KauFederationProps["identity"]["attributes"]) => ({
  familyName: ProviderAttribute.other(names.familyName),
  givenName: ProviderAttribute.other(names.givenName),
  birthdate: ProviderAttribute.other(names.dateOfBirth),
  custom: {
    "custom:birth_name": ProviderAttribute.other(names.birthName),
    "custom:mothers_name": ProviderAttribute.other(names.mothersName),
    "custom:place_of_birth": ProviderAttribute.other(names.placeOfBirth),
    "custom:acr": ProviderAttribute.other(names.level),
  },
});

/** CDK's own way to it asks AWS in a function of its own; CloudFormation can tell it as well. */
const clientSecretOf = (client: UserPoolClient): string => {
  const resource = client.node.defaultChild;
  if (!(resource instanceof CfnUserPoolClient)) throw new Error("The client has no resource");
  return resource.attrClientSecret;
};
