import { StartFailure } from "./failure.ts";
import type { LocalFunction } from "./lambda/function.ts";
import { isLoopback } from "./synthesize.ts";

/** What the functions expect of the identity broker, read from their environment in the template. */
export interface ExpectedBroker {
  issuer: string;
  clientId: string;
  secretArn: string;
}

/** Undefined when no function logs anybody in, or the broker is a real one elsewhere. */
export const expectedBroker = (functions: readonly LocalFunction[]): ExpectedBroker | undefined => {
  for (const { environment } of functions) {
    const issuer = environment["OIDC_ISSUER"];
    const clientId = environment["OIDC_CLIENT_ID"];
    const secretArn = environment["OIDC_CLIENT_SECRET_ARN"];
    if (!issuer || !clientId || !secretArn) continue;
    return isLoopback(new URL(issuer)) ? { issuer, clientId, secretArn } : undefined;
  }
  return undefined;
};

export interface RunningBroker {
  issuer: string;
  close(): Promise<void>;
}

/** Starts the simulated broker at the address and with the client the functions expect. */
export const startExpectedBroker = async (
  expected: ExpectedBroker,
  clientSecret: string,
  origin: string,
  stateDir: string,
): Promise<RunningBroker> => {
  // Its libraries are large: only loaded when the portal's broker is simulated.
  const { startBroker } = await import("./broker/broker.ts");
  const port = Number(new URL(expected.issuer).port);
  return startBroker({
    port,
    issuer: expected.issuer,
    clientId: expected.clientId,
    clientSecret,
    redirectUris: [`${origin}/api/session/callback`],
    postLogoutRedirectUris: [`${origin}/kijelentkezve`],
    stateDir,
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new StartFailure(
      `Port ${port}, which the simulated identity broker needs beside the portal's, is in use; ` +
        `stop what uses it, or choose other ports: PORT=${port + 10} npm start`,
    );
  });
};
