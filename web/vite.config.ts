import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { writeTextFiles } from "./text-files.ts";

const web = fileURLToPath(new URL(".", import.meta.url));

const moduleOf = (...paths: string[]): RegExp => new RegExp(`/src/(${paths.join("|")})\\.tsx?$`);

/** What nearly every area uses comes with what every page loads. */
const common = moduleOf(
  "cases/read-own-case",
  "domain/form/contact",
  "domain/settlement/(filers|settlement-code)",
  "form/(error-summary|field-error-text|field-id|identity-rows|later)",
  "format/file-types",
  "pages/form-facts",
);

interface Modules {
  getModuleInfo: (id: string) => { importedIds: readonly string[] } | null;
}

const addWithImports = (id: string, modules: Modules, found: Set<string>): void => {
  if (found.has(id)) return;
  found.add(id);
  for (const imported of modules.getModuleInfo(id)?.importedIds ?? [])
    addWithImports(imported, modules, found);
};

/** The first file: what every page imports, and what is common to nearly all. */
const firstFile = (): ((id: string, modules: Modules) => string | undefined) => {
  const initial = new Set<string>();
  return (id, modules) => {
    addWithImports(fileURLToPath(new URL("index.html", import.meta.url)), modules, initial);
    return initial.has(id) || common.test(id) ? "portal" : undefined;
  };
};

/**
 * What forms are made of: giving answers, showing them, computing what follows from them, and attaching files. One
 * file compresses better than one for each combination of areas, and who reads an answer has mostly filled the form.
 */
const forms = moduleOf(
  "domain/case/(attachment-rules|file-name|file-type)",
  "domain/form/(accept|arithmetic|calendar|compute|data-contract|draft|exact|field-schema|figures|json-logic|kind-errors|logic)",
  "domain/form/(text|validate|values|visibility)",
  "domain/identifiers/[\\w-]+",
  "form/(choice-fields|computed-[\\w-]+|draft-files|error-text|field|field-parts|file-entry|form-context|form-page)",
  "form/(later-parts|open-form|page-fields|page-states|scan-watch|slot-field|still|still-field|table-field|table-row)",
  "form/(task-list|typed-field|upload|uploads|use-scan-watch|use-visible)",
  "format/values",
);

/** A module goes into the first that names it; what none names stays with its area. */
const sharedFiles = () => [
  { name: firstFile(), debugName: "portal", priority: 2 },
  { name: "forms", test: forms, priority: 1 },
  // Of forms filled without a login, beside their area also for the calculator and the check.
  {
    name: "local-forms",
    test: moduleOf("form/(local-filling|local-status|open-local)"),
    priority: 0,
    includeDependenciesRecursively: false,
  },
];

export default defineConfig({
  root: web,
  publicDir: "public",
  plugins: [writeTextFiles()],
  oxc: {
    // `createElement`, which Preact has anyway, takes less room than the automatic runtime. Never with file names and
    // lines, whatever NODE_ENV is: what tests run and measure is what is deployed.
    jsx: { runtime: "classic", pragma: "createElement", pragmaFrag: "PreactFragment", development: false },
    jsxInject: `import { createElement, Fragment as PreactFragment } from "preact";`,
  },
  build: {
    outDir: fileURLToPath(new URL("../dist/site", import.meta.url)),
    emptyOutDir: true,
    // Sizes are measured from it.
    manifest: true,
    // The content security policy has no `data:` for scripts, styles or fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: {
      // Every browser we support preloads modules itself.
      polyfill: false,
      // The part itself is fetched by its import.
      resolveDependencies: (part, files) => files.filter((file) => file !== part),
    },
    target: ["chrome111", "edge111", "firefox114", "safari16.4"],
    reportCompressedSize: false,
    // Reading a property does nothing else: what is only read for nothing is left out.
    rolldownOptions: {
      treeshake: { propertyReadSideEffects: false },
      output: { codeSplitting: { groups: sharedFiles() } },
    },
  },
});
