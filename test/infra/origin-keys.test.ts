import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { synthesizePortal } from "../../lib/app.ts";
import { loadRegion } from "../../lib/region.ts";
import { createOriginKeyCheck, ORIGIN_KEY_HEADER } from "../../src/http/origin-key.ts";
import { Deployment } from "./deployment.ts";
import { standIns, temporaryDirectory } from "./support.ts";

interface Template {
  Outputs?: Record<string, { Export?: { Name: string } }>;
}

/** The example region at its nth key. */
const at = async (originKey: number) => {
  const directory = temporaryDirectory();
  const region = loadRegion("nyugat");
  const assembly = await synthesizePortal({
    region: { ...region, portal: { ...region.portal, originKey } },
    outdir: join(directory, "cdk.out"),
    artefacts: standIns(directory),
  });
  const templateOf = (stack: string) =>
    assembly.stacks.find(({ stackName }) => stackName === `nyugat-${stack}`)?.template as Template;
  const deployment = new Deployment(assembly);
  const { Variables } = deployment.function("session").properties["Environment"] as {
    Variables: Record<string, string>;
  };
  const { Origins } = deployment.named("Distribution").properties["DistributionConfig"] as {
    Origins: { OriginCustomHeaders?: { HeaderName: string; HeaderValue: string }[] }[];
  };
  return {
    deployment,
    accepted: Variables["ORIGIN_KEY"] ?? "",
    sent: Origins.flatMap(({ OriginCustomHeaders = [] }) => OriginCustomHeaders).find(
      ({ HeaderName }) => HeaderName === ORIGIN_KEY_HEADER,
    )?.HeaderValue,
    exported: Object.values(templateOf("data").Outputs ?? {}).flatMap(({ Export }) => Export?.Name ?? []),
    imported: ["service", "web"].flatMap((stack) =>
      [...JSON.stringify(templateOf(stack)).matchAll(/"Fn::ImportValue":"(nyugat-data:[^"]+)"/g)].map(
        ([, name]) => name ?? "",
      ),
    ),
  };
};

const [first, second, third, fourth] = [await at(1), await at(2), await at(3), await at(4)];

describe("rotating the key between CloudFront and the API", () => {
  it("functions accept what CloudFront sends, and what it sent before the last rotation", () => {
    for (const [before, after] of [
      [first, second],
      [second, third],
      [third, fourth],
    ] as const) {
      const accepts = createOriginKeyCheck(after.accepted);
      expect([accepts(before.sent), accepts(after.sent)]).toEqual([true, true]);
      expect(before.sent).not.toBe(after.sent);
    }
  });

  it("two rotations later a key is worth nothing", () => {
    expect(createOriginKeyCheck(third.accepted)(first.sent)).toBe(false);
  });

  it("removes no key that stacks deployed before still name", () => {
    for (const [before, after] of [
      [first, second],
      [second, third],
      [third, fourth],
    ] as const) {
      const missing = before.imported.filter((name) => !after.exported.includes(name));
      expect(missing).toEqual([]);
      expect(before.imported.some((name) => name.includes("OriginKeys"))).toBe(true);
    }
  });

  it("keys are made by Secrets Manager, under our key; no template holds one", () => {
    const keys = third.deployment
      .ofType("AWS::SecretsManager::Secret")
      .filter(({ name }) => name.startsWith("OriginKeys"));
    expect(keys.map(({ name }) => name).toSorted()).toEqual([1, 2, 3].map((n) => `OriginKeysKey${n}`));
    for (const { properties, deletionPolicy } of keys) {
      expect(properties).toMatchObject({
        KmsKeyId: "Key.Arn",
        GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
      });
      expect(properties).not.toHaveProperty("SecretString");
      // Not data: an old key should not lie about.
      expect(deletionPolicy).toBe("Delete");
    }
  });
});
