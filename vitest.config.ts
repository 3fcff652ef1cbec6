import { defineConfig } from "vitest/config";

/** One project per kind of test; `npx vitest run --project unit` runs a single kind. */
const project = (name: string, options: { testTimeout: number; serial?: boolean; order?: number }) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: options.testTimeout,
    hookTimeout: 120_000,
    // Tests that start the local runtime share two cores: one file at a time keeps their timing honest.
    fileParallelism: !options.serial,
    // Projects of one order run side by side, then come those of the next.
    sequence: { groupOrder: options.order ?? 0 },
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
      project("integration", { testTimeout: 60_000, serial: true, order: 1 }),
      project("e2e", { testTimeout: 120_000, serial: true, order: 2 }),
      project("proof", { testTimeout: 300_000, serial: true, order: 3 }),
    ],
  },
});
