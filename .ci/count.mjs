// Prints "N passed, N failed" from vitest's JSON report. A run that broke before or outside the tests
// (install, types, lint, an error between tests) counts as one failure, so it can never look green.
import { readFileSync } from "node:fs";

const [file, exitCode] = process.argv.slice(2);
const read = () => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0 };
  }
};
const report = read();
const failed = report.numFailedTests === 0 && exitCode !== "0" ? 1 : report.numFailedTests;
console.log(`${report.numPassedTests} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
