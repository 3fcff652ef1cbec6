import { KidNotFoundInJwksError } from "aws-jwt-verify/error";
import { isJwks, type Jwk, type Jwks } from "aws-jwt-verify/jwk";
import type { JwtHeader } from "aws-jwt-verify/jwt-model";
import type { EpochSeconds } from "../../domain/time.ts";
import { BrokerUnavailable, fetchFromBroker } from "./http.ts";

/** A key the broker withdrew is trusted no longer than this. */
const KEYS_SECONDS = 600;
/** Pause after a fetch that did not help, so that forged tokens do not become requests to the broker. */
const COOL_DOWN_SECONDS = 10;

/** The asymmetric algorithms aws-jwt-verify knows, with the kind of key each needs (RFC 7518, RFC 8037). */
const KEY_TYPES: Readonly<Record<string, string>> = {
  RS256: "RSA",
  RS384: "RSA",
  RS512: "RSA",
  ES256: "EC",
  ES384: "EC",
  ES512: "EC",
  EdDSA: "OKP",
};

export const isAsymmetric = (alg: string | undefined): alg is string =>
  alg !== undefined && Object.hasOwn(KEY_TYPES, alg);

const fits = ({ kty, use, alg }: Jwk, header: JwtHeader): boolean =>
  kty === KEY_TYPES[header.alg ?? ""] &&
  (use === undefined || use === "sig") &&
  (alg === undefined || alg === header.alg);

/** The key `kid` names; without a `kid` the only one that fits, as long as there is just one (Core 10.1). */
const pick = ({ keys }: Jwks, header: JwtHeader): Jwk | undefined => {
  const fitting = keys.filter((key) => fits(key, header));
  if (header.kid !== undefined) return fitting.find(({ kid }) => kid === header.kid);
  return fitting.length === 1 ? fitting[0] : undefined;
};

const parseKeys = (text: string): Jwks | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isJwks(value as Jwks) ? (value as Jwks) : undefined;
  } catch {
    return undefined;
  }
};

const fetchKeys = async (uri: string): Promise<Jwks> => {
  const response = await fetchFromBroker(uri, { redirect: "error" });
  const keys = response.status === 200 ? parseKeys(await response.text()) : undefined;
  if (!keys) throw new BrokerUnavailable("The broker's keys cannot be had");
  return keys;
};

export type KeyFinder = (uri: string, header: JwtHeader) => Promise<Jwk>;

/**
 * Finds the key of a token among the broker's, kept for ten minutes and fetched again when a token names
 * one that is not there: rotation needs no waiting. After a fetch that did not help there is a pause.
 * Throws `KidNotFoundInJwksError`, or `BrokerUnavailable` when there are no keys to look among.
 */
export const createKeyFinder = (clock: () => EpochSeconds): KeyFinder => {
  let known: { keys: Jwks; until: EpochSeconds } | undefined;
  let pending: Promise<Jwks> | undefined;
  let quietUntil = 0;

  const refresh = async (uri: string): Promise<Jwks> => {
    pending ??= fetchKeys(uri).finally(() => {
      pending = undefined;
    });
    const keys = await pending;
    known = { keys, until: clock() + KEYS_SECONDS };
    return keys;
  };

  return async (uri, header) => {
    const current = known && clock() < known.until ? known.keys : undefined;
    const found = current && pick(current, header);
    if (found) return found;
    const unknown = new KidNotFoundInJwksError("No key of the broker is the token's");
    if (clock() < quietUntil)
      throw current ? unknown : new BrokerUnavailable("The broker's keys are awaited");
    quietUntil = clock() + COOL_DOWN_SECONDS;
    const fetched = pick(await refresh(uri), header);
    if (!fetched) throw unknown;
    quietUntil = 0;
    return fetched;
  };
};
