import type { RandomBytes } from "./ports.ts";

const toBase64Url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

export const sha256 = async (text: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));

/** 256 random bits, 43 base64url characters; also the form of state, nonce and PKCE verifier. */
export const newToken = (random: RandomBytes): string => toBase64Url(random(32));

/** What stores know a token by. The token is random, so a plain hash cannot be guessed back. */
export const hashToken = async (token: string): Promise<string> => toBase64Url(await sha256(token));
