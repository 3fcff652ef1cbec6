import { type App, Stage } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Artefacts } from "./artefacts.ts";
import type { RegionConfig } from "./region.ts";
import { DataStack } from "./stacks/data-stack.ts";
import { ServiceStack } from "./stacks/service-stack.ts";
import { WebStack } from "./stacks/web-stack.ts";

/** One deployment: `<region>-data`, `<region>-service` and `<region>-web`, deployed in this order. */
class PortalStage extends Stage {
  constructor(scope: Construct, region: RegionConfig, artefacts: Artefacts) {
    super(scope, region.name, { env: { account: region.aws.account, region: region.aws.region } });
    const data = new DataStack(this, "data", {
      description: `Portal ${region.name}: tables, buckets, keys and secrets`,
      region,
    });
    const { api } = new ServiceStack(this, "service", {
      description: `Portal ${region.name}: API and background work`,
      region,
      artefacts,
      data,
    });
    new WebStack(this, "web", {
      description: `Portal ${region.name}: site, catalogue and distribution`,
      region,
      artefacts,
      data,
      api,
    });
  }
}

/** Adds a region's deployment to the app. */
export const addPortal = (app: App, region: RegionConfig, artefacts: Artefacts): Stage =>
  new PortalStage(app, region, artefacts);
