import { describe, expect, it } from "vitest";
import { sign } from "../../../local/gateway/sign.ts";

// The examples of the Amazon S3 API reference, "Signature Calculations for the Authorization Header".
const credentials = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  sessionToken: undefined,
};
const scope = { host: "examplebucket.s3.amazonaws.com", region: "us-east-1", service: "s3" } as const;
const now = new Date("2013-05-24T00:00:00Z");

const signature = (url: string, headers = {}): string => {
  const request = { method: "GET", url, headers, body: Buffer.alloc(0) };
  return sign(request, scope, credentials, now).headers["authorization"]?.split("Signature=")[1] ?? "";
};

describe("signing anew for an endpoint of the user", () => {
  it.each([
    ["/?lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"],
    ["/?max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"],
  ])("GET %s", (url, expected) => {
    expect(signature(url)).toBe(expected);
  });

  it("forgets the caller's own signature", () => {
    const own = {
      authorization: "AWS4-HMAC-SHA256 Credential=local",
      "x-amz-date": "20990101T000000Z",
      host: "127.0.0.1",
    };
    expect(signature("/?lifecycle", own)).toBe(signature("/?lifecycle"));
    expect(signature("/?lifecycle&X-Amz-Signature=abc&X-Amz-Expires=60")).toBe(signature("/?lifecycle"));
  });
});
