import { RemovalPolicy } from "aws-cdk-lib";
import type { RegionConfig } from "./region.ts";

/** What becomes of data and logs when their stack is deleted. */
export const removalPolicy = ({ removal }: RegionConfig): RemovalPolicy =>
  removal === "retain" ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
