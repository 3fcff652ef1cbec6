import * as oauth from "oauth4webapi";
import type { EpochSeconds } from "../../domain/time.ts";
import { BrokerUnavailable, allowsPlainHttp, fetchFromBroker } from "./http.ts";

const CACHE_SECONDS = 3_600;

export type BrokerMetadata = oauth.AuthorizationServer & { jwks_uri: string };
export type MetadataReader = () => Promise<BrokerMetadata>;

/** For every request of oauth4webapi: our fetch, and plain http only for a broker on this machine. */
export const requestOptions = (issuer: string) => ({
  [oauth.customFetch]: fetchFromBroker,
  [oauth.allowInsecureRequests]: allowsPlainHttp(issuer),
});

const discover = async (issuer: string): Promise<BrokerMetadata> => {
  const issuerUrl = new URL(issuer);
  const response = await oauth.discoveryRequest(issuerUrl, { algorithm: "oidc", ...requestOptions(issuer) });
  if (response.status !== 200) throw new BrokerUnavailable("The broker's metadata cannot be had");
  const metadata = await oauth.processDiscoveryResponse(issuerUrl, response);
  // Tokens carry the issuer to the letter, so a missing or extra slash in the configuration must be seen here.
  if (metadata.issuer !== issuer)
    throw new Error("The configured issuer is not what the broker calls itself");
  const { jwks_uri } = metadata;
  if (jwks_uri === undefined) throw new Error("The broker publishes no keys");
  return { ...metadata, jwks_uri };
};

/** OpenID Connect Discovery, kept for an hour; a failure is not kept, so the next login tries again. */
export const createMetadataReader = (issuer: string, clock: () => EpochSeconds): MetadataReader => {
  let cached: { metadata: BrokerMetadata; until: EpochSeconds } | undefined;
  return async () => {
    if (cached && clock() < cached.until) return cached.metadata;
    const metadata = await discover(issuer);
    cached = { metadata, until: clock() + CACHE_SECONDS };
    return metadata;
  };
};
