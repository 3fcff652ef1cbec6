import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { mockClient } from "aws-sdk-client-mock";
import { afterEach, describe, expect, it } from "vitest";
import { createSecretReader } from "../../../src/adapters/secrets/secret-reader.ts";

process.env["AWS_REGION"] = "eu-central-1";
const manager = mockClient(SecretsManagerClient);
afterEach(() => void manager.reset());

const setup = () => {
  let seconds = 1_000;
  return {
    read: createSecretReader({ secretId: "arn:secret", clock: () => seconds }),
    wait: (by: number) => void (seconds += by),
  };
};

describe("the secret reader", () => {
  it("asks again after five minutes, so that a rotation takes effect", async () => {
    manager
      .on(GetSecretValueCommand, { SecretId: "arn:secret" })
      .resolvesOnce({ SecretString: "old" })
      .resolves({ SecretString: "new" });
    const { read, wait } = setup();
    expect(await read()).toBe("old");
    wait(299);
    expect(await read()).toBe("old");
    expect(manager.calls()).toHaveLength(1);
    wait(1);
    expect(await read()).toBe("new");
  });

  it("does not keep a failure", async () => {
    manager.on(GetSecretValueCommand).rejectsOnce(new Error("throttled")).resolves({ SecretString: "s" });
    const { read } = setup();
    await expect(read()).rejects.toThrow("throttled");
    expect(await read()).toBe("s");
  });

  it("refuses a secret without text", async () => {
    manager.on(GetSecretValueCommand).resolves({});
    await expect(setup().read()).rejects.toThrow("no text");
  });
});
