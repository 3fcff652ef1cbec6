import { rmSync } from "node:fs";
import { StartFailure } from "./failure.ts";

export interface SynthesisOptions {
  /** File in config/regions. */
  region: string;
  /** The portal's address and, for a broker on this machine, the broker's. */
  origin: string;
  issuerPort: number;
  outdir: string;
  /** Where bundles and site are built; default `dist`. */
  buildDirectory?: string;
}

/** Builds the app and synthesizes one region in this process; gives the directory of the cloud assembly. */
export const synthesizeRegion = async (options: SynthesisOptions): Promise<string> => {
  // CDK is large: only loaded when there is something to synthesize.
  const [{ synthesizePortal }, { buildArtefacts }, { loadRegion }, { ConfigurationError }] =
    await Promise.all([
      import("../lib/app.ts"),
      import("../lib/build.ts"),
      import("../lib/region.ts"),
      import("../lib/config-document.ts"),
    ]);
  try {
    const config = loadRegion(options.region);
    const { identity } = config;
    if (identity.kind !== "oidc") {
      throw new StartFailure(
        `Region ${options.region} logs in through Amazon Cognito, which does not run here.`,
      );
    }
    const issuer = new URL(identity.issuer);
    if (isLoopback(issuer)) issuer.port = String(options.issuerPort);
    const { tokens } = config.systems;
    rmSync(options.outdir, { recursive: true, force: true });
    const assembly = await synthesizePortal({
      region: {
        ...config,
        portal: { ...config.portal, origin: options.origin },
        identity: { ...identity, issuer: issuer.href.replace(/\/$/, "") },
        systems: {
          ...config.systems,
          // The simulated broker issues the systems' tokens, too.
          ...(tokens && { tokens: { ...tokens, issuer: hereIf(tokens.issuer, identity.issuer, issuer) } }),
          addresses: Object.fromEntries(
            Object.entries(config.systems.addresses).map(([name, address]) => [
              name,
              address.replace(config.portal.origin, options.origin),
            ]),
          ),
        },
      },
      outdir: options.outdir,
      artefacts: await buildArtefacts(options.buildDirectory),
    });
    return assembly.directory;
  } catch (error) {
    if (error instanceof ConfigurationError) throw new StartFailure(error.message);
    throw error;
  }
};

const hereIf = (address: string, there: string, here: URL): string =>
  address === there ? here.href.replace(/\/$/, "") : address;

const loopbackHosts: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

export const isLoopback = (url: URL): boolean => loopbackHosts.has(url.hostname);
