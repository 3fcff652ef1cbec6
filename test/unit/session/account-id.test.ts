import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { accountSeed, toAccountId } from "../../../src/domain/session/account-id.ts";

const digest = (text: string): Uint8Array => createHash("sha256").update(text).digest();

describe("toAccountId", () => {
  it("never changes: accounts and their cases hang on it", () => {
    expect(toAccountId(digest(accountSeed("https://kau.example", "subject-1")))).toBe(
      "Z9B6EJV7BK6H5FNDWSFM2B9VNR40466T",
    );
  });

  it("tells issuers and subjects apart", () => {
    const ids = [
      ["https://a.example", "1"],
      ["https://a.example", "2"],
      ["https://b.example", "1"],
    ].map(([issuer = "", subject = ""]) => toAccountId(digest(accountSeed(issuer, subject))));
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{32}$/);
  });

  it("uses the first 160 bits in order", () => {
    expect(toAccountId(new Uint8Array(32))).toBe("0".repeat(32));
    expect(toAccountId(new Uint8Array(32).fill(255))).toBe("Z".repeat(32));
    expect(toAccountId(Uint8Array.of(0b00001_000, 0b10_00011_0, ...new Uint8Array(18)))).toBe(
      `123${"0".repeat(29)}`,
    );
  });
});
