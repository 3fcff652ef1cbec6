import type { Deployment } from "../assembly/deployment.ts";
import { asText, isObject } from "../json.ts";

/** A domain or an address the app may send e-mails from. The template declares it; locally that proves it. */
export interface SenderIdentity {
  /** Lower case. */
  name: string;
  arn: string;
  /** Of the configuration set its e-mails are sent with; SES wants permission for both. */
  configurationSetArn: string | undefined;
}

export const planIdentities = (deployment: Deployment): SenderIdentity[] =>
  deployment.ofType("AWS::SES::EmailIdentity").map(({ name, attributes, properties }) => {
    const settings = properties["ConfigurationSetAttributes"];
    const set = asText(isObject(settings) ? settings["ConfigurationSetName"] : undefined);
    const { region, account } = deployment.place;
    return {
      name: name.toLowerCase(),
      arn: attributes["Arn"] ?? "",
      configurationSetArn:
        set === "" ? undefined : `arn:aws:ses:${region}:${account}:configuration-set/${set}`,
    };
  });

/** The bare address in `Name <address>`. */
export const bareAddress = (address: string): string => /<([^<>]*)>\s*$/.exec(address)?.[1] ?? address.trim();

/** The identity an address is sent under: the address itself, else its domain or a domain above it. */
export const identityOf = (
  identities: readonly SenderIdentity[],
  from: string,
): SenderIdentity | undefined => {
  const address = bareAddress(from).toLowerCase();
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const parents = domain.split(".").map((_, index, labels) => labels.slice(index).join("."));
  return [address, ...parents]
    .map((name) => identities.find((identity) => identity.name === name))
    .find((identity) => identity !== undefined);
};
