import { Logger } from "@aws-lambda-powertools/logger";

/** All a log line may carry. Names, answers, tokens and ids of persons have no field to stand in. */
export interface LogFields {
  requestId?: string;
  caseId?: string;
  route?: string;
  code?: string;
  /** A fixed word that says more than the code, e.g. which step of a login failed. */
  reason?: string;
  status?: number;
  office?: string;
  /** Of the office's specialist systems. */
  system?: string;
  book?: string;
  count?: number;
  /** Key of a damaged object of the catalogue. */
  object?: string;
  /** Class of an unexpected error and where it was thrown; never its message, which may quote input. */
  error?: string;
  frames?: readonly string[];
}

export interface Log {
  info(message: string, fields: LogFields): void;
  warn(message: string, fields: LogFields): void;
  error(message: string, fields: LogFields): void;
}

const levels = ["DEBUG", "INFO", "WARN", "ERROR"] as const;

/**
 * Structured JSON lines. The event is never logged: neither `injectLambdaContext` nor `logEvent` is used,
 * and the `Log` type lets no object of a caller through.
 */
export const createLog = (serviceName: string, level: string): Log => {
  const logLevel = levels.find((known) => known === level.toUpperCase()) ?? "INFO";
  const logger = new Logger({ serviceName, logLevel });
  return {
    info: (message, fields) => logger.info(message, { ...fields }),
    warn: (message, fields) => logger.warn(message, { ...fields }),
    error: (message, fields) => logger.error(message, { ...fields }),
  };
};

/**
 * Key of the object that a CatalogueDamaged (src/app/catalogue/ports.ts) is about. Told by the error's name: it is thrown
 * deep below, by whatever reads the catalogue.
 */
export const damagedObject = (error: unknown): string | undefined =>
  error instanceof Error && error.name === "CatalogueDamaged" && "key" in error
    ? String(error.key)
    : undefined;

/** What may be said of an unexpected error: its class, what is damaged, and the stack's frames, without the message. */
export const describeError = (error: unknown): Pick<LogFields, "error" | "object" | "frames"> => {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^at .+:\d+:\d+\)?$/.test(line));
  const object = damagedObject(error);
  return { error: error.name, ...(object !== undefined && { object }), frames: frames.slice(0, 10) };
};
