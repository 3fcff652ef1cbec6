import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { JWK } from "oidc-provider";

export interface BrokerKeys {
  jwks: { keys: JWK[] };
  cookieKeys: string[];
}

const createKeys = (): BrokerKeys => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" };
  return { jwks: { keys: [jwk] }, cookieKeys: [randomBytes(32).toString("base64url")] };
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === "ENOENT";

/**
 * Signing and cookie keys; with a state directory they survive a restart, so that logins under way and the
 * broker's sessions do too.
 */
export const loadKeys = async (stateDir: string | undefined): Promise<BrokerKeys> => {
  if (stateDir === undefined) return createKeys();
  const file = join(stateDir, "broker-keys.json");
  try {
    return JSON.parse(await readFile(file, "utf8")) as BrokerKeys;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const keys = createKeys();
  await mkdir(stateDir, { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(keys), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return keys;
};
