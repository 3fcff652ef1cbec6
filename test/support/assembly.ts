import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { synthesizeRegion } from "../../local/synthesize.ts";
import { sharedBuild } from "./shared-build.ts";

/** Everything the assembly is made from. */
export const assemblySources = [
  "{bin,catalogue,config,functions,lib,src,web}/**/*",
  "package-lock.json",
  "cdk.json",
  "local/synthesize.ts",
];

/** Names the assembly's directory inside a finished build, relative to it. */
const MARKER = "assembly-directory";

const build = async (directory: string): Promise<void> => {
  const assembly = await synthesizeRegion({
    region: "local",
    origin: "http://localhost:8080",
    issuerPort: 8081,
    outdir: directory,
    buildDirectory: join(directory, "dist"),
  });
  writeFileSync(join(directory, MARKER), relative(directory, assembly));
};

/** The local region's cloud assembly. Addresses in it are replaced by those of each start. */
export const sharedAssembly = async (): Promise<{ directory: string }> => {
  const directory = await sharedBuild("assembly", assemblySources, build);
  return { directory: join(directory, readFileSync(join(directory, MARKER), "utf8")) };
};
