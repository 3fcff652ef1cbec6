import { SecretValue, Validations } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { RegionConfig } from "../region.ts";
import { removalPolicy } from "../removal.ts";
import { KauFederation } from "./kau-federation.ts";

export interface IdentityBrokerProps {
  region: RegionConfig;
  encryptionKey: IKey;
}

/** What the session function needs to know of the broker people identify at, whichever kind it is. */
export class IdentityBroker extends Construct {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly logoutStyle: "oidc" | "cognito";

  constructor(scope: Construct, id: string, { region, encryptionKey }: IdentityBrokerProps) {
    super(scope, id);
    const { identity } = region;
    if (identity.kind === "oidc") {
      this.issuer = identity.issuer;
      this.clientId = identity.clientId;
      this.logoutStyle = "oidc";
      this.clientSecret = this.#secret(region, {
        description: "Client secret of the portal at the identity broker. Put the broker's value in by hand.",
        encryptionKey,
      });
    } else {
      const kau = new KauFederation(this, "Kau", { region, identity });
      this.issuer = kau.issuer;
      this.clientId = kau.clientId;
      this.logoutStyle = "cognito";
      this.clientSecret = this.#secret(region, {
        description: "Client secret of the portal at its Cognito user pool",
        secretStringValue: SecretValue.resourceAttribute(kau.clientSecret),
        encryptionKey,
      });
    }
  }

  #secret(region: RegionConfig, props: ConstructorParameters<typeof Secret>[2]): Secret {
    const secret = new Secret(this, "ClientSecret", { ...props, removalPolicy: removalPolicy(region) });
    Validations.of(secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason: "The broker issues the value; only its operator can change it.",
    });
    return secret;
  }
}
