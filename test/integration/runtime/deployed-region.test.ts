import { join } from "node:path";
import { expect, it } from "vitest";
import { planDeployment } from "../../../local/assembly/deployment.ts";
import { loadAssembly } from "../../../local/assembly/load.ts";
import { LocalClock } from "../../../local/clock/local-clock.ts";
import { planDistribution } from "../../../local/distribution/distribution.ts";
import { openSecrets } from "../../../local/emulators/secrets.ts";
import { planApis } from "../../../local/http-api/api.ts";
import { planFunctions } from "../../../local/lambda/function.ts";
import { FunctionPool } from "../../../local/lambda/pool.ts";
import { planIdentities } from "../../../local/mail/identities.ts";
import { synthesize, temporaryDirectory } from "../../infra/support.ts";

const s3 = () => Promise.reject(new Error("not asked"));

const setup = async () => {
  const directory = temporaryDirectory();
  const { region, outdir } = await synthesize("nyugat", directory);
  const assembly = loadAssembly(outdir);
  const options = { gateway: "http://127.0.0.1:1", origin: "http://localhost:8080" };
  const declared = planDeployment(assembly, options).ofType("AWS::SecretsManager::Secret");
  const secrets = openSecrets(join(directory, "secrets.json"), declared);
  const deployment = planDeployment(assembly, { ...options, secretOf: secrets.value });
  const pools = planFunctions(deployment).map(
    (definition) =>
      new FunctionPool({
        definition,
        region: deployment.place.region,
        clock: new LocalClock(),
        sdkEnvironment: {},
        logDirectory: directory,
        report: () => undefined,
      }),
  );
  const apis = planApis(deployment, pools, new LocalClock());
  return { region, deployment, pools, apis };
};

it("a region for AWS is understood whole: firewall elsewhere, the API's own domain, keys and mail", async () => {
  const { region, deployment, pools, apis } = await setup();
  // Not where the firewall has to be.
  expect(deployment.place.region).toBe(region.aws.region);
  // The common address is closed; CloudFront's origin is the API's own domain, or this would throw.
  expect(apis.map(({ domainNames }) => domainNames)).toEqual([[region.portal.apiDomain?.name]]);
  expect(planDistribution(deployment, { apis, s3 })).toBeTypeOf("function");

  const environments = pools.map(({ definition }) => definition.environment);
  const keys = new Set(environments.flatMap((environment) => environment["ORIGIN_KEY"] ?? []));
  expect([...keys]).toEqual([expect.stringMatching(/^[A-Za-z0-9]{64}(,[A-Za-z0-9]{64})?$/)]);

  const [identity] = planIdentities(deployment);
  expect(region.mail.from.endsWith(`@${identity?.name}`)).toBe(true);
  expect(identity?.configurationSetArn).toContain(`:${region.aws.region}:`);
});
