import { randomBytes } from "node:crypto";
import type { SystemClient } from "../broker/configuration.ts";
import type { Secrets } from "../emulators/secrets.ts";
import type { LocalFunction } from "../lambda/function.ts";

/** A specialist system that is simulated on this machine. */
export interface SimulatedSystem extends SystemClient {
  office: string;
  /** Whether it fetches its cases itself (catalogue/offices); otherwise the portal delivers. */
  pulls: boolean;
}

const known = [
  { clientId: "nagycenk/ado", scope: "office:nagycenk form:*", pulls: false },
  { clientId: "heviz/ado", scope: "office:heviz form:idegenforgalmi-ado-bevallas", pulls: true },
] as const;

/** The systems of the example offices, with secrets of their own for this start. */
export const simulatedSystems = (): SimulatedSystem[] =>
  known.map((system) => ({
    ...system,
    office: system.clientId.split("/")[0] ?? "",
    clientSecret: randomBytes(24).toString("base64url"),
  }));

/** What the functions were told of the systems' tokens; undefined: nobody can call. */
export const systemTokens = (
  functions: readonly LocalFunction[],
): { issuer?: string; audience?: string } | undefined => {
  const [text] = functions.flatMap(({ environment }) => environment["SYSTEM_TOKENS"] ?? []);
  return text === undefined ? undefined : (JSON.parse(text) as { issuer?: string; audience?: string });
};

/**
 * Signing secrets as the portal has them, by `office/system`; those missing are made now and put where the portal looks, as
 * an operator would.
 */
export const webhookSecrets = (
  functions: readonly LocalFunction[],
  systems: readonly SimulatedSystem[],
  secrets: Secrets,
): Readonly<Record<string, string>> => {
  const [arn] = functions.flatMap(({ environment }) => environment["WEBHOOK_SECRETS_ARN"] ?? []);
  if (arn === undefined) return {};
  const there = JSON.parse(secrets.value(arn) ?? "{}") as Record<string, string>;
  for (const { clientId } of systems) there[clientId] ??= `whsec_${randomBytes(32).toString("base64")}`;
  secrets.put(arn, JSON.stringify(there));
  return there;
};
