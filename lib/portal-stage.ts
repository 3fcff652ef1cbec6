import { type App, Stage } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Artefacts } from "./artefacts.ts";
import { isLoopbackOnly, type RegionConfig } from "./region.ts";
import { DataStack } from "./stacks/data-stack.ts";
import { EdgeStack } from "./stacks/edge-stack.ts";
import { ServiceStack } from "./stacks/service-stack.ts";
import { WebStack } from "./stacks/web-stack.ts";

/**
 * One deployment: `<region>-edge` (in us-east-1), `<region>-data`, `<region>-service` and `<region>-web`, deployed in
 * this order. A region for one machine has no edge.
 */
class PortalStage extends Stage {
  constructor(scope: Construct, region: RegionConfig, artefacts: Artefacts) {
    super(scope, region.name, { env: { account: region.aws.account, region: region.aws.region } });
    const edge = isLoopbackOnly(region)
      ? undefined
      : new EdgeStack(this, "edge", {
          description: `Portal ${region.name}: firewall of the distribution`,
          env: { account: region.aws.account, region: "us-east-1" },
          crossRegionReferences: true,
          region,
        });
    const data = new DataStack(this, "data", {
      description: `Portal ${region.name}: tables, buckets, keys and secrets`,
      region,
    });
    const service = new ServiceStack(this, "service", {
      description: `Portal ${region.name}: API and background work`,
      region,
      artefacts,
      data,
    });
    const web = new WebStack(this, "web", {
      description: `Portal ${region.name}: site, catalogue and distribution`,
      region,
      artefacts,
      data,
      api: service.api,
      firewall: edge?.webAclArn,
      crossRegionReferences: edge !== undefined,
    });
    // With a domain of its own the API is known by name, so no reference would tell the order.
    web.addStackDependency(service);
  }
}

/** Adds a region's deployment to the app. */
export const addPortal = (app: App, region: RegionConfig, artefacts: Artefacts): Stage =>
  new PortalStage(app, region, artefacts);
