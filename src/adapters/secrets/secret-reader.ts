import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { EpochSeconds } from "../../domain/time.ts";
import { patience } from "../patience.ts";

const CACHE_SECONDS = 300;

export type SecretReader = () => Promise<string>;

/**
 * Reads one secret (plain text, not JSON) and keeps it for five minutes: rotation takes effect without a
 * deploy, and a login does not cost a call. A failed read is not kept.
 */
export const createSecretReader = ({
  secretId,
  clock,
}: {
  secretId: string;
  clock: () => EpochSeconds;
}): SecretReader => {
  const client = new SecretsManagerClient(patience(2_000, 2));
  let cached: { value: string; until: EpochSeconds } | undefined;

  return async () => {
    if (cached && clock() < cached.until) return cached.value;
    const { SecretString: value } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    if (!value) throw new Error("The secret holds no text");
    cached = { value, until: clock() + CACHE_SECONDS };
    return value;
  };
};
