import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { Provider } from "oidc-provider";
import { type BrokerClient, brokerConfiguration } from "./configuration.ts";
import { interactionPages } from "./interaction.ts";
import { loadKeys } from "./keys.ts";
import { hintedLogout } from "./logout.ts";
import { readDirectory } from "./people.ts";
import { sessionPages } from "./sessions.ts";
import { createStore } from "./store.ts";

export interface BrokerOptions extends BrokerClient {
  /** On 127.0.0.1; must be the port in `issuer`. */
  port: number;
  /** `http://127.0.0.1:<port>` */
  issuer: string;
  /** Where keys and sessions survive a restart; without it they live in memory. */
  stateDir?: string;
}

export interface RunningBroker {
  issuer: string;
  close(): Promise<void>;
}

type Middleware = Parameters<Provider["use"]>[0];

const securityHeaders = (redirectUris: readonly string[]): Middleware => {
  // Browsers apply form-action to the redirects after a form too, and those end at the portal.
  const portals = [...new Set(redirectUris.map((uri) => new URL(uri).origin))].join(" ");
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'none'",
    `form-action 'self' ${portals}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
  return async (context, next) => {
    context.set({
      "cache-control": "no-store",
      "content-security-policy": policy,
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
    await next();
  };
};

const stylesheet =
  (css: string): Middleware =>
  async (context, next) => {
    if (context.path === "/kau.css") {
      context.type = "css";
      context.body = css;
    } else await next();
  };

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/**
 * A simulator of KAÜ, the national identity broker: OpenID Connect with PKCE, preset people, its own
 * 240-minute session. Listens on loopback only. Rejects when the port is taken.
 */
export const startBroker = async (options: BrokerOptions): Promise<RunningBroker> => {
  const { issuer, port, stateDir, redirectUris } = options;
  const directory = await readDirectory();
  const css = await readFile(new URL("kau.css", import.meta.url), "utf8");
  const store = createStore(stateDir);
  const provider = new Provider(
    issuer,
    brokerConfiguration(options, directory, await loadKeys(stateDir), store.adapter),
  );
  for (const middleware of [
    securityHeaders(redirectUris),
    stylesheet(css),
    hintedLogout(provider),
    sessionPages(provider, directory, store),
    interactionPages(provider, directory, new URL(redirectUris[0] ?? issuer).origin),
  ])
    provider.use(middleware);

  const handle = provider.callback();
  const server = createServer((request, response) => void handle(request, response));
  await listen(server, port);
  return { issuer, close: () => close(server) };
};
