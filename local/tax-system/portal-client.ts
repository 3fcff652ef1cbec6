import type { CasePackage } from "../../src/contract/integration.ts";
import type { SimulatedSystem } from "./systems.ts";

export interface Reply {
  status: number;
  body: unknown;
}

/** A specialist system's side of the integration API (docs/api.md). */
export interface PortalClient {
  token(): Promise<string>;
  waiting(): Promise<Reply>;
  fetchCase(caseId: string): Promise<Reply & { body: CasePackage }>;
  acknowledge(caseId: string, revision: number): Promise<Reply>;
  call(caseId: string, call: object): Promise<Reply>;
}

export const createPortalClient = (options: {
  /** Of the portal. */
  origin: string;
  issuer: string;
  system: SimulatedSystem;
  /** Seconds. */
  now: () => number;
}): PortalClient => {
  const { origin, issuer, system, now } = options;
  let known: { token: string; from: number; until: number } | undefined;

  const token = async (): Promise<string> => {
    // The clock can be put back, too; a token of the future is not taken.
    if (known && now() >= known.from && now() < known.until) return known.token;
    const { clientId, clientSecret, scope } = system;
    const answer = await fetch(`${issuer}/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: clientId,
        client_secret: clientSecret,
        scope,
      }),
    });
    if (!answer.ok) throw new Error(`No access token: ${answer.status} ${await answer.text()}`);
    const issued = (await answer.json()) as { access_token: string; expires_in: number };
    known = { token: issued.access_token, from: now(), until: now() + issued.expires_in - 30 };
    return issued.access_token;
  };

  const send = async (method: "GET" | "POST", path: string, body?: object): Promise<Reply> => {
    const answer = await fetch(`${origin}/api/integration/${system.office}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token()}`,
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
  };

  return {
    token,
    waiting: () => send("GET", "/cases"),
    fetchCase: async (caseId) => (await send("GET", `/cases/${caseId}`)) as Reply & { body: CasePackage },
    acknowledge: (caseId, revision) => send("POST", `/cases/${caseId}/acknowledgement`, { revision }),
    call: (caseId, call) => send("POST", `/cases/${caseId}/calls`, call),
  };
};
