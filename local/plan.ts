import { planDeployment, type Deployment } from "./assembly/deployment.ts";
import type { Assembly } from "./assembly/load.ts";
import { openSecrets, type Secrets } from "./emulators/secrets.ts";
import { planFunctions } from "./lambda/function.ts";
import { isLoopback, synthesizeRegion } from "./synthesize.ts";

/** Where things listen at this start. */
export interface Addresses {
  /** Of the gateway. */
  endpoint: string;
  origin: string;
  issuerPort: number;
}

/** The directory of the cloud assembly: the one given, else made now in `outdir`. */
export const obtainAssembly = async (
  options: { assembly?: { readonly directory: string }; region?: string },
  { origin, issuerPort }: Addresses,
  outdir: string,
  report: (line: string) => void,
): Promise<string> => {
  if (options.assembly) return options.assembly.directory;
  report("building and synthesizing the app");
  return synthesizeRegion({ region: options.region ?? "local", origin, issuerPort, outdir });
};

/**
 * An assembly may have been synthesized for other ports than those of this start (tests share one): the portal's and
 * the local broker's addresses in it, known from the functions' environment, are replaced by the present ones. So are
 * references to secrets, by the values this state directory has for them.
 */
export const planHere = (
  assembly: Assembly,
  { endpoint, origin, issuerPort }: Addresses,
  secretsFile: string,
): { deployment: Deployment; secrets: Secrets } => {
  const asSynthesized = planDeployment(assembly, { gateway: endpoint, origin });
  const declared = asSynthesized.ofType("AWS::SecretsManager::Secret");
  const secrets = openSecrets(secretsFile, declared);
  const values = (name: string): string[] =>
    planFunctions(asSynthesized).flatMap(({ environment }) => environment[name] ?? []);
  const addresses = [
    ...values("PORTAL_ORIGIN").map((there) => [there, origin] as const),
    ...values("OIDC_ISSUER")
      .filter((there) => isLoopback(new URL(there)))
      .map((there) => [there, withPort(there, issuerPort)] as const),
  ];
  const deployment = planDeployment(assembly, {
    gateway: endpoint,
    origin,
    addresses: [...new Map(addresses)],
    secretOf: secrets.value,
  });
  return { deployment, secrets };
};

const withPort = (address: string, port: number): string => {
  const url = new URL(address);
  return address.replace(url.origin, `${url.protocol}//${url.hostname}:${port}`);
};
