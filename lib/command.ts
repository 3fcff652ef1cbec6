import { ConfigurationError } from "./config-document.ts";

/** Runs a command line tool: a mistake of its user is told in plain sentences, without a stack trace. */
export const runCommand = async (command: () => Promise<void>): Promise<void> => {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    for (const problem of error.problems) console.error(problem);
    process.exitCode = 1;
  }
};
