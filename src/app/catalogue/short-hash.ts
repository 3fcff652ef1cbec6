/** Lower-case hex. */
export type Sha256 = (content: string | Uint8Array) => string;

const HASH_LENGTH = 16;

/** How objects of the published catalogue are named: the first 16 hex of their content's SHA-256. */
export const shortHash = (sha256: Sha256, content: string | Uint8Array): string =>
  sha256(content).slice(0, HASH_LENGTH);
