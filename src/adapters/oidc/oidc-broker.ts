import * as oauth from "oauth4webapi";
import type {
  Identification,
  IdentityBroker,
  LoginFailure,
  LoginTransaction,
} from "../../app/session/ports.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { CLOCK_SKEW_SECONDS } from "../../domain/session/clocks.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { BrokerStyle } from "./broker-style.ts";
import { type IdTokenClaims, verifyIdToken } from "./id-token.ts";
import { createEndSessionUrl } from "./end-session.ts";
import { attempt } from "./login-failure.ts";
import { verifyLogoutToken } from "./logout-token.ts";
import { type BrokerMetadata, createMetadataReader, requestOptions } from "./metadata.ts";
import { isComplete, readPerson } from "./person.ts";
import { createTokenVerifier } from "./signed-token.ts";

export interface OidcBrokerOptions {
  issuer: string;
  clientId: string;
  clientSecret: () => Promise<string>;
  /** The portal's origin; callback and goodbye page are below it. */
  portalOrigin: string;
  /** Oldest acceptable identification; the broker is asked to repeat an older one. */
  maxAgeSeconds: number;
  style: BrokerStyle;
  clock: () => EpochSeconds;
}

interface Tokens {
  claims: IdTokenClaims;
  accessToken: string;
}

const optionalText = (value: unknown): string | undefined =>
  typeof value === "string" && value.length > 0 && value.length <= 255 ? value : undefined;

const identificationOf = (
  claims: IdTokenClaims,
  personal: Readonly<Record<string, unknown>>,
): Result<Identification, LoginFailure> => {
  const person = readPerson(personal);
  if (!person) return failure({ code: "rejected", reason: "no-name" });
  const authTime = claims["auth_time"];
  return success({
    issuer: claims.iss,
    subject: claims.sub,
    authTime: typeof authTime === "number" ? authTime : undefined,
    brokerSession: optionalText(claims["sid"]),
    assurance: optionalText(claims["acr"]),
    person,
  });
};

/**
 * Any OpenID Connect broker: authorization code with PKCE, state and nonce; discovery; client_secret_basic.
 *
 * Logout names the broker's session by `client_id` and `logout_hint` (its `sid`), not by `id_token_hint`:
 * the hint would carry an ID token through the browser's address bar and history, and would have to be kept
 * for the life of the session. No token of the broker is kept, and none reaches the browser.
 */
export const createOidcBroker = (options: OidcBrokerOptions): IdentityBroker => {
  const { issuer, clientId, clientSecret, portalOrigin, maxAgeSeconds, style, clock } = options;
  const redirectUri = `${portalOrigin}/api/session/callback`;
  const http = requestOptions(issuer);
  const readMetadata = createMetadataReader(issuer, clock);
  const verify = createTokenVerifier({ issuer, clientId, clock });

  /** The protocol library looks at the machine's clock; the skew makes that the portal's. */
  const clientNow = (): oauth.Client => ({
    client_id: clientId,
    [oauth.clockTolerance]: CLOCK_SKEW_SECONDS,
    [oauth.clockSkew]: clock() - Math.floor(Date.now() / 1000),
  });

  const exchangeCode = async (
    metadata: BrokerMetadata,
    answer: URLSearchParams,
    login: LoginTransaction,
  ): Promise<Tokens> => {
    const client = clientNow();
    const response = await oauth.authorizationCodeGrantRequest(
      metadata,
      client,
      oauth.ClientSecretBasic(await clientSecret()),
      answer,
      redirectUri,
      login.codeVerifier,
      http,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(metadata, client, response, {
      expectedNonce: login.nonce,
      requireIdToken: true,
    });
    const claims = await verifyIdToken(verify, metadata, tokens.id_token ?? "", login.nonce);
    return { claims: style.claims(claims), accessToken: tokens.access_token };
  };

  /** Personal data come in the ID token or, as from most brokers, from the UserInfo endpoint. */
  const personalClaims = async (metadata: BrokerMetadata, { claims, accessToken }: Tokens) => {
    if (isComplete(claims) || metadata.userinfo_endpoint === undefined) return claims;
    const client = clientNow();
    const response = await oauth.userInfoRequest(metadata, client, accessToken, http);
    const personal = await oauth.processUserInfoResponse(metadata, client, claims.sub, response);
    return { ...claims, ...style.claims(personal) };
  };

  return {
    async authorizationUrl({ state, nonce, codeVerifier, acrValues, forceLogin = false }) {
      const metadata = await attempt("discovery", readMetadata);
      if (!metadata.ok) return metadata;
      const url = new URL(metadata.value.authorization_endpoint ?? "");
      const parameters = {
        client_id: clientId,
        redirect_uri: redirectUri,
        response_type: "code",
        scope: "openid profile",
        code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: "S256",
        state,
        nonce,
        max_age: String(maxAgeSeconds),
        ...style.authorization({ acrValues, forceLogin }),
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return success(url.href);
    },

    async identify(answer, login) {
      const metadata = await attempt("discovery", readMetadata);
      if (!metadata.ok) return metadata;
      const checked = await attempt("answer", () =>
        oauth.validateAuthResponse(metadata.value, clientNow(), new URLSearchParams(answer), login.state),
      );
      if (!checked.ok) return checked;
      const tokens = await attempt("code", () => exchangeCode(metadata.value, checked.value, login));
      if (!tokens.ok) return tokens;
      const personal = await attempt("userinfo", () => personalClaims(metadata.value, tokens.value));
      return personal.ok ? identificationOf(tokens.value.claims, personal.value) : personal;
    },

    async readLogoutToken(token) {
      const metadata = await attempt("discovery", readMetadata);
      if (!metadata.ok) return metadata;
      return attempt("logout-token", () => verifyLogoutToken(verify, metadata.value, token));
    },

    endSessionUrl: createEndSessionUrl({ readMetadata, clientId, portalOrigin, style }),
  };
};
