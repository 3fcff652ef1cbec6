import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { suggestion } from "../../src/app/catalogue/suggestions.ts";

export interface Command {
  summary: string;
  help: string;
  /** The exit code: 0, or 1 when mistakes were found. Throws UsageError for what cannot be understood. */
  run: (words: string[]) => Promise<number>;
}

/** The command line cannot be understood. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** `There is no option --jsn, did you mean --json?` */
const unknownOption = (words: readonly string[], options: ParseArgsOptionsConfig): string | undefined => {
  const names = Object.keys(options);
  const written = words
    .flatMap((word) => /^--([^=]+)/.exec(word)?.[1] ?? [])
    .find((name) => !names.includes(name));
  if (written === undefined) return undefined;
  const known = suggestion(written, names).replace("mean ", "mean --");
  return `There is no option --${written}${known}`;
};

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
    const sentence =
      unknownOption(words, options) ?? (error instanceof Error ? error.message : String(error));
    throw new UsageError(`${sentence}\n\n${help}`, { cause: error });
  }
  throw new UsageError(`Too many words.\n\n${help}`);
};
