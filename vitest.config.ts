import { defineConfig } from "vitest/config";

interface ProjectOptions {
  testTimeout: number;
  /** Files at a time; each costs about a core. */
  files: 1 | 2;
  /** Projects of one order run side by side, then come those of the next. They must agree in `files`. */
  order: number;
  /** Whether each file has a process of its own; default true. */
  isolate?: boolean;
}

/** One project per kind of test; `npx vitest run --project unit` runs a single kind. */
const project = (name: string, { testTimeout, files, order, isolate = true }: ProjectOptions) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout,
    hookTimeout: 120_000,
    // The second vitest gives by itself is too short on a machine with other work; what comes at once still comes at once.
    expect: { poll: { timeout: 30_000 } },
    // Said here: vitest alone would leave one of two cores to itself.
    maxWorkers: files,
    isolate,
    sequence: { groupOrder: order },
  },
});

export default defineConfig({
  test: {
    // The JSON report is what .ci/run counts.
    reporters: ["default", "json"],
    outputFile: { json: ".cache/test-results.json" },
    projects: [
      // A process for each of its files would load CDK ten times, three seconds each; these tests only read templates.
      project("infra", { testTimeout: 120_000, files: 2, order: 0, isolate: false }),
      project("proof", { testTimeout: 300_000, files: 2, order: 0 }),
      project("unit", { testTimeout: 30_000, files: 2, order: 0 }),
      // Tests that start the local runtime share two cores: one file at a time keeps their timing honest.
      project("integration", { testTimeout: 60_000, files: 1, order: 1 }),
      project("e2e", { testTimeout: 120_000, files: 1, order: 2 }),
    ],
  },
});
