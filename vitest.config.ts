import { defineConfig } from "vitest/config";

/** One project per kind of test; `npx vitest run --project unit` runs a single kind. */
const project = (name: string, options: { testTimeout: number; serial?: boolean }) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: options.testTimeout,
    hookTimeout: 120_000,
    // Tests that start the local runtime share two cores: one file at a time keeps their timing honest.
    fileParallelism: !options.serial,
  },
});

export default defineConfig({
  test: {
    // The JSON report is what .ci/run counts.
    reporters: ["default", "json"],
    outputFile: { json: ".cache/test-results.json" },
    projects: [
      project("unit", { testTimeout: 10_000 }),
      project("infra", { testTimeout: 60_000 }),
      project("integration", { testTimeout: 60_000, serial: true }),
      project("e2e", { testTimeout: 120_000, serial: true }),
      project("proof", { testTimeout: 300_000, serial: true }),
    ],
  },
});
