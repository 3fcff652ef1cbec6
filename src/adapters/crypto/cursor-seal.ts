import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { CursorSeal } from "../../app/office/ports.ts";

const ALGORITHM = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Positions as base64url nobody can read or make (AES-256-GCM, the key derived from `secret`). When the secret changes,
 * a cursor of before leads nowhere and the search is begun anew.
 */
export const createCursorSeal = (secret: string): CursorSeal => {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "cursor of an office search", 32));
  return {
    seal(position, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(position, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
    },
    open(cursor, context) {
      const bytes = Buffer.from(cursor, "base64url");
      if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        const position = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
        return Buffer.concat([position, decipher.final()]).toString("utf8");
      } catch {
        return undefined;
      }
    },
  };
};
