import { join } from "node:path";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { createApp } from "../../lib/app.ts";
import { addPortal } from "../../lib/portal-stage.ts";
import { loadRegion } from "../../lib/region.ts";
import { standIns, temporaryDirectory } from "./support.ts";

/** Findings of the rule pack that are not acknowledged, with a reason, beside the construct they are about. */
const findings = (region: ReturnType<typeof loadRegion>): string[] => {
  const directory = temporaryDirectory();
  const stage = addPortal(createApp(join(directory, "cdk.out")), region, standIns(directory));
  stage.synth();
  return new AwsSolutionsChecks()
    .validateScope(stage)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath ?? "?"}`),
    );
};

/** The objects of one bucket cannot be named beforehand; grants.test.ts compares these grants word for word. */
const isObjectsOfOneBucket = (finding: string) => /^AwsSolutions-IAM5\[Resource::[^*]+\/\*\] /.test(finding);

describe.each(["nyugat", "kau-pelda"])("AWS Solutions rules on %s", (name) => {
  const found = findings(loadRegion(name));

  it("are really applied", () => {
    expect(found.some(isObjectsOfOneBucket)).toBe(true);
  });

  it("find nothing without a reason", () => {
    expect(found.filter((finding) => !isObjectsOfOneBucket(finding))).toEqual([]);
  });
});
