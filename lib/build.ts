import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build as bundle, type Metafile, type Plugin } from "esbuild";
import { build as buildWeb } from "vite";
import { functions, type FunctionName } from "../functions/manifest.ts";
import { type Artefacts, BUNDLE, bundleDirectory, METAFILE } from "./artefacts.ts";
import { projectRoot } from "./project-root.ts";

export const functionNames = Object.keys(functions) as FunctionName[];

/** Builds everything that is uploaded: bundles and site, side by side. */
export const buildArtefacts = async (directory = join(projectRoot, "dist")): Promise<Artefacts> => {
  const artefacts: Artefacts = {
    functions: join(directory, "functions"),
    site: join(directory, "site"),
  };
  await Promise.all([
    ...functionNames.map((name) => bundleFunction(name, bundleDirectory(artefacts, name))),
    buildSite(artefacts.site),
  ]);
  return artefacts;
};

/**
 * Ways to find credentials that do not exist in Lambda, which hands them over in environment variables. The SDK loads
 * each only when the ones before it found nothing; with them come clients of three more services (docs/adr/0002).
 */
const credentialSourcesOutsideLambda = ["ini", "process", "sso", "web-identity"].map(
  (source) => `@aws-sdk/credential-provider-${source}`,
);

/** The manifest is pure data about all functions; a bundle gets the entry of its own function and no other. */
const ownEntryOfManifest = (name: FunctionName): Plugin => ({
  name: "own-entry-of-manifest",
  setup: (build) => {
    const contents = `export const functions = ${JSON.stringify({ [name]: functions[name] })};`;
    build.onLoad({ filter: /[\\/]functions[\\/]manifest\.ts$/ }, () => ({ contents, loader: "js" }));
  },
});

/**
 * One self-contained ES module per function: the SDK comes along, so what was tested is what runs.
 * `module` before `main` takes the packages' ES modules, of which the unused parts fall away (a third of the size).
 * Fonts are copied beside the module.
 */
const bundleFunction = async (name: FunctionName, directory: string): Promise<void> => {
  const { metafile } = await bundle({
    absWorkingDir: projectRoot,
    entryPoints: [join("functions", name, "index.ts")],
    outfile: join(directory, BUNDLE),
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    external: credentialSourcesOutsideLambda,
    plugins: [ownEntryOfManifest(name)],
    loader: { ".ttf": "file" },
    minify: true,
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  refuseRequire(name, metafile);
  await writeFile(join(directory, METAFILE), JSON.stringify(metafile));
};

/** A CommonJS `require` left in an ES module would fail in the first request instead of here. */
const refuseRequire = (name: FunctionName, { outputs }: Metafile): void => {
  const left = Object.values(outputs).flatMap(({ imports }) =>
    imports.filter(({ kind }) => kind === "require-call"),
  );
  if (left.length > 0) {
    const modules = left.map(({ path }) => path).join(", ");
    throw new Error(
      `The bundle of ${name} calls require() for ${modules}, which an ES module does not have. ` +
        "Import an ES module build of the dependency instead.",
    );
  }
};

const buildSite = async (outDir: string): Promise<void> => {
  await buildWeb({
    root: join(projectRoot, "web"),
    configFile: join(projectRoot, "web", "vite.config.ts"),
    logLevel: "warn",
    build: { outDir, emptyOutDir: true },
  });
};
