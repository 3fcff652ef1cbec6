import { parseArgs, type ParseArgsOptionsConfig } from "node:util";

export interface Command {
  /** As it is typed: `form check`. */
  name: string;
  summary: string;
  help: string;
  /** The exit code: 0, or 1 when mistakes were found. Throws UsageError for what cannot be understood. */
  run: (words: string[]) => Promise<number>;
}

/** The command line cannot be understood. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Words and options of a command; at most `positionals` words. */
export const readWords = <T extends ParseArgsOptionsConfig>(
  words: string[],
  options: T,
  positionals: number,
  help: string,
) => {
  try {
    const parsed = parseArgs({ args: words, options, allowPositionals: true, strict: true });
    if (parsed.positionals.length <= positionals) return parsed;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${help}`, {
      cause: error,
    });
  }
  throw new UsageError(`Too many words.\n\n${help}`);
};
