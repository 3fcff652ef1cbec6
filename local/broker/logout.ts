import type { Client, Provider } from "oidc-provider";
import { endEverywhere } from "./end-everywhere.ts";

const PATH = "/session/end";

type Middleware = Parameters<Provider["use"]>[0];

const one = (value: string | string[] | undefined): string => (typeof value === "string" ? value : "");

type BrokerContext = Parameters<Middleware>[0];

/** True when the portal that asks is the one that was given this very session; also when there is none. */
const endHinted = async (provider: Provider, client: Client, context: BrokerContext): Promise<boolean> => {
  const session = await provider.Session.get(context);
  if (session.accountId === undefined) return true;
  if (session.sidFor(client.clientId) !== one(context.query["logout_hint"])) return false;
  await endEverywhere(provider, session);
  context.cookies.set(provider.cookieName("session"), null, { signed: true });
  return true;
};

/**
 * Ends the session without asking when the request can only come from the portal the person logged in to:
 * `logout_hint` is the `sid` only that portal was given (OpenID Connect RP-Initiated Logout 1.0, section 2,
 * leaves the meaning of the hint to the provider). Anything else goes on to the provider's own question.
 */
export const hintedLogout =
  (provider: Provider): Middleware =>
  async (context, next) => {
    const goodbye = one(context.query["post_logout_redirect_uri"]);
    const isLogout = context.path === PATH && context.method === "GET";
    const client = isLogout ? await provider.Client.find(one(context.query["client_id"])) : undefined;
    if (client?.postLogoutRedirectUriAllowed(goodbye) && (await endHinted(provider, client, context))) {
      context.redirect(goodbye);
      context.status = 303;
    } else await next();
  };
