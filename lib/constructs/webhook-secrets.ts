import { CfnOutput, Validations } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import type { RegionConfig } from "../region.ts";
import { removalPolicy } from "../removal.ts";

/**
 * Secrets the portal signs its messages to specialist systems with: one JSON object, by `office/system` a secret
 * (`whsec_…`), or a list of two while one replaces the other. Put in by hand, as each is agreed with a system's operator.
 */
export const webhookSecrets = (scope: Construct, region: RegionConfig, encryptionKey: IKey): Secret => {
  const secret = new Secret(scope, "WebhookSecrets", {
    description: "Signing secrets of the messages to specialist systems, as JSON by office/system",
    // An entry no system has: a value made once is not put back by a later deployment.
    generateSecretString: { secretStringTemplate: "{}", generateStringKey: "unused" },
    encryptionKey,
    removalPolicy: removalPolicy(region),
  });
  Validations.of(secret).acknowledge({
    id: "AwsSolutions-SMG4",
    reason: "Each secret is shared with the operator of a system and exchanged together with them.",
  });
  new CfnOutput(scope, "WebhookSecretsArn", { value: secret.secretArn });
  return secret;
};
