import { createHash } from "node:crypto";
import {
  type AdapterFactory,
  type ClientMetadata,
  type Configuration,
  interactionPolicy,
  type KoaContextWithOIDC,
} from "oidc-provider";
import { interactionPath } from "./interaction.ts";
import type { BrokerKeys } from "./keys.ts";
import { errorPage, loggedOutPage, logoutPage } from "./pages.ts";
import { type Directory, methodsFor, type Person } from "./people.ts";

/** From login, whatever the activity: the real broker's rule. */
const SESSION_SECONDS = 240 * 60;

/** A specialist system that asks for access tokens (client credentials). */
export interface SystemClient {
  /** `office/system` */
  clientId: string;
  clientSecret: string;
  /** e.g. `office:nagycenk form:*` */
  scope: string;
}

export interface BrokerClient {
  clientId: string;
  clientSecret: string;
  redirectUris: readonly string[];
  postLogoutRedirectUris: readonly string[];
  systems?: readonly SystemClient[];
  /** What the systems' access tokens are issued for: an absolute URI. */
  systemAudience?: string;
}

const now = (): number => Math.floor(Date.now() / 1000);

const claimsOf = (person: Person) => ({
  sub: person.id,
  name: person.name,
  birth_name: person.birthName,
  mothers_name: person.mothersName,
  place_of_birth: person.placeOfBirth,
  birthdate: person.birthdate,
});

const clientMetadata = (client: BrokerClient, portal: string): ClientMetadata => ({
  client_id: client.clientId,
  client_secret: client.clientSecret,
  redirect_uris: [...client.redirectUris],
  post_logout_redirect_uris: [...client.postLogoutRedirectUris],
  response_types: ["code"],
  grant_types: ["authorization_code"],
  token_endpoint_auth_method: "client_secret_basic",
  subject_type: "pairwise",
  // Makes the broker put its session's `sid` into ID tokens.
  backchannel_logout_uri: new URL("/api/session/backchannel-logout", portal).href,
  backchannel_logout_session_required: true,
});

const systemMetadata = ({ clientId, clientSecret, scope }: SystemClient): ClientMetadata => ({
  client_id: clientId,
  client_secret: clientSecret,
  scope,
  redirect_uris: [],
  response_types: [],
  grant_types: ["client_credentials"],
  token_endpoint_auth_method: "client_secret_post",
});

/** Access tokens of the specialist systems are JWTs (RFC 9068); those of people stay opaque, nobody needs them. */
const systemTokens = ({ systems = [], systemAudience }: BrokerClient) => ({
  resourceIndicators: {
    enabled: true,
    defaultResource: ({ oidc }: KoaContextWithOIDC) =>
      oidc.params?.["grant_type"] === "client_credentials" ? (systemAudience ?? []) : [],
    getResourceServerInfo: () => ({
      scope: systems.map(({ scope }) => scope).join(" "),
      audience: systemAudience ?? "",
      accessTokenFormat: "jwt" as const,
      jwt: { sign: { alg: "RS256" as const } },
    }),
  },
  clientCredentials: { enabled: true },
});

const html = (context: KoaContextWithOIDC, body: string): void => {
  context.type = "html";
  context.body = body;
};

/** Every client may see the data of everybody: there is nobody to ask. */
const grantEverything: Configuration["loadExistingGrant"] = async ({ oidc }) => {
  const clientId = oidc.client?.clientId ?? "";
  const known = oidc.session?.grantIdFor(clientId);
  const existing = known === undefined ? undefined : await oidc.provider.Grant.find(known);
  if (existing) return existing;
  const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session?.accountId ?? "" });
  grant.addOIDCScope("openid profile");
  await grant.save();
  return grant;
};

/** A session of a weaker method than the client asks for does not do: the person identifies anew. */
const loginPolicy = ({ methods }: Directory): interactionPolicy.DefaultPolicy => {
  const { Check, base } = interactionPolicy;
  const policy = base();
  const isTooWeak = ({ oidc }: KoaContextWithOIDC): boolean => {
    const present = oidc.session?.acr;
    const sufficient = methodsFor(methods, oidc.params?.["acr_values"]);
    return present !== undefined && !sufficient.some(({ acr }) => acr === present)
      ? Check.REQUEST_PROMPT
      : Check.NO_NEED_TO_PROMPT;
  };
  const check = new Check("acr_values", "a stronger identification is needed", isTooWeak);
  policy.get("login")?.checks.add(check);
  return policy;
};

/**
 * For logout tokens. The provider's own guard keeps it from calling private addresses, and the portal it serves
 * lives at one: so it may call that portal, without the guard, and nothing else.
 */
const postToPortal =
  (portal: string): Configuration["fetch"] =>
  async (url, { headers = {}, body = null, redirect = "manual", signal = null } = {}) => {
    const address = url instanceof Request ? url.url : url;
    if (new URL(address).origin !== portal) throw new Error("The simulator talks to its portal only");
    return fetch(address, { method: "POST", headers, body, redirect, signal });
  };

/** The client's own metadata apart, all of what the simulator is. */
export const brokerConfiguration = (
  client: BrokerClient,
  directory: Directory,
  keys: BrokerKeys,
  adapter: AdapterFactory,
): Configuration => {
  const portal = new URL(client.redirectUris[0] ?? "").origin;
  return {
    adapter,
    clients: [clientMetadata(client, portal), ...(client.systems ?? []).map(systemMetadata)],
    jwks: keys.jwks,
    cookies: { keys: keys.cookieKeys },
    responseTypes: ["code"],
    scopes: ["openid", "profile", ...(client.systems ?? []).flatMap(({ scope }) => scope.split(" "))],
    claims: {
      openid: ["sub", "acr", "amr", "auth_time"],
      profile: ["name", "birth_name", "mothers_name", "place_of_birth", "birthdate"],
    },
    acrValues: directory.methods.map(({ acr }) => acr),
    subjectTypes: ["pairwise"],
    pairwiseIdentifier: (_context, accountId, { clientId }) =>
      createHash("sha256").update(`kau-szimulator|${clientId}|${accountId}`).digest("base64url"),
    findAccount: (_context, id) => {
      const person = directory.people.find((candidate) => candidate.id === id);
      return person && { accountId: id, claims: () => claimsOf(person) };
    },
    loadExistingGrant: grantEverything,
    interactions: {
      policy: loginPolicy(directory),
      url: (_context, interaction) => interactionPath(interaction.uid),
    },
    fetch: postToPortal(portal),
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      ...systemTokens(client),
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => html(context, logoutPage(form)),
        postLogoutSuccessSource: (context) => html(context, loggedOutPage()),
      },
    },
    renderError: (context, { error }) => html(context, errorPage(error, portal)),
    ttl: {
      AccessToken: 300,
      ClientCredentials: 300,
      AuthorizationCode: 60,
      IdToken: 600,
      Interaction: 900,
      Grant: SESSION_SECONDS,
      Session: (_context, { loginTs = now() }) => Math.max(1, loginTs + SESSION_SECONDS - now()),
    },
  };
};
