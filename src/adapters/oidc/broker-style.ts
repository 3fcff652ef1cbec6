type Claims = Readonly<Record<string, unknown>>;

export interface LoginWish {
  acrValues: readonly string[] | undefined;
  forceLogin: boolean;
}

/** Where brokers differ from each other, or from the specifications. */
export interface BrokerStyle {
  /** Parameters of the authorization request besides those every broker is sent. */
  authorization(wish: LoginWish): Record<string, string>;
  /** Parameters of the logout request besides `client_id`. */
  logout(goodbye: string, brokerSession: string | undefined): Record<string, string>;
  /** Claims under the names of OpenID Connect. */
  claims<T extends Claims>(claims: T): T;
}

/** OpenID Connect Core 3.1.2.1, RP-Initiated Logout 1.0. */
const standard: BrokerStyle = {
  authorization: ({ acrValues, forceLogin }) => ({
    ui_locales: "hu",
    ...(acrValues && { acr_values: acrValues.join(" ") }),
    ...(forceLogin && { prompt: "login" }),
  }),
  logout: (goodbye, brokerSession) => ({
    post_logout_redirect_uri: goodbye,
    ui_locales: "hu",
    ...(brokerSession !== undefined && { logout_hint: brokerSession }),
  }),
  claims: (claims) => claims,
};

/** As lib/constructs/kau-federation.ts names KAÜ in the user pool. */
const KAU_PROVIDER = "KAU";
/** Attributes Cognito has no name for, as lib/constructs/kau-federation.ts adds them. */
const CUSTOM = ["birth_name", "mothers_name", "place_of_birth", "acr"] as const;

/**
 * Amazon Cognito between the portal and a SAML broker:
 * - `identity_provider` leads straight to that broker, past pages of Cognito's own; `lang` is for those that show
 *   all the same.
 * - `acr_values` of Cognito mean its own levels, not the broker's: the level is judged after the login only.
 * - Every login asks for a new authentication: its `auth_time` is that of its own, which an older session at the
 *   broker, or Cognito's cookie of one hour, would make younger than the person's identification (docs/adr/0005).
 * - Attributes it does not know come as `custom:…`. Its own `acr` tells nothing of the level at the broker, so
 *   `custom:acr` takes its place, and without it there is none.
 * - Its logout wants `logout_uri`; the session is the browser's cookie, there is no `sid`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html, …/logout-endpoint.html,
 * …/cognito-user-pools-step-up-authentication.html
 */
const cognito: BrokerStyle = {
  authorization: () => ({
    identity_provider: KAU_PROVIDER,
    lang: "hu",
    prompt: "login",
  }),
  logout: (goodbye) => ({ logout_uri: goodbye, lang: "hu" }),
  claims: (claims) => ({
    ...claims,
    acr: undefined,
    ...Object.fromEntries(
      CUSTOM.flatMap((name) => {
        const value = claims[`custom:${name}`];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  }),
};

const styles: Readonly<Record<string, BrokerStyle>> = { oidc: standard, cognito };

/** The style a region's `OIDC_LOGOUT_STYLE` names; throws for another name. */
export const brokerStyle = (name: string): BrokerStyle => {
  const style = Object.hasOwn(styles, name) ? styles[name] : undefined;
  if (!style) throw new Error("OIDC_LOGOUT_STYLE is neither oidc nor cognito");
  return style;
};
